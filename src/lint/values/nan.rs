//! Comparisons with NaN, which is equal to nothing, not to itself either.

use super::{each, is_nan};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::BinaryOp;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary().filter(|(binary, ..)| binary.op.is_comparison())
        else {
            return;
        };
        if !is_nan(left) && !is_nan(right) {
            return;
        }
        let (holds, help) = match *binary.op {
            BinaryOp::NotEqual => ("always", "write `x == x` to drop what is NaN"),
            BinaryOp::Equal => ("never", "write `x != x`, which holds for NaN alone"),
            _ => ("never", "compare with a number"),
        };
        let message = format!("a comparison by `{}` with NaN {holds} holds", binary.op.text());
        let place = if is_nan(right) { right.span() } else { left.span() };
        findings
            .push(Diagnostic::new(codes::VALUE_NAN, place, message).here("NaN equals nothing").help(help));
    });
}
