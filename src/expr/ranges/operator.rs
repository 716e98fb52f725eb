//! Ranges through arithmetic and comparisons.

use super::compare::{self, Verdict};
use super::logic::{self, Constraint};
use super::part;
use super::range::{Presence, Range};
use super::set::Set;
use super::{Base, Node, functions};
use crate::expr::{Binary, BinaryOp};

/// Sets what is known of a node that is an operator.
pub(super) fn binary(node: &mut Node, binary: &Binary) {
    let op = *binary.op;
    if op.is_set() {
        logic::apply(node, binary);
    } else if op.is_comparison() {
        comparison(node, binary);
    } else {
        node.range = arithmetic(node, binary);
    }
}

/// What two sides make together, when all else is the same: the values are still to be set.
fn together(binary: &Binary, left: &Range, right: &Range) -> Range {
    let (a, b) = (left.presence_of_floats(), right.presence_of_floats());
    let both_vectors = !left.scalar && !right.scalar;
    let presence = match (a, b) {
        (Presence::Never, _) | (_, Presence::Never) => Presence::Never,
        // Series without labels find each other, whatever `on` says.
        (Presence::Always, Presence::Always) if !both_vectors || left.single && right.single => {
            Presence::Always
        }
        _ => Presence::Sometimes,
    };
    let group = binary.matching.as_ref().is_some_and(|matching| matching.group.is_some());
    let single = match (left.scalar, right.scalar) {
        (true, _) => right.single,
        (_, true) => left.single,
        _ => left.single && right.single && !group,
    };
    Range { presence, single, scalar: left.scalar && right.scalar, ..Range::floats(Set::all()) }
}

fn arithmetic(node: &Node, binary: &Binary) -> Range {
    let [left, right] = &node.children[..] else { return Range::unknown() };
    let (a, b) = (&left.range, &right.range);
    let mut range = together(binary, a, b);
    let op = *binary.op;
    let outcome = functions::arithmetic(op, a, b);
    range.values = outcome.values;
    range.negative_zero = outcome.negative_zero;
    range.rounded = outcome.rounded;
    range.histograms = (a.histograms || b.histograms)
        && matches!(op, BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide);
    (range.low, range.high) = match op {
        BinaryOp::Subtract => (a.low.or(b.high), a.high.or(b.low)),
        BinaryOp::Multiply | BinaryOp::Divide if b.constant().is_some_and(|by| by < 0.0) => (a.high, a.low),
        BinaryOp::Multiply if a.constant().is_some_and(|by| by < 0.0) => (b.high, b.low),
        _ => (a.low.or(b.low), a.high.or(b.high)),
    };
    if let Some(known) = part::of_itself(binary, left, right).or_else(|| part::of_whole(binary, left, right))
    {
        range.values = known.values;
        range.rounded |= known.rounded;
        (range.low, range.high) = (known.low, known.high);
    }
    range
}

fn comparison(node: &mut Node, binary: &Binary) {
    let [left, right] = &node.children[..] else { return };
    let (a, b) = (&left.range, &right.range);
    let op = *binary.op;
    let mut range = together(binary, a, b);
    let same = is_same(binary, left, right);
    let verdict = if same { of_itself(op, a) } else { real_verdict(op, a, b) };
    if binary.returns_bool {
        range.values = match verdict {
            Verdict::Always => Set::point(1.0),
            Verdict::Sometimes => Set::whole(0.0, 1.0),
            Verdict::Never => Set::point(0.0),
        };
        node.range = range.because(binary.op.span, "a comparison with `bool` is 0 or 1");
        return;
    }
    // A filter gives its left side, or the vector beside a scalar.
    let (kept, kept_op, limit) =
        if a.scalar && !b.scalar { (right, op.exchanged(), a) } else { (left, op, b) };
    let limits = limit.real();
    let passing =
        if same { of_same(op, &a.values) } else { compare::passing(kept_op, &kept.range.real(), &limits) };
    let kept_range = &kept.range;
    range.negative_zero = kept_range.negative_zero;
    range.histograms = a.histograms && b.histograms && matches!(op, BinaryOp::Equal | BinaryOp::NotEqual);
    (range.low, range.high) = (kept_range.low, kept_range.high);
    range.presence = match (verdict, range.presence) {
        (_, Presence::Never) | (Verdict::Never, _) => Presence::Never,
        (Verdict::Always, presence) => presence,
        _ => Presence::Sometimes,
    };
    if passing.is_empty() {
        range = if range.histograms { range } else { range.nothing() };
    }
    range.values = passing;
    if limit.scalar {
        let fixed = limit.constant().is_some() && !limit.rounded;
        node.base = kept.base.clone().map(|base| {
            let exact = base.exact.as_ref().filter(|_| fixed);
            Base { exact: exact.map(|exact| compare::passing(kept_op, exact, &limits)), ..base }
        });
        node.constraints = kept.constraints.clone();
        if let Some(base) = &node.base {
            let own = Constraint { of: base.of, allowed: range.values.clone(), span: node.expr.span };
            match node.constraints.iter_mut().find(|known| known.of == own.of) {
                Some(known) => *known = own,
                None => node.constraints.push(own),
            }
        }
    } else if binary.matching.is_none() {
        // The series that pass have partners on the right, of the same labels.
        node.constraints = kept.constraints.clone();
    }
    node.range = range;
}

fn real_verdict(op: BinaryOp, left: &Range, right: &Range) -> Verdict {
    match compare::real(op, left, right) {
        // Histograms can be equal or differ.
        verdict
            if left.histograms && right.histograms && matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) =>
        {
            if verdict == Verdict::Never {
                Verdict::Sometimes
            } else {
                verdict
            }
        }
        verdict => verdict,
    }
}

/// Whether both sides are the same series with the same values.
pub fn is_same(binary: &Binary, left: &Node, right: &Node) -> bool {
    let matched =
        left.range.scalar || left.distinct && logic::meets_itself(binary, &left.range, &right.range);
    left.key == right.key && matched
}

/// A value beside itself.
fn of_itself(op: BinaryOp, of: &Range) -> Verdict {
    let nan = of.values.nan;
    match op {
        BinaryOp::Greater | BinaryOp::Less => Verdict::Never,
        BinaryOp::NotEqual if !nan => Verdict::Never,
        BinaryOp::NotEqual => Verdict::Sometimes,
        _ if nan => Verdict::Sometimes,
        _ => Verdict::Always,
    }
}

fn of_same(op: BinaryOp, values: &Set) -> Set {
    match op {
        BinaryOp::Greater | BinaryOp::Less => Set::empty(),
        BinaryOp::NotEqual => Set::empty().with_nan(values.nan),
        _ => values.clone().without_nan(),
    }
}
