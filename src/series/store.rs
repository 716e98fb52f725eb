//! The samples of all series, in the order in which the series first appeared: sums go over them in that order, as
//! Prometheus' do.

use super::column::{Column, upper_bound};
use super::histogram::{Follows, Histogram, Malformed};
use super::{LabelSets, Labels, Reading, SetId, stale};
use std::collections::HashMap;
use std::sync::Arc;

/// A series of one [`Store`]: its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesId(pub u32);

/// One series. Its markers of an end stand apart from its values, so that a range of values is one slice.
#[derive(Clone, Debug)]
pub struct Series {
    pub labels: SetId,
    floats: Column<f64>,
    histograms: Column<Arc<Histogram>>,
    ends: Vec<i64>,
}

/// No more samples than this are thought to be in one chunk: Prometheus cuts them by bytes, mostly sooner.
const CHUNK: usize = 240;

/// Why a sample is not taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refused {
    /// It is older than one that is there.
    OutOfOrder,
    /// There is another value at that time.
    Duplicate,
    /// It is no histogram that Prometheus stores.
    Malformed(Malformed),
}

#[derive(Clone, Debug, Default)]
pub struct Store {
    pub sets: LabelSets,
    series: Vec<Series>,
    of_set: HashMap<SetId, SeriesId>,
    of_name: HashMap<Box<str>, Vec<SeriesId>>,
    settled: Option<i64>,
    disturbed: u64,
}

impl Store {
    /// The series with these labels, made when there is none.
    pub fn series_of(&mut self, labels: &Labels) -> SeriesId {
        let set = self.sets.id(labels);
        if let Some(id) = self.of_set.get(&set) {
            return *id;
        }
        let id = SeriesId(self.series.len() as u32);
        self.series.push(Series {
            labels: set,
            floats: Column::default(),
            histograms: Column::default(),
            ends: Vec::new(),
        });
        self.of_set.insert(set, id);
        self.of_name.entry(labels.name().into()).or_default().push(id);
        id
    }

    /// # Errors
    /// When it is not later than the last sample, and differs from it; or is no histogram that can be stored.
    pub fn append(&mut self, id: SeriesId, at: i64, reading: &Reading) -> Result<(), Refused> {
        let series = &mut self.series[id.0 as usize];
        if let Some(last) = series.last_time()
            && at <= last
        {
            let same = at == last && series.last().is_some_and(|(_, last)| last.same(reading));
            return match at < last {
                true => Err(Refused::OutOfOrder),
                false if same => Ok(()),
                false => Err(Refused::Duplicate),
            };
        }
        match reading {
            _ if reading.is_stale() => series.ends.push(at),
            Reading::Float(value) => series.floats.push(at, *value),
            Reading::Histogram(histogram) => {
                histogram.check().map_err(Refused::Malformed)?;
                series.push_histogram(at, histogram);
            }
        }
        if self.settled.is_some_and(|settled| at <= settled) {
            self.disturbed += 1;
            self.settled = None;
        }
        Ok(())
    }

    /// Takes away the samples of the metrics that are meant. Their series keep their places.
    pub fn clear(&mut self, is_meant: impl Fn(&str) -> bool) {
        for (_, all) in self.of_name.iter().filter(|(name, _)| is_meant(name)) {
            for id in all {
                let series = &mut self.series[id.0 as usize];
                (series.floats, series.histograms) = (Column::default(), Column::default());
                series.ends.clear();
            }
        }
        self.disturbed += 1;
        self.settled = None;
    }

    /// Says that something was remembered of all samples until `at`. The answer changes as soon as a sample arrives
    /// that is not later: then what was remembered under another answer is worth nothing.
    pub fn settle(&mut self, at: i64) -> u64 {
        self.settled = Some(self.settled.map_or(at, |settled| settled.max(at)));
        self.disturbed
    }

    /// What [`Store::settle`] would answer.
    pub fn disturbed(&self) -> u64 {
        self.disturbed
    }

