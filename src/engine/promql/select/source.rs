//! Where a function over a range takes its samples from.

use super::{RangeSelector, Subquery};
use crate::engine::promql::output::Identity;
use crate::engine::promql::{Failure, Run};
use crate::model::Millis;
use crate::series::{Histogram, Store};
use std::sync::Arc;

pub enum Source {
    Selector(RangeSelector),
    Subquery(Subquery),
}

/// The samples of one series that lie in a range, markers of an end left out.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    pub times: &'a [Millis],
    pub values: &'a [f64],
    pub histogram_times: &'a [Millis],
    pub histograms: &'a [Arc<Histogram>],
    /// How often a value is below the one before, where that was counted.
    pub falls: Option<u32>,
}

impl Window<'_> {
    /// Whether it has both floats and histograms.
    pub fn is_mixed(&self) -> bool {
        !self.times.is_empty() && !self.histogram_times.is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.times.is_empty() && self.histogram_times.is_empty()
    }

    pub fn len(&self) -> usize {
        self.times.len() + self.histogram_times.len()
    }
}

impl Source {
    /// Moves the range to an instant; gives its ends.
    ///
    /// # Errors
    /// Those of a subquery.
    pub fn prepare(&mut self, run: &mut Run, now: Millis) -> Result<(Millis, Millis), Failure> {
        match self {
            Source::Selector(selector) => Ok(selector.prepare(run, now)),
            Source::Subquery(subquery) => subquery.prepare(run, now),
        }
    }

    /// How many series there are; their slots are counted from 0.
    pub fn len(&self) -> usize {
        match self {
            Source::Selector(selector) => selector.len(),
            Source::Subquery(subquery) => subquery.len(),
        }
    }

    pub fn identity(&self, slot: usize) -> Identity {
        match self {
            Source::Selector(selector) => selector.slots.get(slot as u32),
            Source::Subquery(subquery) => subquery.identity(slot),
        }
    }

    pub fn window<'a>(&'a mut self, store: &'a Store, slot: usize) -> Window<'a> {
        match self {
            Source::Selector(selector) => selector.window(store, slot),
            Source::Subquery(subquery) => subquery.window(slot),
        }
    }

    /// In milliseconds.
    pub fn range(&self) -> Millis {
        match self {
            Source::Selector(selector) => selector.range,
            Source::Subquery(subquery) => subquery.range(),
        }
    }

    /// Says that falls of values will be asked for.
    pub fn count_falls(&mut self) {
        if let Source::Selector(selector) = self {
            selector.count_falls();
        }
    }
}
