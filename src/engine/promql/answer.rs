//! What an evaluation gives.

use super::Note;
use crate::model::Millis;
use crate::series::{Reading, SetId};
use crate::text::Span;

#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub value: Value,
    pub notes: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Scalar(f64),
    Text(String),
    /// In the order that Prometheus gives, where it gives one.
    Vector(Vec<Sample>),
    /// Sorted by labels.
    Matrix(Vec<Row>),
}

/// One series of a vector; the labels are of the store's sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub labels: SetId,
    pub at: Millis,
    pub reading: Reading,
}

/// One series of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub labels: SetId,
    pub samples: Vec<(Millis, Reading)>,
}

/// Why there is no answer, in Prometheus' words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub message: String,
    pub span: Span,
}

impl Failure {
    pub fn new(span: Span, message: impl Into<String>) -> Failure {
        Failure { message: message.into(), span }
    }
}
