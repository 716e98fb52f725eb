//! `sum(x) == 0`: silent when there is no `x` at all, which is the worst case of it.

use super::super::metrics::{aggregate, number};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Binary, BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    view.rule.expr.for_each(&mut |node, above| {
        let ExprKind::Binary(binary) = &node.kind else { return };
        // `… or absent(x)`, `… or vector(0)` say what happens then.
        let has_other =
            |node: &&Expr| matches!(&node.kind, ExprKind::Binary(outer) if *outer.op == BinaryOp::Or);
        if binary.returns_bool || above.iter().any(has_other) {
            return;
        }
        let Some(sum) = too_little(binary).and_then(|side| aggregate(side, &["count", "sum"])) else {
            return;
        };
        let op = &sum.op;
        let alone =
            sum.grouping.as_ref().is_none_or(|grouping| !grouping.without && grouping.labels.is_empty());
        if alone && !ends_in_or(&sum.body) {
            findings.push(
                Diagnostic::new(
                    codes::ALERT_VANISHING_SUM,
                    binary.op.span,
                    format!(
                        "without any series `{}` gives nothing rather than 0, and nothing fires",
                        op.value
                    ),
                )
                .because(op.span, "no series, no result")
                .help("add `or absent(…)`, or an alert of its own for series that are missing"),
            );
        }
    });
}

/// The side that is compared as `== 0` or `< 5`.
fn too_little(binary: &Binary) -> Option<&Expr> {
    let (value, limit, op) = match (number(&binary.left), number(&binary.right)) {
        (None, Some(limit)) => (&binary.left, limit, *binary.op),
        (Some(limit), None) => (&binary.right, limit, mirrored(*binary.op)),
        _ => return None,
    };
    let holds_for_zero = match op {
        BinaryOp::Equal => limit == 0.0,
        BinaryOp::Less => limit > 0.0,
        BinaryOp::LessOrEqual => limit >= 0.0,
        _ => false,
    };
    holds_for_zero.then_some(value)
}

fn mirrored(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterOrEqual => BinaryOp::LessOrEqual,
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessOrEqual => BinaryOp::GreaterOrEqual,
        other => other,
    }
}

fn ends_in_or(expr: &Expr) -> bool {
    matches!(&expr.unparenthesised().kind, ExprKind::Binary(binary) if *binary.op == BinaryOp::Or)
}
