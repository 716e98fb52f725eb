//! What a function of a range is given.

use crate::engine::promql::Failure;
use crate::engine::promql::notes::{MetricName, Notes, Words};
use crate::engine::promql::select::Window;
use crate::model::Millis;
use crate::series::{Labels, Reading};
use crate::text::Span;

/// The samples of one series in a range, and what the function may say of them.
pub struct Frame<'a> {
    pub window: Window<'a>,
    /// The ends of the range.
    pub from: Millis,
    pub until: Millis,
    /// The length of the range.
    pub range: Millis,
    /// The instant of the evaluation: another than the end with `offset` and `@`.
    pub now: Millis,
    pub scalars: &'a [f64],
    /// The labels of the series itself.
    pub labels: &'a Labels,
    pub notes: &'a mut Notes,
    /// Of the range's text.
    pub span: Span,
}

/// None where the function gives nothing for the series.
pub type Apply = fn(&mut Frame) -> Result<Option<Reading>, Failure>;

impl Frame<'_> {
    pub fn name(&self) -> MetricName {
        self.labels.name().into()
    }

    pub fn note(&mut self, words: fn(MetricName) -> Words) {
        let words = words(self.name());
        self.notes.give(self.span, words);
    }

    /// A scalar parameter.
    pub fn scalar(&self, index: usize) -> f64 {
        self.scalars.get(index).copied().unwrap_or(f64::NAN)
    }
}

/// A result that is a float.
pub fn float(value: f64) -> Result<Option<Reading>, Failure> {
    Ok(Some(Reading::Float(value)))
}

pub const NOTHING: Result<Option<Reading>, Failure> = Ok(None);
