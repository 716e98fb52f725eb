//! A range that holds fewer samples than its function needs.

use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::quantity::duration_text;

/// These need two samples at least.
const NEED_TWO: &[&str] = &[
    "delta",
    "deriv",
    "double_exponential_smoothing",
    "idelta",
    "increase",
    "irate",
    "predict_linear",
    "rate",
];
/// Nobody scrapes twice in this time, unless it is said.
const ABSURD: i64 = 2_000;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    view.rule.expr.for_each(&mut |node, above| {
        let ExprKind::Range(inner, window) = &node.kind else { return };
        let Some(function) = function_around(above).filter(|name| NEED_TWO.contains(name)) else { return };
        // What is recorded comes as often as its group is evaluated.
        if let ExprKind::Selector(selector) = &inner.kind
            && selector.name.as_ref().is_none_or(|name| name.value.contains(':') || look.records.contains_key(name.value.as_str()))
        {
            return;
        }
        let length = window.milliseconds;
        let text = duration_text(length);
        let finding = match look.facts.scrape_interval {
            Some(scrape) if length < 2 * scrape => Diagnostic::new(
                codes::TIME_TOO_SHORT,
                window.span,
                format!("`{function}` needs two samples, and {text} does not always hold them at a scrape every {}", duration_text(scrape)),
            )
            .help(format!("take at least four scrapes: `[{}]`", duration_text(4 * scrape))),
            Some(scrape) if length < 4 * scrape => Diagnostic::new(
                codes::TIME_TOO_SHORT,
                window.span,
                format!("one scrape that fails leaves {text} with too few samples for `{function}`"),
            )
            .help(format!("take at least four scrapes: `[{}]`", duration_text(4 * scrape)))
            .at_level(Level::Pedantic),
            None if length < ABSURD => Diagnostic::new(
                codes::TIME_TOO_SHORT,
                window.span,
                format!("`{function}` needs two samples, which {text} hardly ever hold"),
            )
            .help("take at least four times the scrape interval"),
            _ => return,
        };
        findings.push(finding);
    });
}

fn function_around<'a>(above: &[&'a Expr]) -> Option<&'a str> {
    above.iter().rev().find_map(|node| match &node.kind {
        ExprKind::Offset(..) | ExprKind::At(..) | ExprKind::Paren(_) => None,
        ExprKind::Call(call) => Some(call.function.value.as_str()),
        _ => Some(""),
    })
}
