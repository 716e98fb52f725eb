//! Functions of each native histogram of a vector: `histogram_count(x)`. Floats are left out.

use crate::engine::promql::functions::renamed;
use crate::engine::promql::output::Memo;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Histogram, Reading};
use crate::text::Span;

pub type OfHistogram = fn(&Histogram) -> f64;

pub struct OfEach {
    inner: Box<dyn Vector>,
    apply: OfHistogram,
    memo: Memo,
    output: Output,
    span: Span,
}

impl OfEach {
    pub fn new(inner: Box<dyn Vector>, apply: OfHistogram, span: Span) -> OfEach {
        OfEach { inner, apply, memo: Memo::default(), output: Output::default(), span }
    }
}

impl Vector for OfEach {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let held = run.held();
        self.inner.evaluate(run, now)?;
        run.release(held);
        let input = self.inner.output();
        for item in &input.items {
            let Reading::Histogram(histogram) = &item.reading else { continue };
            let slot = renamed(&mut self.memo, &mut self.output, run, input, item.slot);
            let reading = Reading::Float((self.apply)(histogram));
            self.output.push_once(run, self.span, slot, reading)?;
        }
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