    pub fn series(&self, id: SeriesId) -> &Series {
        &self.series[id.0 as usize]
    }

    /// The series of a metric, oldest first.
    pub fn named(&self, name: &str) -> &[SeriesId] {
        self.of_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// All series, oldest first.
    pub fn all(&self) -> &[Series] {
        &self.series
    }
}

impl Series {
    pub fn floats(&self) -> &Column<f64> {
        &self.floats
    }

    pub fn histograms(&self) -> &Column<Arc<Histogram>> {
        &self.histograms
    }

    /// The times of the markers of an end.
    pub fn ends(&self) -> &[i64] {
        &self.ends
    }

    /// Whether a marker of an end lies after `from`, and not after `until`.
    pub fn ended(&self, from: i64, until: i64) -> bool {
        match self.ends.as_slice() {
            [] => false,
            ends => upper_bound(ends, until, ends.len()) > upper_bound(ends, from, 0),
        }
    }

    /// The time of the last sample or marker.
    pub fn last_time(&self) -> Option<i64> {
        let (float, histogram) = (self.floats.times().last(), self.histograms.times().last());
        float.max(histogram).max(self.ends.last()).copied()
    }

    /// The last sample or marker.
    pub fn last(&self) -> Option<(i64, Reading)> {
        let at = self.last_time()?;
        let float = self.floats.last().filter(|(time, _)| *time == at);
        let histogram = self.histograms.last().filter(|(time, _)| *time == at);
        let reading = match (float, histogram) {
            (Some((_, value)), _) => Reading::Float(*value),
            (_, Some((_, histogram))) => Reading::Histogram(Arc::clone(histogram)),
            _ => Reading::Float(stale()),
        };
        Some((at, reading))
    }

    /// All samples and markers in order of time.
    pub fn samples(&self) -> Vec<(i64, Reading)> {
        let floats = self.floats.times().iter().zip(self.floats.values());
        let mut all: Vec<(i64, Reading)> =
            floats.map(|(time, value)| (*time, Reading::Float(*value))).collect();
        let histograms = self.histograms.times().iter().zip(self.histograms.values());
        all.extend(histograms.map(|(time, value)| (*time, Reading::Histogram(Arc::clone(value)))));
        all.extend(self.ends.iter().map(|time| (*time, Reading::Float(stale()))));
        all.sort_by_key(|(time, _)| *time);
        all
    }

    fn push_histogram(&mut self, at: i64, histogram: &Arc<Histogram>) {
        let other = self.floats.times().last().max(self.ends.last()).copied();
        let last = self.histograms.last().filter(|(time, _)| other.is_none_or(|other| *time > other));
        if let Some((_, before)) = last
            && histogram.repeats(before)
        {
            let again = Arc::clone(before);
            self.histograms.push(at, again);
            return;
        }
        let mut histogram = Histogram::clone(histogram);
        let follows = histogram.follow(last.map(|(_, before)| &**before));
        let histogram = Arc::new(histogram);
        if follows == Follows::Wider {
            self.widen_chunk(&histogram, other);
        }
        self.histograms.push(at, histogram);
    }

