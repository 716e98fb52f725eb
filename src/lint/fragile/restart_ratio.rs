//! `sum(a) / count(b) < 0.9` without `for`: while targets come back, their parts are not all there.

use super::super::metrics::aggregate;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};

const SUMS: &[&str] = &["avg", "count", "group", "max", "min", "sum"];

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    // `for: 0s` is said on purpose.
    if view.rule.alert().is_none_or(|alert| alert.pending.is_some()) {
        return;
    }
    let mut found = None;
    for node in &view.nodes {
        let ExprKind::Binary(binary) = &node.kind else { continue };
        let is_arithmetic = !binary.op.is_comparison() && !binary.op.is_set();
        let sums = (aggregate(&binary.left, SUMS), aggregate(&binary.right, SUMS));
        if let (true, (Some(left), Some(right))) = (is_arithmetic, sums)
            && looks_at_now(&left.body)
            && looks_at_now(&right.body)
        {
            found.get_or_insert((binary.op.clone(), left.op.span));
        }
    }
    let Some((op, cause)) = found else { return };
    let what = if *op == BinaryOp::Divide { "the ratio" } else { "the result" };
    findings.push(
        Diagnostic::new(
            codes::ALERT_RESTART_RATIO,
            op.span,
            format!("{what} of two aggregations is off while Prometheus or its targets start, and this fires at once"),
        )
        .because(cause, "not all series are there at the same moment")
        .help("add `for: 5m`, or `for: 0s` if it is meant so"),
    );
}

/// Samples of this moment: a range would smooth over a restart.
fn looks_at_now(expr: &Expr) -> bool {
    let mut has_range = false;
    expr.for_each(&mut |node, _| {
        has_range |= matches!(node.kind, ExprKind::Range(..) | ExprKind::Subquery(..));
    });
    !has_range
}
