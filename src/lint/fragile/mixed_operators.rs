//! `a or b and c`: who reads it must know that `and` binds tighter.

use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, ExprKind};
use crate::lint::{Look, View};
use crate::text::Span;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Binary(binary) = &node.kind else { continue };
        if *binary.op != BinaryOp::Or {
            continue;
        }
        for side in [&binary.left, &binary.right] {
            if let ExprKind::Binary(inner) = &side.kind
                && matches!(*inner.op, BinaryOp::And | BinaryOp::Unless)
            {
                let word = inner.op.text();
                findings.push(
                    Diagnostic::new(
                        codes::EXPR_MIXED_OPERATORS,
                        inner.op.span,
                        format!(
                            "`{word}` binds tighter than the `or` beside it, which is easily read otherwise"
                        ),
                    )
                    .because(binary.op.span, "this comes afterwards")
                    .help(format!("put the `{word}` in parentheses"))
                    .fix(
                        Applicability::Safe,
                        "put it in parentheses",
                        [(start(side.span), "(".to_owned()), (end(side.span), ")".to_owned())],
                    ),
                );
            }
        }
    }
}

/// The empty text before and behind `span`.
fn start(span: Span) -> Span {
    Span { end: span.start, ..span }
}

fn end(span: Span) -> Span {
    Span { start: span.end, ..span }
}
