//! The samples of all series, in the order in which the series first appeared: sums go over them in that order, as
//! Prometheus' do.

use super::histogram::{Follows, Histogram};
use super::{LabelSets, Labels, Reading, SetId};
use std::collections::HashMap;
use std::sync::Arc;

/// A series of one [`Store`]: its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesId(pub u32);

/// One series; its samples stand in order of time (milliseconds).
#[derive(Clone, Debug)]
pub struct Series {
    pub labels: SetId,
    pub times: Vec<i64>,
    /// The sum where the sample is a histogram, so that the marker of an end is seen here for both.
    pub values: Vec<f64>,
    /// Empty when all samples are floats, else one entry a sample.
    histograms: Vec<Option<Arc<Histogram>>>,
}

impl Series {
    pub fn has_histograms(&self) -> bool {
        !self.histograms.is_empty()
    }

    /// The sample at this place, if it is a histogram.
    pub fn histogram(&self, place: usize) -> Option<&Arc<Histogram>> {
        self.histograms.get(place)?.as_ref()
    }

    /// The sample at this place.
    pub fn reading(&self, place: usize) -> Option<Reading> {
        match self.histogram(place) {
            Some(histogram) => Some(Reading::Histogram(Arc::clone(histogram))),
            None => self.values.get(place).copied().map(Reading::Float),
        }
    }

    fn push(&mut self, at: i64, reading: &Reading) {
        self.times.push(at);
        match reading {
            Reading::Float(value) => {
                self.values.push(*value);
                if self.has_histograms() {
                    self.histograms.push(None);
                }
            }
            Reading::Histogram(histogram) => {
                self.values.push(histogram.sum);
                self.push_histogram(Histogram::clone(histogram));
            }
        }
    }

    fn push_histogram(&mut self, mut histogram: Histogram) {
        let before = self.histograms.last().and_then(Option::as_deref);
        let follows = histogram.follow(before);
        let wider = Arc::new(histogram);
        if follows == Follows::Wider {
            self.widen_chunk(&wider);
        }
        self.histograms.resize(self.values.len() - 1, None);
        self.histograms.push(Some(wider));
    }

    /// Gives all samples of the last chunk the buckets of the one that joins it.
    fn widen_chunk(&mut self, wider: &Histogram) {
        for sample in self.histograms.iter_mut().rev().take(CHUNK) {
            let Some(sample) = sample else { return };
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

/// No more samples than this are thought to be in one chunk: Prometheus cuts them by bytes, mostly sooner.
const CHUNK: usize = 240;

/// Why a sample is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is older than one that is there.
    OutOfOrder,
    /// There is another value at that time.
    Duplicate,
}

#[derive(Clone, Debug, Default)]
pub struct Store {
    pub sets: LabelSets,
    series: Vec<Series>,
    of_set: HashMap<SetId, SeriesId>,
    of_name: HashMap<Box<str>, Vec<SeriesId>>,
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
            times: Vec::new(),
            values: Vec::new(),
            histograms: Vec::new(),
        });
        self.of_set.insert(set, id);
        self.of_name.entry(labels.name().into()).or_default().push(id);
        id
    }

    /// # Errors
    /// When it is not later than the last sample, and differs from it.
    pub fn append(&mut self, id: SeriesId, at: i64, reading: &Reading) -> Result<(), Refused> {
        let series = &mut self.series[id.0 as usize];
        if let Some(last) = series.times.last() {
            if at < *last {
                return Err(Refused::OutOfOrder);
            }
            if at == *last {
                let same = match (series.reading(series.times.len() - 1), reading) {
                    (Some(Reading::Float(last)), Reading::Float(value)) => last.to_bits() == value.to_bits(),
                    (Some(Reading::Histogram(last)), Reading::Histogram(value)) => last == *value,
                    _ => false,
                };
                return if same { Ok(()) } else { Err(Refused::Duplicate) };
            }
        }
        series.push(at, reading);
        Ok(())
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
        let stored: Vec<Option<(usize, ResetHint)>> = (0..samples.len())
            .map(|place| series.histogram(place).map(|histogram| (histogram.positive.len(), histogram.hint)))
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
        assert_eq!(series.reading(5), Some(Reading::Float(2.0)));
    }

    #[test]
    fn samples_that_are_refused() {
        let mut store = Store::default();
        let id = store.series_of(&Labels::new([("__name__", "h")]));
        assert_eq!(store.append(id, 2, &counter(&[1.0])), Ok(()));
        for (at, sample, expected) in [
            (1, counter(&[2.0]), Err(Refused::OutOfOrder)),
            (2, counter(&[1.0]), Ok(())),
            (2, counter(&[2.0]), Err(Refused::Duplicate)),
            (2, Reading::Float(0.0), Err(Refused::Duplicate)),
        ] {
            assert_eq!(store.append(id, at, &sample), expected, "{sample:?} at {at}");
        }
        assert_eq!(store.series(id).times, [2]);
    }
}
