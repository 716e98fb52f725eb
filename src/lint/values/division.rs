//! Division by zero: `x / 0` is an infinity or NaN, `x % 0` is NaN.

use super::{constant, each, is_zero};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::BinaryOp;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary() else { return };
        // `1 / 0` is how some write infinity.
        if !is_zero(right) || constant(left).is_some() {
            return;
        }
        let message = match *binary.op {
            BinaryOp::Divide => "this divides by 0: the result is an infinity or NaN",
            BinaryOp::Modulo => "this divides by 0: the result is NaN",
            _ => return,
        };
        findings.push(Diagnostic::new(codes::VALUE_ZERO_DIVISION, right.span(), message).here("always 0"));
    });
}
