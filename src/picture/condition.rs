//! What a level's condition compares with, in words.

use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::quantity::Quantity;

/// `above 5%`, `below 20 or above 30`; none where the expression has to speak for itself.
pub(super) fn words(condition: &Expr) -> Option<String> {
    match &condition.unparenthesised().kind {
        ExprKind::Call(call) if call.function.starts_with("absent") => Some("missing".to_string()),
        ExprKind::Binary(binary) => match binary.op.value {
            BinaryOp::And => Some(words(&binary.left)? + ", where more holds"),
            BinaryOp::Unless => Some(words(&binary.left)? + ", with exceptions"),
            BinaryOp::Or => {
                let (left, right) = (words(&binary.left)?, words(&binary.right)?);
                Some(if left == right { left } else { format!("{left} or {right}") })
            }
            op if op.is_comparison() && !binary.returns_bool => {
                let limit = number(&binary.right)?;
                let word = match op {
                    BinaryOp::Greater => "above",
                    BinaryOp::GreaterOrEqual => "at least",
                    BinaryOp::Less => "below",
                    BinaryOp::LessOrEqual => "at most",
                    BinaryOp::NotEqual => "not",
                    _ => "equal to",
                };
                Some(format!("{word} {limit}"))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A constant as it was written.
fn number(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Number(Quantity { text, .. }) => Some(text.to_string()),
        ExprKind::Paren(inner) | ExprKind::Plus(inner) => number(inner),
        ExprKind::Negate(inner) => Some(format!("-{}", number(inner)?)),
        _ => None,
    }
}
