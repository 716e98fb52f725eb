//! Labels of a condition's result that the rule itself sets, or that routes read as something else.

use super::look::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind, MatchOp};
use crate::model::{Alert, Level};

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for alert in &look.model.alerts {
        for level in &alert.levels {
            let known = level.result_labels.iter().flatten().map(String::as_str);
            for label in known {
                if label == "escalation" {
                    findings.push(taken_for_step(alert, level));
                } else if let Some(by) = set_by(alert, level, label)
                    && !is_fixed(&level.condition, label)
                {
                    findings.push(overwritten(alert, level, label, by));
                }
            }
        }
    }
}

/// Who sets the label to one text for all series of the level.
fn set_by(alert: &Alert, level: &Level, label: &str) -> Option<&'static str> {
    match label {
        "severity" | "escalation_policy" => return Some("the compiler"),
        "service" if alert.service.is_some() => return Some("the service"),
        _ => {}
    }
    let own = level.labels.iter().find(|(name, _)| name == label);
    own.filter(|(_, text)| !text.contains("{{")).map(|_| "`labels`")
}

fn overwritten(alert: &Alert, level: &Level, label: &str, by: &str) -> Diagnostic {
    let message = format!("series of `{}` that differ only in `{label}` become one alert", alert.name);
    Diagnostic::new(codes::LABELS_OVERWRITTEN, level.span, message)
        .because(alert.span, format!("{by} sets `{label}` on this alert"))
        .help(format!(
            "aggregate `{label}` away, or rename it with `label_replace`: two such series stop the whole rule"
        ))
}

fn taken_for_step(alert: &Alert, level: &Level) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_TAKEN_FOR_STEP,
        level.span,
        "the result carries the label `escalation`, which routes read as a step",
    )
    .because(alert.span, "this alert would go to the fallback")
    .help("aggregate the label away, or rename it with `label_replace`")
}

/// Whether every selector asks for one value of the label.
fn is_fixed(expr: &Expr, label: &str) -> bool {
    if let ExprKind::Selector(selector) = &expr.kind {
        let fixes =
            |matcher: &crate::expr::Matcher| matcher.op == MatchOp::Equal && matcher.label.value == label;
        return selector.matchers.iter().any(fixes);
    }
    expr.children().into_iter().all(|child| is_fixed(child, label))
}
