//! Expressions side by side. Where only limits and windows differ, that is what is said.

use super::changes::Differences;
use crate::expr::{Binary, BinaryOp, Expr, ExprKind, Matching};
use crate::quantity::{Quantity, duration_text, humanised};

/// Adds how two expressions differ, when Prometheus reads them differently: as limits, windows and
/// numbers where the rest is the same, else as a whole, under `whole`.
pub(super) fn compare(whole: &str, old: &Expr, new: &Expr, differences: &mut Differences) {
    let texts = (old.to_promql(), new.to_promql());
    if texts.0 == texts.1 {
        return;
    }
    let mut values = Vec::new();
    let same_shape = walk(old, new, &mut values);
    if !same_shape || values.is_empty() {
        differences.add(whole, Some(texts.0), Some(texts.1));
        return;
    }
    for (what, old, new) in values {
        differences.add(what, Some(old), Some(new));
    }
}

/// Values that differ: what they are, and both of them.
type Values = Vec<(&'static str, String, String)>;

/// Collects the numbers and durations that differ. False when something else differs.
fn walk(old: &Expr, new: &Expr, values: &mut Values) -> bool {
    let (old, new) = (old.unparenthesised(), new.unparenthesised());
    match (&old.kind, &new.kind) {
        (ExprKind::Number(one), ExprKind::Number(other)) => number("number", one, other, values),
        (ExprKind::Range(_, one), ExprKind::Range(_, other)) => {
            duration("window", one.milliseconds, other.milliseconds, values);
        }
        (ExprKind::Subquery(_, one, step), ExprKind::Subquery(_, other, other_step)) => {
            if step != other_step {
                return false;
            }
            duration("window", one.milliseconds, other.milliseconds, values);
        }
        (ExprKind::Offset(_, one), ExprKind::Offset(_, other)) => {
            duration("offset", one.milliseconds, other.milliseconds, values);
        }
        (ExprKind::Binary(one), ExprKind::Binary(other)) => return binary(one, other, values),
        (ExprKind::Aggregate(one), ExprKind::Aggregate(other)) => {
            let same_parameter = one.parameter.is_some() == other.parameter.is_some();
            let same_labels = same(&one.grouping, &other.grouping, |one, other| {
                one.without == other.without && one.labels == other.labels
            });
            if one.op != other.op || !same_labels || !same_parameter {
                return false;
            }
        }
        (ExprKind::Call(one), ExprKind::Call(other)) => {
            if one.function != other.function {
                return false;
            }
        }
        (ExprKind::At(_, one), ExprKind::At(_, other)) => {
            if one != other {
                return false;
            }
        }
        (ExprKind::Negate(_), ExprKind::Negate(_)) | (ExprKind::Plus(_), ExprKind::Plus(_)) => {}
        (one, other) => return one == other,
    }
    let (old, new) = (old.children(), new.children());
    old.len() == new.len() && old.into_iter().zip(new).all(|(old, new)| walk(old, new, values))
}

fn binary(old: &Binary, new: &Binary, values: &mut Values) -> bool {
    if old.returns_bool != new.returns_bool || !same(&old.matching, &new.matching, same_matching) {
        return false;
    }
    let both_compare = old.op.is_comparison() && new.op.is_comparison();
    if old.op != new.op && !both_compare {
        return false;
    }
    if !both_compare {
        return walk(&old.left, &new.left, values) && walk(&old.right, &new.right, values);
    }
    match (limit(&old.right), limit(&new.right)) {
        (Some(one), Some(other)) => {
            threshold(old.op.value, new.op.value, &one, &other, values);
            walk(&old.left, &new.left, values)
        }
        _ if old.op != new.op => false,
        _ => match (limit(&old.left), limit(&new.left)) {
            (Some(one), Some(other)) => {
                threshold(old.op.value, new.op.value, &one, &other, values);
                walk(&old.right, &new.right, values)
            }
            _ => walk(&old.left, &new.left, values) && walk(&old.right, &new.right, values),
        },
    }
}

fn same_matching(one: &Matching, other: &Matching) -> bool {
    one.on == other.on
        && one.labels == other.labels
        && same(&one.group, &other.group, |one, other| one.side == other.side && one.include == other.include)
}

/// Whether both are not there, or both are there and the same wherever they stand.
fn same<T>(one: &Option<T>, other: &Option<T>, equal: impl Fn(&T, &T) -> bool) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => equal(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// A constant beside a comparison.
enum Limit<'a> {
    Number(&'a Quantity),
    /// A sign, or arithmetic with numbers alone.
    Computed(String),
}

impl Limit<'_> {
    /// As its source has it; a bare number in the unit that the other one has.
    fn text(&self, other: &Limit) -> String {
        match (self, other) {
            (Limit::Number(own), Limit::Number(other)) => text(own, other),
            (Limit::Number(own), Limit::Computed(_)) => own.text.to_string(),
            (Limit::Computed(text), _) => text.clone(),
        }
    }
}

fn limit(expr: &Expr) -> Option<Limit<'_>> {
    match &expr.unparenthesised().kind {
        ExprKind::Number(number) => Some(Limit::Number(number)),
        _ if is_constant(expr) => Some(Limit::Computed(expr.to_promql())),
        _ => None,
    }
}

fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Paren(_) | ExprKind::Negate(_) | ExprKind::Plus(_) | ExprKind::Binary(_) => {
            expr.children().into_iter().all(is_constant)
        }
        _ => false,
    }
}

fn threshold(old_op: BinaryOp, new_op: BinaryOp, old: &Limit, new: &Limit, values: &mut Values) {
    let (mut before, mut after) = (old.text(new), new.text(old));
    if old_op != new_op {
        before = format!("{} {before}", old_op.text());
        after = format!("{} {after}", new_op.text());
    } else if same_limit(old, new) {
        return;
    }
    push("threshold", before, after, values);
}

/// Whether Prometheus reads the same: `5%` and `0.05` are.
fn same_limit(old: &Limit, new: &Limit) -> bool {
    match (old, new) {
        (Limit::Number(old), Limit::Number(new)) => old.base_text() == new.base_text(),
        (Limit::Computed(old), Limit::Computed(new)) => old == new,
        _ => false,
    }
}

fn number(what: &'static str, old: &Quantity, new: &Quantity, values: &mut Values) {
    if old.base_text() != new.base_text() {
        push(what, text(old, new), text(new, old), values);
    }
}

/// As its source has it; a bare number in the unit that the other one has.
fn text(own: &Quantity, other: &Quantity) -> String {
    match (own.dimension, other.dimension) {
        (None, Some(dimension)) => humanised(own.value, Some(dimension)),
        _ => own.text.to_string(),
    }
}

fn duration(what: &'static str, old: i64, new: i64, values: &mut Values) {
    if old != new {
        push(what, duration_text(old), duration_text(new), values);
    }
}

/// The same change in several places of an expression is said once.
fn push(what: &'static str, old: String, new: String, values: &mut Values) {
    let value = (what, old, new);
    if !values.contains(&value) {
        values.push(value);
    }
}
