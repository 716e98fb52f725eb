//! Numbers: literals, `time()`, `scalar(x)`, and vectors of them.

use crate::engine::promql::output::Identity;
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::model::Millis;
use crate::series::{Labels, Reading};
use crate::text::Span;

pub struct Number(pub f64);

impl Scalar for Number {
    fn evaluate(&mut self, _: &mut Run, _: Millis) -> Result<f64, Failure> {
        Ok(self.0)
    }
}

/// What a number is at the first step, for all steps.
pub struct AtFirstStep(pub Box<dyn Scalar>);

impl Scalar for AtFirstStep {
    fn evaluate(&mut self, run: &mut Run, _: Millis) -> Result<f64, Failure> {
        let start = run.scope.start;
        self.0.evaluate(run, start)
    }
}

/// `time()`, in seconds.
pub struct Time;

impl Scalar for Time {
    fn evaluate(&mut self, _: &mut Run, now: Millis) -> Result<f64, Failure> {
        Ok(now as f64 / 1000.0)
    }
}

/// `-x` of a number.
pub struct Negated(pub Box<dyn Scalar>);

impl Scalar for Negated {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<f64, Failure> {
        Ok(-self.0.evaluate(run, now)?)
    }
}

/// `scalar(x)`: the value of the only float; a NaN when there is another number of them.
pub struct ScalarOf(pub Box<dyn Vector>);

impl Scalar for ScalarOf {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<f64, Failure> {
        self.0.evaluate(run, now)?;
        let mut floats = self.0.output().items.iter().filter_map(|item| item.reading.float());
        Ok(match (floats.next(), floats.next()) {
            (Some(value), None) => value,
            _ => f64::NAN,
        })
    }
}

/// `vector(s)`; also calendar functions without argument.
pub struct FromScalar {
    scalar: Box<dyn Scalar>,
    output: Output,
    span: Span,
}

impl FromScalar {
    pub fn new(scalar: Box<dyn Scalar>, span: Span) -> FromScalar {
        FromScalar { scalar, output: Output::default(), span }
    }
}

impl Vector for FromScalar {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let value = self.scalar.evaluate(run, now)?;
        if self.output.slots.len() == 0 {
            let set = run.store.sets.id(&Labels::default());
            self.output.slots.of(Identity { set, drop_name: false });
        }
        self.output.push(0, Reading::Float(value));
        run.hold(1, self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