    /// Gives all samples of the last chunk the buckets of the one that joins it. `other` is the time of the last
    /// sample that is no histogram: a chunk does not reach beyond it.
    fn widen_chunk(&mut self, wider: &Histogram, other: Option<i64>) {
        let before = other.map_or(0, |other| self.histograms.until(other, self.histograms.len()));
        for sample in self.histograms.values_mut()[before..].iter_mut().rev().take(CHUNK) {
            if sample.schema != wider.schema || sample.zero_threshold != wider.zero_threshold {
                return;
            }
            let begins_chunk = sample.hint != wider.hint;
            Arc::make_mut(sample).widen(wider);
            if begins_chunk {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::ResetHint;
    use crate::series::histogram::Buckets;

    fn counter(counts: &[f64]) -> Reading {
        let positive = Buckets::run(0, counts.to_vec());
        Reading::from(Histogram { count: counts.iter().sum(), positive, ..Histogram::default() })
    }

    #[test]
    fn histograms_get_the_buckets_of_those_around_them() {
        let mut store = Store::default();
        let id = store.series_of(&Labels::new([("__name__", "h")]));
        let samples = [
            Reading::Float(1.0),
            counter(&[1.0]),
            counter(&[1.0, 1.0]),
            counter(&[1.0, 1.0, 1.0]),
            counter(&[0.0, 1.0, 1.0]),
            Reading::Float(2.0),
            counter(&[5.0]),
        ];
        for (at, sample) in samples.iter().enumerate() {
            assert_eq!(store.append(id, at as i64, sample), Ok(()));
        }
        let series = store.series(id);
        let stored: Vec<Option<(usize, ResetHint)>> = series
            .samples()
            .iter()
            .map(|(_, sample)| sample.histogram().map(|histogram| (histogram.positive.len(), histogram.hint)))
            .collect();
        use ResetHint::{NoReset, Unknown};
        let expected = [
            None,
            Some((3, Unknown)),
            Some((3, NoReset)),
            Some((3, NoReset)),
            Some((3, Unknown)), // a bucket lost what it had: another chunk
            None,
            Some((1, Unknown)),
        ];
        assert_eq!(stored, expected);
        assert!(matches!(series.samples()[5], (5, Reading::Float(2.0))));
    }

    #[test]
    fn histograms_that_are_refused() {
        let mut store = Store::default();
        let id = store.series_of(&Labels::new([("__name__", "h")]));
        assert_eq!(store.append(id, 2, &counter(&[1.0])), Ok(()));
        let negative =
            Refused::Malformed(Malformed::NegativeCount { place: 1, count: -1.0, negative_side: false });
        for (at, sample, expected) in [
            (1, counter(&[2.0]), Err(Refused::OutOfOrder)),
            (2, counter(&[1.0]), Ok(())),
            (2, counter(&[2.0]), Err(Refused::Duplicate)),
            (2, Reading::Float(0.0), Err(Refused::Duplicate)),
            (3, counter(&[-1.0]), Err(negative)),
        ] {
            assert_eq!(store.append(id, at, &sample), expected, "{sample:?} at {at}");
        }
        assert_eq!(store.series(id).histograms().times(), [2]);
    }

    #[test]
    fn samples_are_taken_in_order() {
        let mut store = Store::default();
        let up = store.series_of(&Labels::new([("__name__", "up")]));
        let one = Reading::Float(1.0);
        assert_eq!(store.append(up, 1000, &one), Ok(()));
        assert_eq!(store.append(up, 1000, &one), Ok(()), "the same again");
        assert_eq!(store.append(up, 1000, &Reading::Float(2.0)), Err(Refused::Duplicate));
        assert_eq!(store.append(up, 999, &one), Err(Refused::OutOfOrder));
        assert_eq!(store.append(up, 2000, &Reading::Float(stale())), Ok(()));
        assert_eq!(store.append(up, 1500, &one), Err(Refused::OutOfOrder), "also after a marker");
        assert_eq!(store.append(up, 3000, &one), Ok(()));
        let series = store.series(up);
        assert_eq!(series.floats().times(), [1000, 3000]);
        assert!(series.ended(1000, 2000) && !series.ended(2000, 5000) && !series.ended(0, 1999));
        assert_eq!(series.samples().len(), 3);
    }

    #[test]
    fn a_sample_in_settled_time_disturbs() {
        let mut store = Store::default();
        let up = store.series_of(&Labels::new([("__name__", "up")]));
        let before = store.settle(5000);
        store.append(up, 6000, &Reading::Float(1.0)).expect("the series is empty");
        assert_eq!(store.disturbed(), before);
        let down = store.series_of(&Labels::new([("__name__", "down")]));
        store.append(down, 5000, &Reading::Float(1.0)).expect("the series is empty");
        assert_ne!(store.disturbed(), before);
    }
}
