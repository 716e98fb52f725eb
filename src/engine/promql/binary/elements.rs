//! Operators between two samples, floats or histograms.

use super::scalars::{compare, float};
use crate::engine::promql::notes::Words;
use crate::expr::BinaryOp;
use crate::series::{Histogram, Reading};

/// The sample, and whether it stays: a comparison that does not hold drops it.
///
/// # Errors
/// The note on samples that do not go together.
pub fn combine(op: BinaryOp, left: &Reading, right: &Reading) -> Result<(Reading, bool), Words> {
    match (left, right) {
        (Reading::Float(left), Reading::Float(right)) => Ok(match compare(op, *left, *right) {
            Some(holds) => (Reading::Float(*left), holds),
            None => (Reading::Float(float(op, *left, *right)), true),
        }),
        (Reading::Float(left), Reading::Histogram(right)) => match op {
            BinaryOp::Multiply => Ok((changed(right, |histogram| histogram.scale(*left)), true)),
            _ => Err(Words::IncompatibleTypes { left: "float", op, right: "histogram" }),
        },
        (Reading::Histogram(left), Reading::Float(right)) => match op {
            BinaryOp::Multiply => Ok((changed(left, |histogram| histogram.scale(*right)), true)),
            BinaryOp::Divide => Ok((changed(left, |histogram| histogram.divide(*right)), true)),
            _ => Err(Words::IncompatibleTypes { left: "histogram", op, right: "float" }),
        },
        (Reading::Histogram(one), Reading::Histogram(other)) => match op {
            BinaryOp::Add | BinaryOp::Subtract => {
                let mut result = Histogram::clone(one);
                let done = if op == BinaryOp::Add { result.add(other) } else { result.subtract(other) };
                done.map_err(|_| Words::IncompatibleBucketsIn(op))?;
                result.compact();
                Ok((Reading::from(result), true))
            }
            BinaryOp::Equal => Ok((left.clone(), one == other)),
            BinaryOp::NotEqual => Ok((left.clone(), one != other)),
            _ => Err(Words::IncompatibleTypes { left: "histogram", op, right: "histogram" }),
        },
    }
}

fn changed(histogram: &Histogram, change: impl FnOnce(&mut Histogram)) -> Reading {
    let mut histogram = histogram.clone();
    change(&mut histogram);
    histogram.compact();
    Reading::from(histogram)
}
