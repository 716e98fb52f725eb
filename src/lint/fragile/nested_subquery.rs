//! A subquery in a subquery: what is inside is evaluated steps × steps times.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    view.rule.expr.for_each(&mut |node, above| {
        let ExprKind::Subquery(_, window, _) = &node.kind else { return };
        let Some(outer) = above.iter().rev().find_map(|node| match &node.kind {
            ExprKind::Subquery(_, window, _) => Some(window),
            _ => None,
        }) else {
            return;
        };
        findings.push(
            Diagnostic::new(
                codes::EXPR_NESTED_SUBQUERY,
                window.span,
                "this subquery is evaluated anew for each step of another",
            )
            .because(outer.span, "for each step of this one")
            .help("record the inner one as a series of its own"),
        );
    });
}
