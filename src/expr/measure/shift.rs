//! An expression as it was some time ago.

use crate::expr::{Duration, Expr, ExprKind};

/// Moves every selector of `expr` into the past by `offset` of its own.
pub fn into_the_past(expr: &mut Expr, by: &Duration) {
    match &mut expr.kind {
        // One `offset` a selector: an earlier one grows.
        ExprKind::Offset(_, offset) => offset.milliseconds += by.milliseconds,
        ExprKind::Selector(_) | ExprKind::Range(..) | ExprKind::Subquery(..) => {
            let shifted = std::mem::replace(&mut expr.kind, ExprKind::Error);
            expr.kind = ExprKind::Offset(Box::new(Expr::new(shifted, expr.span)), by.clone());
        }
        _ => {
            for child in expr.children_mut() {
                into_the_past(child, by);
            }
        }
    }
}
