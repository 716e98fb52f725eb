//! The parts that a plan is made of. Each keeps what it found out at earlier instants.

use super::select::{InstantSelector, Source};
use super::{Failure, Output, Run};
use crate::model::Millis;

/// A node that gives a vector.
pub trait Vector: Send {
    /// Evaluates at an instant; what it gives stays in the output until the next one.
    ///
    /// # Errors
    /// What Prometheus ends an evaluation with.
    fn evaluate(&mut self, run: &mut Run, at: Millis) -> Result<(), Failure>;

    fn output(&self) -> &Output;
}

/// A node that gives a number.
pub trait Scalar: Send {
    /// # Errors
    /// What Prometheus ends an evaluation with.
    fn evaluate(&mut self, run: &mut Run, at: Millis) -> Result<f64, Failure>;
}

pub enum Plan {
    Vector(Box<dyn Vector>),
    /// A vector of stored samples, whose own times are known.
    Selector(Box<InstantSelector>),
    Scalar(Box<dyn Scalar>),
    Range(Box<Source>),
    Text(String),
    /// What cannot be evaluated.
    Nothing(Failure),
}
