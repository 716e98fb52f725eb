//! Labels of a rule that its expression keeps with `by`, too: series that differ only in one of them become
//! one, and Prometheus refuses the whole evaluation.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind, MatchOp, Matcher};
use crate::lint::{Look, View};
use crate::text::Span;

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(known) = view.flow.known_labels() else { return };
    for field in view.group.labels_of(view.rule) {
        let (name, value) = (&field.name.value, &field.value.value);
        if value.is_empty() || value.contains("{{") || !known.contains(&name.as_str()) {
            continue;
        }
        // Elsewhere it may well have one value: that which another rule put on.
        let Some(kept) = kept(&view.rule.expr, name).filter(|_| !is_fixed(&view.rule.expr, name)) else {
            continue;
        };
        findings.push(
            Diagnostic::new(
                codes::LABELS_OVERWRITTEN,
                field.name.span,
                format!("series that differ only in `{name}` become one: the rule replaces it"),
            )
            .because(kept, "kept apart here")
            .help(format!(
                "aggregate `{name}` away, or rename one of the two: two such series stop the whole rule"
            )),
        );
    }
}

/// Where a `by` asks for the label.
fn kept(expr: &Expr, label: &str) -> Option<Span> {
    if let ExprKind::Aggregate(aggregate) = &expr.kind
        && let Some(grouping) = aggregate.grouping.as_ref().filter(|grouping| !grouping.without)
        && let Some(kept) = grouping.labels.iter().find(|kept| kept.value == label)
    {
        return Some(kept.span);
    }
    expr.children().into_iter().find_map(|child| kept(child, label))
}

/// Whether every selector asks for one value of the label.
fn is_fixed(expr: &Expr, label: &str) -> bool {
    if let ExprKind::Selector(selector) = &expr.kind {
        let fixes = |matcher: &Matcher| matcher.op == MatchOp::Equal && matcher.label.value == label;
        return selector.matchers.iter().any(fixes);
    }
    expr.children().into_iter().all(|child| is_fixed(child, label))
}
