//! `offset -5m`: a rule that looks at samples that are not there yet.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    // Evaluated in the past, it may look forward.
    if view.group.query_offset.is_some() {
        return;
    }
    view.rule.expr.for_each(&mut |node, above| {
        let ExprKind::Offset(_, by) = &node.kind else { return };
        if by.milliseconds >= 0 || above.iter().any(|outer| goes_back(outer)) {
            return;
        }
        findings.push(
            Diagnostic::new(
                codes::TIME_FUTURE,
                by.span,
                "a negative offset looks ahead of the moment of evaluation, where no samples are yet",
            )
            .help("leave the offset out, or look back with a positive one"),
        );
    });
}

/// From there on the moment is another one.
fn goes_back(node: &Expr) -> bool {
    matches!(node.kind, ExprKind::Offset(..) | ExprKind::At(..) | ExprKind::Subquery(..))
}
