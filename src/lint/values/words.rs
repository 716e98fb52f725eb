//! Values and their reasons, as findings tell them.

use crate::diag::Diagnostic;
use crate::expr::ExprKind;
use crate::expr::ranges::{Node, said};

/// What to call a part of an expression: `rate(…)`, `up`, "the left side".
pub fn name(node: &Node, else_name: &str) -> String {
    if let Some(function) = node.called() {
        return format!("`{function}(…)`");
    }
    match &node.expr.kind {
        ExprKind::Selector(selector) => match &selector.name {
            Some(name) => format!("`{}`", name.value),
            None => else_name.to_owned(),
        },
        ExprKind::Number(quantity) => format!("`{}`", quantity.text),
        _ => else_name.to_owned(),
    }
}

/// "`rate(…)` is never below 0"
pub fn statement(node: &Node, else_name: &str) -> String {
    format!("{} is {}", name(node, else_name), said(&node.range.values))
}

/// The tokens that bound the values of a part.
pub fn because(mut finding: Diagnostic, node: &Node) -> Diagnostic {
    let mut told = None;
    for why in [node.range.low, node.range.high].into_iter().flatten() {
        if told != Some(why.span) {
            finding = finding.because(why.span, why.text);
            told = Some(why.span);
        }
    }
    finding
}
