//! What follows from the values that each part of an expression can have: comparisons that never or always hold,
//! sides that contradict each other or say the same, alerts without a condition.

pub(super) mod constant;
pub(super) mod contradiction;
pub(super) mod count_zero;
pub(super) mod division;
pub(super) mod holds;
pub(super) mod nan;
pub(super) mod never_returns;
pub(super) mod no_condition;
pub(super) mod redundant;
pub(super) mod same_sides;
pub(super) mod unused_side;
mod words;

use super::View;
use crate::expr::ExprKind;
use crate::expr::functions::reads_clock;
use crate::expr::ranges::{Node, Set};

/// Calls `visit` for each part of the rule's expression, the outer ones first.
fn each<'v>(view: &'v View, visit: &mut impl FnMut(&'v Node)) {
    if let Some(root) = &view.ranges {
        root.walk(visit);
    }
}

/// The number that a side is, whatever is computed of others: a scalar, or one sample that is always there.
fn constant(node: &Node) -> Option<f64> {
    node.range.constant().filter(|_| node.range.scalar || node.range.is_always())
}

/// A side that comparing with an infinity or NaN is all about.
fn is_nan(node: &Node) -> bool {
    constant(node).is_some_and(f64::is_nan)
}

/// Whether both sides are numbers that the expression itself writes.
fn are_constants(left: &Node, right: &Node) -> bool {
    constant(left).is_some() && constant(right).is_some()
}

/// Whether a set is nothing but zero.
fn is_zero(node: &Node) -> bool {
    constant(node) == Some(0.0)
}

/// Whether a bound of the values comes from a reason of these.
fn comes_from(node: &Node, reasons: &[&str]) -> bool {
    [node.range.low, node.range.high].into_iter().flatten().any(|why| reasons.contains(&why.text))
}

/// Whether anything is read from series.
fn reads_series(node: &Node) -> bool {
    matches!(node.expr.kind, ExprKind::Selector(_)) || node.children.iter().any(reads_series)
}

/// Whether a part asks what time it is.
fn is_of_time(node: &Node) -> bool {
    node.called().is_some_and(reads_clock) || node.children.iter().any(is_of_time)
}

/// Whether a part counts, or tells that something is there: never 0.
fn counts(node: &Node) -> bool {
    match node.called() {
        Some("count" | "count_values" | "group" | "count_over_time" | "present_over_time" | "absent") => true,
        Some("absent_over_time") => true,
        // What is at least 1 each is at least 1 together.
        Some("sum" | "min" | "max" | "avg" | "sort" | "sort_desc" | "label_replace" | "abs") => {
            node.range.values.is_within(&Set::between(1.0, f64::INFINITY)) && node.children.iter().any(counts)
        }
        _ => false,
    }
}
