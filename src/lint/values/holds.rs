//! Comparisons that hold for none of the values that their sides can have, or for all of them.

use super::words::{because, statement};
use super::{are_constants, comes_from, counts, each, is_nan, is_of_time};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ranges::{BY_NAME, Node, RECORDED, SAME, Verdict, is_same, verdict};
use crate::expr::{Binary, BinaryOp, dimensions};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary().filter(|(binary, ..)| binary.op.is_comparison())
        else {
            return;
        };
        let said_elsewhere = are_constants(left, right)
            || is_nan(left)
            || is_nan(right)
            || is_same(binary, left, right)
            || left.range.is_never()
            || right.range.is_never()
            || super::count_zero::applies(binary, left, right)
            || super::contradiction::narrowed_before(binary, left, right).is_some();
        if said_elsewhere || is_uncertain(*binary.op, left, right) {
            return;
        }
        match verdict(*binary.op, &left.range, &right.range) {
            Verdict::Never if is_told_by_units(look, node) => {}
            Verdict::Never => findings.push(never(binary, left, right)),
            Verdict::Always if is_worth_a_word(binary, left, right) => {
                findings.push(always(binary, left, right))
            }
            _ => {}
        }
    });
}

/// Histograms can be equal to each other; the name of a counter is no proof; and where all is NaN or infinite, or
/// both sides are the same, the reason for it is told.
fn is_uncertain(op: BinaryOp, left: &Node, right: &Node) -> bool {
    let equality = matches!(op, BinaryOp::Equal | BinaryOp::NotEqual);
    let odd = |node: &Node| {
        let values = &node.range.values;
        !node.range.scalar
            && (values.low() == Some(f64::INFINITY)
                || values.high().is_none_or(|high| high == f64::NEG_INFINITY))
    };
    let told = |node: &Node| comes_from(node, &[BY_NAME, SAME]);
    equality && left.range.histograms && right.range.histograms
        || odd(left)
        || odd(right)
        || told(left)
        || told(right)
}

/// Whether the units of both sides say so already.
fn is_told_by_units(look: &Look, node: &Node) -> bool {
    let mut found = Diagnostics::default();
    dimensions::check(node.expr, None, &look.catalogue, &mut found);
    found.iter().any(|finding| finding.code == codes::UNIT_SURPRISE)
}

fn never(binary: &Binary, left: &Node, right: &Node) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::VALUE_NEVER_HOLDS,
        binary.op.span.to(binary.right.span),
        format!("this comparison can never hold: {}", why(left, right)),
    );
    let finding = finding.here(if binary.returns_bool { "always 0" } else { "returns nothing" });
    explained(finding, left, right)
}

fn always(binary: &Binary, left: &Node, right: &Node) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::VALUE_ALWAYS_HOLDS,
        binary.op.span.to(binary.right.span),
        format!("this comparison always holds: {}", why(left, right)),
    );
    let finding = finding.here(if binary.returns_bool { "always 1" } else { "keeps everything" });
    explained(finding, left, right)
}

/// The side that varies tells why; when both do, both.
fn why(left: &Node, right: &Node) -> String {
    let of_left = || statement(left, "the left side");
    let of_right = || statement(right, "the right side");
    if right.range.constant().is_some() {
        of_left()
    } else if left.range.constant().is_some() {
        of_right()
    } else {
        format!("{}, and {}", of_left(), of_right())
    }
}

fn explained(finding: Diagnostic, left: &Node, right: &Node) -> Diagnostic {
    because(because(finding, left), right)
}

/// Tests whether something is there are written as comparisons that hold whenever it is: `count(x) > 0`,
/// `ALERTS == 1`. Times of a day are written with both ends: `hour() >= 0`. What is recorded keeps what a filter
/// left of it.
fn is_worth_a_word(binary: &Binary, left: &Node, right: &Node) -> bool {
    if binary.matching.is_some() {
        return false;
    }
    let (varying, limit) = if right.range.constant().is_some() { (left, right) } else { (right, left) };
    let positive = varying.range.values.low().is_some_and(|low| low > 0.0);
    let tests_presence = limit.range.constant().is_some_and(|limit| limit == 0.0 || limit == 1.0);
    let recorded = comes_from(varying, &[RECORDED]);
    if is_filter(varying) {
        return true;
    }
    let is_idiom = positive && tests_presence || counts(varying) || is_of_time(varying);
    limit.range.constant().is_some() && !is_idiom && !recorded
}

/// `x > 10 > 5`
fn is_filter(node: &Node) -> bool {
    node.binary().is_some_and(|(inner, ..)| inner.op.is_comparison() && !inner.returns_bool)
}
