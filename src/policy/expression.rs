//! What expressions use: selectors with the functions around them, functions, labels, times.

use crate::expr::{Expr, ExprKind, Matcher, Selector};
use crate::model::Millis;
use crate::model::policy::Used;
use crate::text::Span;

/// A selector, and the functions that it is an argument of, outermost first.
pub(super) struct Selected<'e> {
    pub selector: &'e Selector,
    pub span: Span,
    pub inside: Vec<&'e str>,
}

/// Every selector of an expression, in source order.
pub(super) fn selectors(expr: &Expr) -> Vec<Selected<'_>> {
    let mut found = Vec::new();
    walk(expr, &mut Vec::new(), &mut |node, inside| {
        if let ExprKind::Selector(selector) = &node.kind {
            found.push(Selected { selector, span: node.span, inside: inside.to_vec() });
        }
    });
    found
}

/// Depth is capped by the parser.
fn walk<'e>(expr: &'e Expr, inside: &mut Vec<&'e str>, visit: &mut impl FnMut(&'e Expr, &[&'e str])) {
    visit(expr, inside);
    let name = match &expr.kind {
        ExprKind::Call(call) => Some(call.function.as_str()),
        ExprKind::Aggregate(aggregate) => Some(aggregate.op.as_str()),
        _ => None,
    };
    inside.extend(name);
    for child in expr.children() {
        walk(child, inside, visit);
    }
    if name.is_some() {
        inside.pop();
    }
}

/// Which times of an expression are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOf {
    Range,
    Offset,
    /// How long ago the oldest sample is that a selector reads, without Prometheus' five minutes.
    Lookback,
}

/// The times of an expression, each with its place.
pub(super) fn times(expr: &Expr, of: TimeOf) -> Vec<(Millis, Span)> {
    let mut found = Vec::new();
    match of {
        TimeOf::Lookback => lookback(expr, 0, &mut found),
        _ => walk(expr, &mut Vec::new(), &mut |node, _| match (&node.kind, of) {
            (ExprKind::Range(_, time) | ExprKind::Subquery(_, time, _), TimeOf::Range)
            | (ExprKind::Offset(_, time), TimeOf::Offset) => found.push((time.milliseconds, time.span)),
            _ => {}
        }),
    }
    found
}

/// `before` is how long before the evaluation the expression is looked at.
fn lookback(expr: &Expr, before: Millis, found: &mut Vec<(Millis, Span)>) {
    match &expr.kind {
        ExprKind::Selector(_) => found.push((before, expr.span)),
        ExprKind::Range(inner, time) | ExprKind::Subquery(inner, time, _) | ExprKind::Offset(inner, time) => {
            lookback(inner, before.saturating_add(time.milliseconds), found);
        }
        // At a fixed time: how long ago that is changes.
        ExprKind::At(..) => {}
        _ => expr.children().into_iter().for_each(|child| lookback(child, before, found)),
    }
}

/// The first place where an expression uses it; `matches` tells whether a regex holds for a name.
pub(super) fn uses(expr: &Expr, used: &Used, matches: &dyn Fn(&str, &str) -> bool) -> Option<Span> {
    let mut found: Option<Span> = None;
    walk(expr, &mut Vec::new(), &mut |node, _| {
        let here = match used {
            Used::Function(name) => {
                function(node).filter(|(used, _)| *used == name.value).map(|(_, span)| span)
            }
            Used::Metric(pattern) => match &node.kind {
                ExprKind::Selector(selector) => metric(selector, node.span)
                    .filter(|(name, _)| matches(pattern, name))
                    .map(|(_, span)| span),
                _ => None,
            },
            Used::Label(pattern) => {
                labels(node).into_iter().find(|(name, _)| matches(pattern, name)).map(|(_, span)| span)
            }
        };
        found = found.or(here);
    });
    found
}

fn function(node: &Expr) -> Option<(&str, Span)> {
    match &node.kind {
        ExprKind::Call(call) => Some((&call.function.value, call.function.span)),
        ExprKind::Aggregate(aggregate) => Some((&aggregate.op.value, aggregate.op.span)),
        _ => None,
    }
}

/// The metric of a selector, also where `__name__="x"` says it.
pub(super) fn metric(selector: &Selector, span: Span) -> Option<(&str, Span)> {
    let by_matcher =
        |matcher: &&Matcher| matcher.label.value == "__name__" && matcher.op == crate::expr::MatchOp::Equal;
    match &selector.name {
        Some(name) => Some((name, name.span)),
        None => selector.matchers.iter().find(by_matcher).map(|matcher| (matcher.value.value.as_str(), span)),
    }
}

/// The labels that a node names itself.
fn labels(node: &Expr) -> Vec<(&str, Span)> {
    match &node.kind {
        ExprKind::Selector(selector) => {
            selector.matchers.iter().map(|matcher| (matcher.label.as_str(), matcher.label.span)).collect()
        }
        ExprKind::Aggregate(aggregate) => {
            let labels = aggregate.grouping.iter().flat_map(|grouping| &grouping.labels);
            labels.map(|label| (label.as_str(), label.span)).collect()
        }
        ExprKind::Binary(binary) => {
            let matching = binary.matching.iter();
            let labels = matching.flat_map(|matching| {
                matching.labels.iter().chain(matching.group.iter().flat_map(|group| &group.include))
            });
            labels.map(|label| (label.as_str(), label.span)).collect()
        }
        _ => Vec::new(),
    }
}
