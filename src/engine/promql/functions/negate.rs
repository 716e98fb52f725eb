//! `-x` of a vector.

use super::map::renamed;
use crate::engine::promql::output::Memo;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Histogram, Reading};
use crate::text::Span;

pub struct Negate {
    inner: Box<dyn Vector>,
    memo: Memo,
    output: Output,
    span: Span,
}

impl Negate {
    pub fn new(inner: Box<dyn Vector>, span: Span) -> Negate {
        Negate { inner, memo: Memo::default(), output: Output::default(), span }
    }
}

impl Vector for Negate {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.inner.evaluate(run, now)?;
        let input = self.inner.output();
        for item in &input.items {
            let slot = renamed(&mut self.memo, &mut self.output, run, input, item.slot);
            let reading = match &item.reading {
                Reading::Float(value) => Reading::Float(-value),
                Reading::Histogram(histogram) => {
                    let mut negative = Histogram::clone(histogram);
                    negative.scale(-1.0);
                    Reading::from(negative)
                }
            };
            self.output.push_once(run, self.span, slot, reading)?;
        }
        Ok(())
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
