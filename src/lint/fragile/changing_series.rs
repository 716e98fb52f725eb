//! An alert on `topk(…)`: which series are the largest changes, and each change is another alert.

use super::super::metrics::aggregate;
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::expr::{Aggregate, BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};

const CHOOSING: &[&str] = &["bottomk", "limit_ratio", "limitk", "topk"];

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    let Some(chosen) = chosen(&view.rule.expr) else { return };
    let op = &chosen.op;
    let finding = Diagnostic::new(
        codes::ALERT_CHANGING_SERIES,
        op.span,
        format!(
            "which series `{}` chooses changes, and with each change one alert ends and another begins",
            op.value
        ),
    )
    .help("alert on every series above a limit, or aggregate what was chosen: `count(topk(…) > 5)`");
    // `topk by (pod) (1, x)` takes one of the copies of a series: they change, but what they say does not.
    // `limitk` chooses by labels: that changes only with what there is.
    let certain = chosen.grouping.is_none() && matches!(op.value.as_str(), "bottomk" | "topk");
    findings.push(if certain { finding } else { finding.at_level(Level::Pedantic) });
}

/// The choice whose series the alert has.
fn chosen(expr: &Expr) -> Option<&Aggregate> {
    if let Some(found) = aggregate(expr, CHOOSING) {
        return Some(found);
    }
    match &expr.unparenthesised().kind {
        ExprKind::Binary(binary) => match *binary.op {
            BinaryOp::Or => chosen(&binary.left).or_else(|| chosen(&binary.right)),
            BinaryOp::And | BinaryOp::Unless => chosen(&binary.left),
            // What is matched by labels that are named may be the same for all that are chosen.
            _ if binary.matching.is_some() => None,
            _ => chosen(&binary.left).or_else(|| chosen(&binary.right)),
        },
        ExprKind::Negate(inner) | ExprKind::Plus(inner) => chosen(inner),
        ExprKind::Call(call)
            if ["abs", "ceil", "floor", "round", "sort", "sort_desc"]
                .contains(&call.function.value.as_str()) =>
        {
            call.arguments.first().and_then(chosen)
        }
        _ => None,
    }
}
