//! `or` whose left side is always there, so that its right side never comes to word.

use super::each;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::BinaryOp;
use crate::expr::ranges::never_needs_right;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary() else { return };
        if *binary.op != BinaryOp::Or
            || left.key == right.key
            || right.range.is_never()
            || !never_needs_right(binary, &left.range, &right.range)
        {
            return;
        }
        findings.push(
            Diagnostic::new(
                codes::VALUE_UNUSED_SIDE,
                right.span(),
                "the right side of `or` is never used: the left side always returns something",
            )
            .here("never used")
            .because(left.span(), "always there")
            .help("exchange the sides: what is always there comes last"),
        );
    });
}
