//! `x @ 1609746000`: always the same sample, until it is thrown away.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{At, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    for node in &view.nodes {
        let ExprKind::At(_, At::Time(_)) = &node.kind else { continue };
        findings.push(
            Diagnostic::new(
                codes::TIME_FIXED,
                node.span,
                "an alert looks at a fixed moment here: always the same samples, and none once they are no longer kept",
            )
            .help("look back from now with `offset`, or write the number itself"),
        );
    }
}
