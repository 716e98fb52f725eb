//! An expression compared or computed with itself: `x > x`, `x / x`, `x unless x`.

use super::each;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::BinaryOp;
use crate::expr::ranges::is_same;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary() else { return };
        if left.range.constant().is_some() || left.range.is_never() || !is_same(binary, left, right) {
            return;
        }
        let what = match *binary.op {
            BinaryOp::Greater | BinaryOp::Less => "never holds",
            BinaryOp::Subtract => "is always 0",
            BinaryOp::Divide => "is always 1",
            BinaryOp::Modulo => "is always 0",
            BinaryOp::Unless => "returns nothing",
            // `x == x` drops NaN, `x != x` finds it; `and` and `or` are told otherwise.
            _ => return,
        };
        let message = format!("both sides of `{}` are the same: this {what}", binary.op.text());
        findings.push(
            Diagnostic::new(codes::VALUE_SAME_SIDES, right.span(), message)
                .here("again")
                .because(left.span(), "the same as this"),
        );
    });
}
