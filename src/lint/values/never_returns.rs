//! Parts that never return anything, for other reasons than a comparison: `x unless on () vector(1)`,
//! `absent(x or vector(0))`, `topk(0, x)`, `clamp(x, 5, 3)`.

use super::each;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ranges::{Node, is_same, takes_all};
use crate::expr::{BinaryOp, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        if !node.range.is_never() || node.children.iter().any(|child| child.range.is_never()) {
            return;
        }
        let (message, cause, text) = match &node.expr.kind {
            ExprKind::Binary(binary) if *binary.op == BinaryOp::Unless => {
                let [left, right] = &node.children[..] else { return };
                if is_same(binary, left, right) {
                    return;
                }
                let text = match takes_all(left, right) {
                    true => "finds all that the left side finds",
                    false => "always returns something",
                };
                ("this returns nothing: `unless` takes everything away", right, text)
            }
            ExprKind::Call(call) if matches!(call.function.value.as_str(), "absent") => (
                "this returns nothing: what it asks for is always there",
                &node.children[0],
                "always returns something",
            ),
            ExprKind::Call(call) if call.function.value == "clamp" => (
                "this returns nothing: its lower limit is above the upper one",
                &node.children[1],
                "above the upper limit",
            ),
            ExprKind::Aggregate(aggregate)
                if matches!(aggregate.op.value.as_str(), "topk" | "bottomk" | "limitk") =>
            {
                ("this returns nothing: it takes fewer than one series", &node.children[0], "less than 1")
            }
            _ => return,
        };
        findings.push(finding(node, message, cause, text));
    });
}

fn finding(node: &Node, message: &str, cause: &Node, text: &str) -> Diagnostic {
    let place = match &node.expr.kind {
        ExprKind::Binary(binary) => binary.op.span,
        ExprKind::Call(call) => call.function.span,
        ExprKind::Aggregate(aggregate) => aggregate.op.span,
        _ => node.span(),
    };
    Diagnostic::new(codes::VALUE_NEVER_RETURNS, place, message)
        .here("never returns anything")
        .because(always_there(cause).span(), text)
}

/// The side of `or` that is always there, rather than all of it.
fn always_there<'n, 'a>(node: &'n Node<'a>) -> &'n Node<'a> {
    match node.binary() {
        Some((binary, left, right)) if *binary.op == BinaryOp::Or && node.range.is_always() => {
            always_there(if left.range.is_always() { left } else { right })
        }
        _ => node,
    }
}
