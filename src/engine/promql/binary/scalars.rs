//! Operators between numbers.

use crate::engine::promql::powers;
use crate::engine::promql::{Failure, Run, Scalar};
use crate::expr::BinaryOp;
use crate::model::Millis;

pub struct Numbers {
    pub op: BinaryOp,
    pub left: Box<dyn Scalar>,
    pub right: Box<dyn Scalar>,
}

impl Scalar for Numbers {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<f64, Failure> {
        let (left, right) = (self.left.evaluate(run, now)?, self.right.evaluate(run, now)?);
        Ok(match compare(self.op, left, right) {
            Some(holds) => f64::from(holds),
            None => float(self.op, left, right),
        })
    }
}

/// An arithmetic operator.
pub fn float(op: BinaryOp, left: f64, right: f64) -> f64 {
    match op {
        BinaryOp::Add => left + right,
        BinaryOp::Subtract => left - right,
        BinaryOp::Multiply => left * right,
        BinaryOp::Divide => left / right,
        BinaryOp::Modulo => left % right,
        BinaryOp::Power => powers::power(left, right),
        BinaryOp::Atan2 => left.atan2(right),
        _ => f64::NAN,
    }
}

/// Whether a comparison holds; none for other operators.
pub fn compare(op: BinaryOp, left: f64, right: f64) -> Option<bool> {
    Some(match op {
        BinaryOp::Equal => left == right,
        BinaryOp::NotEqual => left != right,
        BinaryOp::Greater => left > right,
        BinaryOp::Less => left < right,
        BinaryOp::GreaterOrEqual => left >= right,
        BinaryOp::LessOrEqual => left <= right,
        _ => return None,
    })
}
