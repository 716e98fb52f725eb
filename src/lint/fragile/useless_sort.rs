//! `sort(x)` in a rule: the order of its result is lost at once.

use super::super::metrics::aggregate;
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};
use crate::text::Span;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    // `limitk` takes those that come first.
    if view.nodes.iter().any(|node| aggregate(node, &["limitk"]).is_some()) {
        return;
    }
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        let function = &call.function;
        let sorts =
            ["sort", "sort_by_label", "sort_by_label_desc", "sort_desc"].contains(&function.value.as_str());
        let Some(argument) = call.arguments.first().filter(|_| sorts) else { continue };
        let before = Span { end: argument.span.start, ..node.span };
        let after = Span { start: argument.span.end, ..node.span };
        findings.push(
            Diagnostic::new(
                codes::EXPR_USELESS_SORT,
                function.span,
                format!("`{}` does nothing in a rule: its result has no order", function.value),
            )
            .help("leave it out")
            .fix(
                Applicability::Safe,
                format!("leave `{}` out", function.value),
                [(before, "(".to_owned()), (after, ")".to_owned())],
            ),
        );
    }
}
