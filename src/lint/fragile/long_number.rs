//! `300000000`: digits that nobody counts.

use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};

/// Digits that are read at a glance.
const SHORT: usize = 6;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Number(quantity) = &node.kind else { continue };
        let text = &*quantity.text;
        if text.len() <= SHORT || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let apart = in_threes(text);
        findings.push(
            Diagnostic::new(codes::EXPR_LONG_NUMBER, node.span, "a number this long is hard to read")
                .help(format!("write `{apart}`, or a power of ten"))
                .fix(Applicability::Safe, format!("write `{apart}`"), [(node.span, apart)]),
        );
    }
}

fn in_threes(digits: &str) -> String {
    let mut apart = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            apart.push('_');
        }
        apart.push(digit);
    }
    apart
}
