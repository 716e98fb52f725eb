//! `and`, `or` and `unless`, and what follows where both sides speak of the same expression: `x > 10 and x < 5`.

use super::key::Key;
use super::range::{Presence, Range};
use super::set::Set;
use super::{Base, Node};
use crate::expr::{Binary, BinaryOp};
use crate::text::Span;

/// Of every series of a result: the series with these labels of the expression `of` has an allowed value.
#[derive(Clone, Debug)]
pub struct Constraint {
    pub of: Key,
    pub allowed: Set,
    /// The comparison that says so.
    pub span: Span,
}

/// Whether a series of one side meets the series of the same labels of the other, and no other.
pub fn meets_itself(binary: &Binary, left: &Range, right: &Range) -> bool {
    binary.matching.is_none() || left.single && right.single
}

/// Whether every series of one side meets every one of the other: `on ()`.
fn meets_all(binary: &Binary, left: &Range, right: &Range) -> bool {
    let on_nothing =
        binary.matching.as_ref().is_some_and(|matching| matching.on && matching.labels.is_empty());
    on_nothing || left.single && right.single
}

/// What is known of both; a key of both has what both allow.
fn joined(left: &[Constraint], right: &[Constraint]) -> Vec<Constraint> {
    let mut all = left.to_vec();
    for constraint in right {
        match all.iter_mut().find(|known| known.of == constraint.of) {
            Some(known) => known.allowed = known.allowed.intersection(&constraint.allowed),
            None => all.push(constraint.clone()),
        }
    }
    all
}

/// Sets range, constraints and base of a node whose operator is one of sets.
pub(super) fn apply(node: &mut Node, binary: &Binary) {
    let [left, right] = &node.children[..] else { return };
    let (a, b) = (&left.range, &right.range);
    let itself = meets_itself(binary, a, b);
    match *binary.op {
        BinaryOp::And => {
            let presence = match (a.presence, b.presence) {
                (Presence::Never, _) | (_, Presence::Never) => Presence::Never,
                (Presence::Always, Presence::Always) if meets_all(binary, a, b) => Presence::Always,
                _ => Presence::Sometimes,
            };
            let range = Range { presence, ..a.clone() };
            let constraints =
                if itself { joined(&left.constraints, &right.constraints) } else { left.constraints.clone() };
            let base = left.base.clone().map(|base| {
                let both = right.base.as_ref().filter(|other| itself && other.of == base.of);
                let exact =
                    both.and_then(|other| Some(base.exact.as_ref()?.intersection(other.exact.as_ref()?)));
                Base { exact, ..base }
            });
            node.range = narrowed(range, &constraints, base.as_ref());
            (node.constraints, node.base) = (constraints, base);
        }
        BinaryOp::Unless => {
            let presence = match (a.presence, b.presence) {
                (Presence::Never, _) => Presence::Never,
                (presence, Presence::Never) => presence,
                (_, Presence::Always) if meets_all(binary, a, b) => Presence::Never,
                _ if itself && takes_all(left, right) => Presence::Never,
                _ => Presence::Sometimes,
            };
            node.range = Range { presence, ..a.clone() };
            node.constraints = left.constraints.clone();
            node.base = left.base.clone().map(|base| Base { exact: None, ..base });
        }
        _ => {
            let presence = match (a.presence, b.presence) {
                (Presence::Always, _) | (_, Presence::Always) => Presence::Always,
                (Presence::Never, Presence::Never) => Presence::Never,
                _ => Presence::Sometimes,
            };
            node.range = either(a, b, presence, never_needs_right(binary, a, b));
        }
    }
}

/// Whether the right side of `or` adds nothing, ever.
pub fn never_needs_right(binary: &Binary, left: &Range, right: &Range) -> bool {
    left.is_always() && meets_all(binary, left, right)
}

/// Whether each series of the left side, as far as it has one, is on the right side, too.
pub fn takes_all(left: &Node, right: &Node) -> bool {
    let (Some(a), Some(b)) = (&left.base, &right.base) else { return false };
    let whole = b.of == right.key || !left.range.histograms;
    a.of == b.of && whole && b.exact.as_ref().is_some_and(|exact| left.range.values.is_within(exact))
}

/// The values that the constraints on the value itself leave; nothing when a constraint cannot be fulfilled.
fn narrowed(range: Range, constraints: &[Constraint], base: Option<&Base>) -> Range {
    if constraints.iter().any(|constraint| constraint.allowed.is_empty()) {
        return range.nothing();
    }
    let own = constraints.iter().find(|constraint| base.is_some_and(|base| base.of == constraint.of));
    match own {
        Some(own) => {
            let values = range.real().intersection(&own.allowed);
            if values.is_empty() {
                return range.nothing();
            }
            let values = if range.rounded { range.values.clone() } else { values };
            Range { histograms: false, values, ..range }
        }
        None => range,
    }
}

impl Range {
    /// The samples of either, at times.
    pub fn or(&self, other: &Range) -> Range {
        let never = self.is_never() && other.is_never();
        either(self, other, if never { Presence::Never } else { Presence::Sometimes }, false)
    }
}

fn either(a: &Range, b: &Range, presence: Presence, left_alone: bool) -> Range {
    if left_alone || b.is_never() {
        return Range { presence, ..a.clone() };
    }
    if a.is_never() {
        return Range { presence, ..b.clone() };
    }
    // The end that counts is the outer one.
    let outer = |a_is: bool, a, b| if a_is { a } else { b };
    let low = outer(a.values.low() <= b.values.low(), a.low, b.low);
    let high = outer(a.values.high() >= b.values.high(), a.high, b.high);
    Range {
        values: a.values.union(&b.values),
        negative_zero: a.negative_zero || b.negative_zero,
        histograms: a.histograms || b.histograms,
        rounded: a.rounded || b.rounded,
        presence,
        scalar: false,
        single: a.single && b.single,
        low,
        high,
    }
}
