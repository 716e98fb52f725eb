//! `timestamp(x)`: when the samples of a selector were taken, or else the instant of the evaluation.

use super::map::renamed;
use crate::engine::promql::output::Memo;
use crate::engine::promql::select::InstantSelector;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::Reading;
use crate::text::Span;

pub enum Clock {
    OfSamples(Box<InstantSelector>),
    OfEvaluation(Box<dyn Vector>),
}

pub struct Timestamp {
    inner: Clock,
    memo: Memo,
    output: Output,
    span: Span,
}

impl Timestamp {
    pub fn new(inner: Clock, span: Span) -> Timestamp {
        Timestamp { inner, memo: Memo::default(), output: Output::default(), span }
    }
}

impl Vector for Timestamp {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let (input, times) = match &mut self.inner {
            Clock::OfSamples(selector) => {
                selector.evaluate(run, now)?;
                (selector.output(), selector.times())
            }
            Clock::OfEvaluation(vector) => {
                vector.evaluate(run, now)?;
                (vector.output(), [].as_slice())
            }
        };
        for (index, item) in input.items.iter().enumerate() {
            let slot = renamed(&mut self.memo, &mut self.output, run, input, item.slot);
            let time = times.get(index).copied().unwrap_or(now);
            self.output.push_once(run, self.span, slot, Reading::Float(time as f64 / 1000.0))?;
        }
        Ok(())
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
