//! Comparisons of numbers that the expression itself writes.

use super::{are_constants, each, is_nan, reads_series};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ranges::{Verdict, number, verdict};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary().filter(|(binary, ..)| binary.op.is_comparison())
        else {
            return;
        };
        if !are_constants(left, right) || is_nan(left) || is_nan(right) || reads_series(node) {
            return;
        }
        let (Some(a), Some(b)) = (left.range.constant(), right.range.constant()) else { return };
        let always = match verdict(*binary.op, &left.range, &right.range) {
            Verdict::Always => "always",
            Verdict::Never => "never",
            Verdict::Sometimes => return,
        };
        let message = format!("this compares {} with {}, which {always} holds", number(a), number(b));
        let help = "compare something that varies, or remove the comparison";
        findings.push(
            Diagnostic::new(codes::VALUE_CONSTANT, node.span(), message).here("two constants").help(help),
        );
    });
}
