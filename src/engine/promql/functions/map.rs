//! Functions of each float of a vector: `abs(x)`, `clamp(x, 0, 1)`, `round(x, 5)`. Histograms are left out.

use crate::engine::promql::output::{Memo, Names};
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::model::Millis;
use crate::series::Reading;
use crate::text::Span;

/// Of a value and the scalar parameters.
pub type OfFloat = fn(f64, &[f64]) -> f64;

/// Which parameters bound the result from both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    None,
    /// With the greater first, nothing is left.
    Both,
}

pub struct Map {
    inner: Box<dyn Vector>,
    scalars: Vec<Box<dyn Scalar>>,
    values: Vec<f64>,
    bounds: Bounds,
    apply: OfFloat,
    memo: Memo,
    output: Output,
    span: Span,
}

impl Map {
    pub fn new(
        inner: Box<dyn Vector>,
        scalars: Vec<Box<dyn Scalar>>,
        bounds: Bounds,
        apply: OfFloat,
        span: Span,
    ) -> Map {
        let (memo, output) = (Memo::default(), Output::default());
        Map { inner, scalars, values: Vec::new(), bounds, apply, memo, output, span }
    }
}

impl Vector for Map {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let held = run.held();
        self.inner.evaluate(run, now)?;
        self.values.clear();
        for scalar in &mut self.scalars {
            self.values.push(scalar.evaluate(run, now)?);
        }
        run.release(held);
        if self.bounds == Bounds::Both && self.values.get(1) < self.values.first() {
            return Ok(());
        }
        let input = self.inner.output();
        for item in &input.items {
            let Reading::Float(value) = item.reading else { continue };
            let slot = renamed(&mut self.memo, &mut self.output, run, input, item.slot);
            let reading = Reading::Float((self.apply)(value, &self.values));
            self.output.push_once(run, self.span, slot, reading)?;
        }
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}

/// The slot of the result for a slot of the input, when its name goes.
pub fn renamed(memo: &mut Memo, output: &mut Output, run: &mut Run, input: &Output, slot: u32) -> u32 {
    if let Some(known) = memo.get(slot) {
        return known;
    }
    let own = output.slots.of(Names::Drop.apply(run, input.slots.get(slot)));
    memo.set(slot, own);
    own
}
