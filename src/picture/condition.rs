//! What a level's condition compares with, in words.

use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::quantity::Quantity;

/// `above 5%`, `below 20 or above 30`; none where the expression has to speak for itself.
pub(super) fn words(condition: &Expr) -> Option<String> {
    let mut limits = Vec::new();
    let more = collect(condition, &mut limits)?;
    let mut text = String::new();
    for (index, (word, limit)) in limits.iter().enumerate() {
        // Members of a fleet may have limits of their own: `above 5ms or 8ms`.
        let same = index > 0 && limits[index - 1].0 == *word;
        let join = if index > 0 { " or " } else { "" };
        let word = if same { "" } else { word };
        let space = if word.is_empty() || limit.is_empty() { "" } else { " " };
        text += &format!("{join}{word}{space}{limit}");
    }
    Some(text + more)
}

/// The comparisons that are joined by `or`, each once, and what is said of further conditions.
fn collect(condition: &Expr, limits: &mut Vec<(&'static str, String)>) -> Option<&'static str> {
    match &condition.unparenthesised().kind {
        ExprKind::Call(call) if call.function.starts_with("absent") => {
            push(limits, ("missing", String::new()));
            Some("")
        }
        ExprKind::Binary(binary) => match binary.op.value {
            BinaryOp::And => collect(&binary.left, limits).map(|_| ", where more holds"),
            BinaryOp::Unless => collect(&binary.left, limits).map(|_| ", with exceptions"),
            BinaryOp::Or => {
                let left = collect(&binary.left, limits)?;
                let right = collect(&binary.right, limits)?;
                Some(if left.is_empty() { right } else { left })
            }
            op if op.is_comparison() && !binary.returns_bool => {
                let word = match op {
                    BinaryOp::Greater => "above",
                    BinaryOp::GreaterOrEqual => "at least",
                    BinaryOp::Less => "below",
                    BinaryOp::LessOrEqual => "at most",
                    BinaryOp::NotEqual => "not",
                    _ => "equal to",
                };
                push(limits, (word, number(&binary.right)?));
                Some("")
            }
            _ => None,
        },
        _ => None,
    }
}

fn push(limits: &mut Vec<(&'static str, String)>, limit: (&'static str, String)) {
    if !limits.contains(&limit) {
        limits.push(limit);
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
