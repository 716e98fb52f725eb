//! Operators between a vector and a number.

use super::changes_metric;
use super::elements::combine;
use crate::engine::promql::output::{Memo, Names};
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::expr::BinaryOp;
use crate::model::Millis;
use crate::series::Reading;
use crate::text::Span;

pub struct WithScalar {
    pub op: BinaryOp,
    pub vector: Box<dyn Vector>,
    pub scalar: Box<dyn Scalar>,
    /// Whether the number stands on the left.
    pub scalar_left: bool,
    pub returns_bool: bool,
    pub span: Span,
    memo: Memo,
    output: Output,
}

impl WithScalar {
    pub fn new(
        op: BinaryOp,
        vector: Box<dyn Vector>,
        scalar: Box<dyn Scalar>,
        scalar_left: bool,
        returns_bool: bool,
        span: Span,
    ) -> WithScalar {
        let (memo, output) = (Memo::default(), Output::default());
        WithScalar { op, vector, scalar, scalar_left, returns_bool, span, memo, output }
    }

    /// None if the comparison does not hold.
    fn result(
        &self,
        reading: &Reading,
        scalar: f64,
    ) -> Result<Option<Reading>, crate::engine::promql::notes::Words> {
        let number = Reading::Float(scalar);
        let (left, right) = if self.scalar_left { (&number, reading) } else { (reading, &number) };
        let (value, keep) = combine(self.op, left, right)?;
        if self.returns_bool {
            return Ok(Some(Reading::Float(f64::from(keep))));
        }
        let of_vector = self.op.is_comparison();
        Ok(keep.then(|| if of_vector { reading.clone() } else { value }))
    }
}

impl Vector for WithScalar {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let held = run.held();
        self.vector.evaluate(run, now)?;
        let scalar = self.scalar.evaluate(run, now)?;
        let names = if changes_metric(self.op) || self.returns_bool { Names::Drop } else { Names::Keep };
        let mut trouble = None;
        for index in 0..self.vector.output().items.len() {
            let item = &self.vector.output().items[index];
            let from = item.slot;
            let reading = match self.result(&item.reading, scalar) {
                Ok(Some(reading)) => reading,
                Ok(None) => continue,
                Err(words) => {
                    trouble = Some(words);
                    continue;
                }
            };
            let slot = match self.memo.get(from) {
                Some(slot) => slot,
                None => {
                    let identity = names.apply(run, self.vector.output().slots.get(from));
                    let slot = self.output.slots.of(identity);
                    self.memo.set(from, slot);
                    slot
                }
            };
            self.output.push_once(run, self.span, slot, reading)?;
        }
        if let Some(words) = trouble {
            run.notes.give(self.span, words);
        }
        run.release(held);
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
