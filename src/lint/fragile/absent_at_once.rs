//! `absent(x)` that fires before the next scrape can bring `x`.

use super::super::metrics::any_call;
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::quantity::duration_text;
use crate::text::Span;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(alert) = view.rule.alert() else { return };
    let pending = view.rule.pending();
    let Some(span) = absent(&view.rule.expr) else { return };
    let finding = match look.facts.scrape_interval {
        Some(scrape) if pending < 2 * scrape => {
            let (scrape, needed) = (duration_text(scrape), duration_text(2 * scrape));
            Diagnostic::new(
                codes::ALERT_ABSENT_AT_ONCE,
                span,
                format!("after a start of Prometheus `absent` holds until the first scrape, at most {scrape} later"),
            )
            .help(format!("wait for two scrapes: `for: {needed}`"))
        }
        None if pending == 0 => Diagnostic::new(
            codes::ALERT_ABSENT_AT_ONCE,
            span,
            "after a start of Prometheus `absent` holds until the first scrape, and this fires at once",
        )
        .help("wait for two scrapes: `for: 2m`")
        .at_level(Level::Pedantic),
        _ => return,
    };
    findings.push(match &alert.pending {
        Some(clause) => finding.because(clause.span, "no longer than this is waited"),
        None => finding,
    });
}

/// The word `absent` where it decides whether the alert fires.
fn absent(expr: &Expr) -> Option<Span> {
    if let Some(call) = any_call(expr) {
        return (call.function.value == "absent").then_some(call.function.span);
    }
    match &expr.unparenthesised().kind {
        // Others join it with more, or take it away.
        ExprKind::Binary(binary) if binary.op.is_comparison() => absent(&binary.left),
        ExprKind::Binary(binary) if binary.op.text() == "or" => {
            absent(&binary.left).or_else(|| absent(&binary.right))
        }
        _ => None,
    }
}
