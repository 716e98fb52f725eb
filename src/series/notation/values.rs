//! The values of a series, held as they were written: a run of a million takes no more room than one value.

use crate::series::{Histogram, Reading};
use std::sync::Arc;

/// More values a line cannot have: at one a minute, 19 years.
pub const MOST_VALUES: u64 = 10_000_000;

/// Values, one a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    runs: Vec<Run>,
    length: u64,
}

/// Values that were written together.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// `_`, `_x3`: no samples.
    Gap { count: u64 },
    /// `1`, `1x3`, `1+2x3`: each is the one before it plus `step`, added as Prometheus adds it, once a value.
    Floats { first: f64, step: Option<f64>, count: u64 },
    /// `{{count:1}}`, `{{count:1}}x3`, `{{count:1}}+{{count:2}}x3`.
    Histograms { first: Arc<Histogram>, step: Option<HistogramStep>, count: u64 },
}

/// What is added to a histogram to get the next one, or taken away.
#[derive(Clone, Debug, PartialEq)]
pub enum HistogramStep {
    Up(Arc<Histogram>),
    Down(Arc<Histogram>),
}

impl HistogramStep {
    pub fn histogram(&self) -> &Histogram {
        match self {
            HistogramStep::Up(histogram) | HistogramStep::Down(histogram) => histogram,
        }
    }
}

impl Run {
    pub fn count(&self) -> u64 {
        match self {
            Run::Gap { count } | Run::Floats { count, .. } | Run::Histograms { count, .. } => *count,
        }
    }

    fn readings(&self) -> Readings<'_> {
        let next = match self {
            Run::Gap { .. } => None,
            Run::Floats { first, .. } => Some(Reading::Float(*first)),
            Run::Histograms { first, .. } => Some(Reading::Histogram(Arc::clone(first))),
        };
        Readings { run: self, left: self.count(), next }
    }
}

impl Values {
    pub(super) fn push(&mut self, run: Run) {
        self.length += run.count();
        self.runs.push(run);
    }

    /// With those that are left out.
    pub fn len(&self) -> u64 {
        self.length
    }

    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// One a step; none where a sample is left out.
    pub fn iter(&self) -> impl Iterator<Item = Option<Reading>> {
        self.runs.iter().flat_map(Run::readings)
    }
}

struct Readings<'a> {
    run: &'a Run,
    left: u64,
    next: Option<Reading>,
}

impl Iterator for Readings<'_> {
    type Item = Option<Reading>;

    fn next(&mut self) -> Option<Option<Reading>> {
        self.left = self.left.checked_sub(1)?;
        let reading = self.next.clone();
        match (self.run, &mut self.next) {
            (Run::Floats { step: Some(step), .. }, Some(Reading::Float(value))) => *value += step,
            (Run::Histograms { step: Some(step), .. }, Some(Reading::Histogram(histogram))) => {
                // They go together, else the run would not have been read.
                let _ = match step {
                    HistogramStep::Up(by) => Arc::make_mut(histogram).add(by),
                    HistogramStep::Down(by) => Arc::make_mut(histogram).subtract(by),
                };
            }
            _ => {}
        }
        Some(reading)
    }
}
