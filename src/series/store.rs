//! The samples of all series, in the order in which the series first appeared: sums go over them in that order, as
//! Prometheus' do.

use super::{LabelSets, Labels, Reading, SetId};
use std::collections::HashMap;

/// A series of one [`Store`]: its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeriesId(pub u32);

/// One series; its samples stand in order of time (milliseconds).
#[derive(Clone, Debug)]
pub struct Series {
    pub labels: SetId,
    pub times: Vec<i64>,
    pub values: Vec<f64>,
}

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
        self.series.push(Series { labels: set, times: Vec::new(), values: Vec::new() });
        self.of_set.insert(set, id);
        self.of_name.entry(labels.name().into()).or_default().push(id);
        id
    }

    /// # Errors
    /// When it is not later than the last sample, and differs from it.
    pub fn append(&mut self, id: SeriesId, at: i64, reading: &Reading) -> Result<(), Refused> {
        let Reading::Float(value) = reading;
        let series = &mut self.series[id.0 as usize];
        if let Some(last) = series.times.last() {
            if at < *last {
                return Err(Refused::OutOfOrder);
            }
            if at == *last {
                let same = series.values.last().is_some_and(|last| last.to_bits() == value.to_bits());
                return if same { Ok(()) } else { Err(Refused::Duplicate) };
            }
        }
        series.times.push(at);
        series.values.push(*value);
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
