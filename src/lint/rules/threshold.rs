//! Conditions that compare something with a number.

use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::text::Span;

/// `measure op limit`, the number brought to the right.
#[derive(Clone)]
pub struct Threshold {
    /// The measure as PromQL: two that are written differently are taken for different.
    pub measure: String,
    pub op: BinaryOp,
    pub limit: f64,
    pub limit_span: Span,
}

impl Threshold {
    /// The condition of an expression that is nothing but such a comparison.
    pub fn of(expr: &Expr) -> Option<Threshold> {
        let ExprKind::Binary(binary) = &expr.unparenthesised().kind else { return None };
        if binary.returns_bool {
            return None;
        }
        let (measure, op, number) = match (number(&binary.left), number(&binary.right)) {
            (None, Some(_)) => (&binary.left, *binary.op, &binary.right),
            (Some(_), None) => (&binary.right, turned(*binary.op), &binary.left),
            _ => return None,
        };
        let is_comparison = op.opposite().is_some();
        let limit = self::number(number)?;
        let measure = measure.unparenthesised().to_promql();
        (is_comparison && !limit.is_nan()).then_some(Threshold {
            measure,
            op,
            limit,
            limit_span: number.span,
        })
    }

    /// Whether two conditions on one measure look the same way: both up, both down, both at one value.
    pub fn direction(&self) -> u8 {
        match self.op {
            BinaryOp::Greater | BinaryOp::GreaterOrEqual => 0,
            BinaryOp::Less | BinaryOp::LessOrEqual => 1,
            BinaryOp::Equal => 2,
            _ => 3,
        }
    }

    /// Whether it holds for one value only.
    pub fn is_equality(&self) -> bool {
        self.op == BinaryOp::Equal
    }

    /// Whether the other condition holds wherever this one does; of two with one measure and direction.
    pub fn implies(&self, other: &Threshold) -> bool {
        let (own, others) = (self.limit, other.limit);
        // `>= 5` does not imply `> 5`.
        let strict = matches!(other.op, BinaryOp::Greater | BinaryOp::Less) && self.op != other.op;
        match self.op {
            BinaryOp::Greater | BinaryOp::GreaterOrEqual => own > others || (own == others && !strict),
            BinaryOp::Less | BinaryOp::LessOrEqual => own < others || (own == others && !strict),
            _ => own == others,
        }
    }
}

/// The comparison with its sides exchanged.
fn turned(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::GreaterOrEqual => BinaryOp::LessOrEqual,
        BinaryOp::LessOrEqual => BinaryOp::GreaterOrEqual,
        other => other,
    }
}

/// The value of an expression of numbers alone.
pub fn number(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(quantity) => Some(quantity.value),
        ExprKind::Paren(inner) | ExprKind::Plus(inner) => number(inner),
        ExprKind::Negate(inner) => Some(-number(inner)?),
        ExprKind::Binary(binary) => {
            let (left, right) = (number(&binary.left)?, number(&binary.right)?);
            match *binary.op {
                BinaryOp::Add => Some(left + right),
                BinaryOp::Subtract => Some(left - right),
                BinaryOp::Multiply => Some(left * right),
                BinaryOp::Divide => Some(left / right),
                BinaryOp::Power => Some(left.powf(right)),
                _ => None,
            }
        }
        _ => None,
    }
}
