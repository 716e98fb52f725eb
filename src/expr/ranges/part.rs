//! A part beside its whole: `sum(x{code="500"}) / sum(x)` is never above 1, since the same series are counted on
//! the right. And an expression beside itself.

use super::logic::meets_itself;
use super::range::{Range, Why};
use super::set::Set;
use super::{Node, key, operator};
use crate::expr::{Aggregate, Binary, BinaryOp, ExprKind, Grouping, Side};
use std::collections::BTreeSet;

/// The reason for what an expression gives with itself.
pub const SAME: &str = "the same on both sides";

/// `x / x` is 1, `x - x` and `x % x` are 0; NaN aside.
pub(super) fn of_itself(binary: &Binary, left: &Node, right: &Node) -> Option<Range> {
    if !operator::is_same(binary, left, right) {
        return None;
    }
    let values = &left.range.values;
    let infinite = values.nan || values.has_infinity();
    let found = match *binary.op {
        BinaryOp::Subtract => Set::point(0.0).with_nan(infinite),
        BinaryOp::Divide => Set::point(1.0).with_nan(infinite || values.contains(0.0)),
        BinaryOp::Modulo => Set::point(0.0).with_nan(infinite || values.contains(0.0)),
        _ => return None,
    };
    Some(Range::floats(found).because(binary.op.span, SAME))
}

/// The quotient of a part and its whole.
pub(super) fn of_whole(binary: &Binary, left: &Node, right: &Node) -> Option<Range> {
    if *binary.op != BinaryOp::Divide {
        return None;
    }
    let (part, whole) = (aggregate(left)?, aggregate(right)?);
    if !groups_meet(binary, part.grouping.as_ref(), whole.grouping.as_ref(), left, right) {
        return None;
    }
    let (inner, outer) = (left.children.last()?, right.children.last()?);
    let smaller = match (part.op.value.as_str(), whole.op.value.as_str()) {
        ("sum", "sum") => {
            inner.range.values.low().is_some_and(|low| low >= 0.0) && is_part(inner, outer, true)
        }
        ("count", "count") => is_part(inner, outer, false),
        ("sum", "count") => {
            let share = inner.range.values.is_within(&Set::between(0.0, 1.0));
            share && !inner.range.rounded && is_part(inner, outer, false)
        }
        _ => false,
    };
    let why = Why { span: binary.op.span, text: "the left side is a part of the right side: at most 1" };
    smaller.then(|| Range {
        rounded: true,
        high: Some(why),
        low: Some(Why { text: "a part of a whole is never below 0", ..why }),
        ..Range::floats(Set::between(0.0, 1.0).with_nan(true))
    })
}

fn aggregate<'a>(node: &Node<'a>) -> Option<&'a Aggregate> {
    match &node.expr.kind {
        ExprKind::Aggregate(aggregate) => Some(aggregate),
        _ => None,
    }
}

/// Whether each group of the part meets the group of the whole that holds its series.
fn groups_meet(
    binary: &Binary,
    part: Option<&Grouping>,
    whole: Option<&Grouping>,
    left: &Node,
    right: &Node,
) -> bool {
    let by = |grouping: Option<&Grouping>| -> Option<BTreeSet<String>> {
        match grouping {
            Some(grouping) if grouping.without => None,
            Some(grouping) => Some(grouping.labels.iter().map(|label| label.value.clone()).collect()),
            None => Some(BTreeSet::new()),
        }
    };
    let without = |grouping: Option<&Grouping>| -> Option<BTreeSet<String>> {
        grouping.filter(|g| g.without).map(|g| g.labels.iter().map(|label| label.value.clone()).collect())
    };
    if meets_itself(binary, &left.range, &right.range) {
        let same_without = without(part).is_some() && without(part) == without(whole);
        return same_without || by(part).is_some() && by(part) == by(whole);
    }
    let (Some(part), Some(whole), Some(matching)) = (by(part), by(whole), &binary.matching) else {
        return false;
    };
    let listed: BTreeSet<String> = matching.labels.iter().map(|label| label.value.clone()).collect();
    if matching.group.as_ref().is_some_and(|group| group.side == Side::Right) || !whole.is_subset(&part) {
        return false;
    }
    let matched = if matching.on { listed } else { part.difference(&listed).cloned().collect() };
    matched == whole
}

/// Whether the series of `part` are all among those of `whole`, and their values, too, when these count.
fn is_part(part: &Node, whole: &Node, values: bool) -> bool {
    if part.key == whole.key {
        return true;
    }
    match (&part.expr.kind, &whole.expr.kind) {
        (ExprKind::Selector(a), ExprKind::Selector(b)) => {
            let (a_name, b_name) = (a.name.as_ref().map(|n| &n.value), b.name.as_ref().map(|n| &n.value));
            let (a, b) = (key::sorted(&a.matchers), key::sorted(&b.matchers));
            a_name.is_some() && a_name == b_name && b.iter().all(|matcher| a.binary_search(matcher).is_ok())
        }
        (ExprKind::Binary(binary), _) => filters(binary, part, whole, values),
        (ExprKind::Range(a, _), ExprKind::Range(b, _)) | (ExprKind::Offset(a, _), ExprKind::Offset(b, _)) => {
            let same = match (&part.expr.kind, &whole.expr.kind) {
                (ExprKind::Range(_, a), ExprKind::Range(_, b))
                | (ExprKind::Offset(_, a), ExprKind::Offset(_, b)) => a == b,
                _ => false,
            };
            let _ = (a, b);
            same && is_part(&part.children[0], &whole.children[0], values)
        }
        (ExprKind::Call(a), ExprKind::Call(b)) => {
            a.function.value == b.function.value
                && is_of_each(&a.function.value)
                && part.children.len() == 1
                && whole.children.len() == 1
                && is_part(&part.children[0], &whole.children[0], true)
        }
        _ => false,
    }
}

/// A filter gives some of its series; with `bool` all of them, with other values.
fn filters(binary: &Binary, part: &Node, whole: &Node, values: bool) -> bool {
    let [left, right] = &part.children[..] else { return false };
    if binary.op.is_comparison()
        && (!values || !binary.returns_bool)
        && (left.range.scalar || right.range.scalar)
    {
        let kept = if left.range.scalar { right } else { left };
        return is_part(kept, whole, values);
    }
    matches!(*binary.op, BinaryOp::And | BinaryOp::Unless) && is_part(left, whole, values)
}

/// Functions that look at one series alone.
fn is_of_each(function: &str) -> bool {
    matches!(
        function,
        "rate"
            | "irate"
            | "increase"
            | "changes"
            | "resets"
            | "count_over_time"
            | "avg_over_time"
            | "max_over_time"
            | "min_over_time"
            | "last_over_time"
            | "sum_over_time"
            | "present_over_time"
            | "abs"
            | "ceil"
            | "floor"
    )
}
