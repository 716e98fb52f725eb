//! Sides that add nothing: `x > 1 and x > 5`, `x > 1 or x > 5`, `x > 10 > 5`, the same twice.

use super::{each, is_of_time};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ranges::{Node, meets_itself, takes_all};
use crate::expr::{Binary, BinaryOp};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary() else { return };
        if left.range.is_never() || right.range.is_never() || node.range.is_never() {
            return;
        }
        if let Some(finding) = of_sides(binary, left, right) {
            findings.push(finding);
        }
    });
}

fn of_sides(binary: &Binary, left: &Node, right: &Node) -> Option<Diagnostic> {
    if !matches!(*binary.op, BinaryOp::And | BinaryOp::Or) || !meets_itself(binary, &left.range, &right.range)
    {
        return None;
    }
    if left.key == right.key && left.distinct {
        let message = format!("both sides of `{}` are the same", binary.op.text());
        return Some(finding(right, left, message).here("again"));
    }
    let (left_in_right, right_in_left) = (takes_all(left, right), takes_all(right, left));
    let (needless, other, why) = match (*binary.op, left_in_right, right_in_left) {
        (BinaryOp::And, true, _) => (right, left, "this holds wherever the left side does"),
        (BinaryOp::And, _, true) => (left, right, "this holds wherever the right side does"),
        (BinaryOp::Or, _, true) => (right, left, "whatever this finds the left side has found"),
        (BinaryOp::Or, true, _) => (left, right, "whatever this finds the right side finds, too"),
        _ => return None,
    };
    // `hour() >= 0 and hour() < 6` tells both ends for its reader.
    if is_of_time(needless) {
        return None;
    }
    // `x and x > 5` and `x or x > 5` read as if more was meant, and so does the rest; the values are the same.
    Some(
        finding(needless, other, format!("this side of `{}` does nothing: {why}", binary.op.text()))
            .here("not needed"),
    )
}

fn finding(needless: &Node, other: &Node, message: String) -> Diagnostic {
    Diagnostic::new(codes::VALUE_REDUNDANT, needless.span(), message)
        .because(other.span(), "says it all")
        .help("remove one side, or correct the one that was to say something else")
}
