//! An alert that reads days of samples at each evaluation.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};
use crate::quantity::duration_text;

/// Two days.
const LONG: i64 = 2 * 86_400_000;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    for node in &view.nodes {
        let (ExprKind::Range(_, window) | ExprKind::Subquery(_, window, _)) = &node.kind else { continue };
        if window.milliseconds > LONG {
            let length = duration_text(window.milliseconds);
            findings.push(
                Diagnostic::new(
                    codes::TIME_LONG_RANGE,
                    window.span,
                    format!("{length} of samples are read at each evaluation"),
                )
                .help("record it as a series of its own, or in parts: a mean of recorded means"),
            );
        }
    }
}
