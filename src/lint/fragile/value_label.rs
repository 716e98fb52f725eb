//! An alert on `count_values(…)`: the value stands in a label, so that another value is another alert.

use super::super::metrics::aggregate;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Aggregate, BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    let Some(counted) = counted(&view.rule.expr) else { return };
    let finding = Diagnostic::new(
        codes::ALERT_VALUE_LABEL,
        counted.op.span,
        "each value that is counted becomes a label of the alert: another value is another alert",
    );
    findings.push(finding.help("aggregate what was counted: `count without (…) (count_values(…)) > 1`"));
}

fn counted(expr: &Expr) -> Option<&Aggregate> {
    if let Some(found) = aggregate(expr, &["count_values"]) {
        return Some(found);
    }
    match &expr.unparenthesised().kind {
        ExprKind::Binary(binary) if binary.matching.is_none() => match *binary.op {
            BinaryOp::And | BinaryOp::Unless => counted(&binary.left),
            _ => counted(&binary.left).or_else(|| counted(&binary.right)),
        },
        _ => None,
    }
}
