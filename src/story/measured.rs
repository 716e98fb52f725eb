//! What the conditions of an alert compare, and with what.

use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::model::{Alert, Level};
use crate::quantity::{Dimension, Quantity, humanised};

/// More than so many are not drawn.
const MOST: usize = 3;

/// An expression whose value has limits.
#[derive(Debug)]
pub(super) struct Measured<'m> {
    pub expr: &'m Expr,
    /// The same as PromQL.
    pub text: String,
    /// That of its limits.
    pub dimension: Option<Dimension>,
    pub limits: Vec<Bound<'m>>,
}

#[derive(Debug)]
pub(super) struct Bound<'m> {
    pub level: &'m Level,
    pub op: BinaryOp,
    pub value: f64,
    /// As it was written, where it was one number.
    text: Option<String>,
    /// Of `until`: `op` holds the alert.
    pub holds: bool,
}

impl Bound<'_> {
    /// `> 5%`, `until < 3%`
    pub fn text(&self, dimension: Option<Dimension>) -> String {
        let op = if self.holds { self.op.opposite().unwrap_or(self.op) } else { self.op };
        let value = self.text.clone().unwrap_or_else(|| humanised(self.value, dimension));
        let until = if self.holds { "until " } else { "" };
        format!("{until}{} {value}", op.text())
    }
}

/// What is measured for an alert, each expression once.
pub(super) fn of(alert: &Alert) -> Vec<Measured<'_>> {
    let mut all: Vec<Measured> = Vec::new();
    for level in &alert.levels {
        collect(&level.condition, level, false, &mut all);
        if let Some(hold) = &level.hold {
            collect(hold, level, true, &mut all);
        }
    }
    all.truncate(MOST);
    all
}

/// The comparisons with numbers whose left sides a condition gives or leans on.
fn collect<'m>(condition: &'m Expr, level: &'m Level, holds: bool, all: &mut Vec<Measured<'m>>) {
    let ExprKind::Binary(binary) = &condition.unparenthesised().kind else { return };
    match binary.op.value {
        BinaryOp::And | BinaryOp::Or => {
            collect(&binary.left, level, holds, all);
            collect(&binary.right, level, holds, all);
        }
        BinaryOp::Unless => collect(&binary.left, level, holds, all),
        op if op.is_comparison() && !binary.returns_bool => {
            let (expr, op, limit) = match (constant(&binary.left), constant(&binary.right)) {
                (None, Some(limit)) => (&binary.left, op, limit),
                (Some(limit), None) => (&binary.right, mirrored(op), limit),
                _ => return,
            };
            let bound = Bound { level, op, value: limit.value, text: limit.text, holds };
            let text = expr.to_promql();
            match all.iter_mut().find(|known| known.text == text) {
                Some(known) => {
                    known.dimension = known.dimension.or(limit.dimension);
                    let same = |own: &Bound| {
                        std::ptr::eq(own.level, level) && own.op == op && own.value == bound.value
                    };
                    if !known.limits.iter().any(same) {
                        known.limits.push(bound);
                    }
                }
                None => {
                    all.push(Measured { expr, text, dimension: limit.dimension, limits: vec![bound] });
                }
            }
        }
        _ => {}
    }
}

/// `5 < x` is `x > 5`.
fn mirrored(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::LessOrEqual => BinaryOp::GreaterOrEqual,
        BinaryOp::GreaterOrEqual => BinaryOp::LessOrEqual,
        other => other,
    }
}

struct Constant {
    value: f64,
    dimension: Option<Dimension>,
    text: Option<String>,
}

/// The value of an expression that is made of numbers alone.
fn constant(expr: &Expr) -> Option<Constant> {
    match &expr.kind {
        ExprKind::Number(Quantity { value, dimension, text, .. }) => {
            Some(Constant { value: *value, dimension: *dimension, text: Some(text.to_string()) })
        }
        ExprKind::Paren(inner) | ExprKind::Plus(inner) => constant(inner),
        ExprKind::Negate(inner) => {
            let Constant { value, dimension, text } = constant(inner)?;
            Some(Constant { value: -value, dimension, text: text.map(|text| format!("-{text}")) })
        }
        ExprKind::Binary(binary) => {
            let (left, right) = (constant(&binary.left)?, constant(&binary.right)?);
            let value = match binary.op.value {
                BinaryOp::Add => left.value + right.value,
                BinaryOp::Subtract => left.value - right.value,
                BinaryOp::Multiply => left.value * right.value,
                BinaryOp::Divide => left.value / right.value,
                BinaryOp::Power => left.value.powf(right.value),
                _ => return None,
            };
            Some(Constant { value, dimension: left.dimension.or(right.dimension), text: None })
        }
        _ => None,
    }
}
