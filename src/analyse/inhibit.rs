//! What quiets what: `inhibit`, `depends_on`, and the alerts that say that a service is down.

use super::context::Context;
use super::names;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind, MatchOp, Matcher};
use crate::model::{Alert, Inhibition, ServiceId};
use crate::syntax::ast::{AlertSet, InhibitStatement, Name};
use crate::text::{Span, Spanned};
use std::collections::HashMap;

/// Alerts by name.
pub(super) type AlertIndex<'a> = HashMap<&'a str, &'a Alert>;

pub(super) fn inhibition(
    statement: &InhibitStatement,
    alerts: &AlertIndex,
    findings: &mut Diagnostics,
) -> Vec<Inhibition> {
    let source = matchers(&statement.source, alerts, findings);
    let mut found = Vec::new();
    for target in &statement.targets {
        for label in &statement.sharing {
            check_shared(label, &statement.source, alerts, findings);
            check_shared(label, target, alerts, findings);
        }
        found.push(Inhibition {
            name: format!("{} mutes {}", describe(&statement.source), describe(target)),
            source: source.clone(),
            target: matchers(target, alerts, findings),
            equal: statement.sharing.iter().map(|label| label.value.clone()).collect(),
            span: statement.source.span.to(target.span),
        });
    }
    found
}

fn describe(set: &AlertSet) -> String {
    let matchers: Vec<String> = set
        .matchers
        .iter()
        .map(|matcher| format!("{}={}", matcher.label.value, matcher.value.value))
        .collect();
    let name = set.name.iter().map(|name| name.value.clone());
    name.chain(matchers).collect::<Vec<_>>().join(" ")
}

fn matchers(set: &AlertSet, alerts: &AlertIndex, findings: &mut Diagnostics) -> Vec<Matcher> {
    let mut found = Vec::new();
    if let Some(name) = &set.name {
        if !alerts.contains_key(name.value.as_str()) {
            findings.push(names::unknown("alert", name, alerts.keys().copied()));
        }
        found.push(Matcher {
            label: Spanned::new("alertname".to_string(), name.span),
            op: MatchOp::Equal,
            value: name.clone(),
        });
    }
    for matcher in &set.matchers {
        super::service::check_regex(matcher, crate::regexes::check_for_alertmanager, findings);
        found.push(matcher.clone());
    }
    found
}

/// A label that neither side has is equal on both: the rule would mute everything.
fn check_shared(label: &Name, set: &AlertSet, alerts: &AlertIndex, findings: &mut Diagnostics) {
    let Some(alert) = set.name.as_ref().and_then(|name| alerts.get(name.value.as_str())) else { return };
    let own = ["alertname", "severity", "escalation_policy"];
    let has = |level: &crate::model::Level| {
        level.labels.iter().any(|(name, _)| *name == label.value)
            || level.result_labels.as_ref().is_none_or(|labels| labels.contains(&label.value))
    };
    let on_service = label.value == "service" && alert.service.is_some();
    if own.contains(&label.value.as_str()) || on_service || alert.levels.iter().any(has) {
        return;
    }
    findings.push(
        Diagnostic::new(
            codes::LABELS_NOT_SHARED,
            label.span,
            format!("`{}` never carries label `{}`", alert.name, label.value),
        )
        .because(alert.span, "this alert")
        .help("share only labels that both sides carry: a missing label equals any other missing one"),
    );
}

/// Marks the alerts that say that their service is down, and reports dependencies that
/// nothing announces, and circles.
pub(super) fn mark_down(alerts: &mut [Alert], context: &Context, findings: &mut Diagnostics) {
    let most_severe = context.severities.iter().map(|severity| severity.rank).min().unwrap_or_default();
    let mut announced = vec![false; context.facts.len()];
    let mut by_service: HashMap<ServiceId, Vec<usize>> = HashMap::new();
    for (index, alert) in alerts.iter_mut().enumerate() {
        let Some(service) = alert.service else { continue };
        by_service.entry(service).or_default().push(index);
        alert.says_down = match &context.facts[service].down {
            Some(names) => names.iter().any(|name| name.value == alert.name),
            None => alert.levels.iter().any(|level| {
                context.severities[level.severity].rank == most_severe && tests_up(&level.condition)
            }),
        };
        announced[service] |= alert.says_down;
    }
    for (id, facts) in context.facts.iter().enumerate() {
        for name in facts.down.iter().flatten() {
            let own = by_service.get(&id).into_iter().flatten();
            let known: Vec<&str> = own.map(|index| alerts[*index].name.as_str()).collect();
            if !known.contains(&name.value.as_str()) {
                findings.push(names::unknown("alert of this service", name, known));
            }
        }
        for name in &facts.depends_on {
            if let Some(on) = context.services.get(&name.value).filter(|on| !announced[*on]) {
                findings.push(no_announcement(name, context.facts[on].service.span));
            }
        }
    }
    check_cycles(context, findings);
}

fn no_announcement(name: &Name, declared: Span) -> Diagnostic {
    Diagnostic::new(codes::SERVICE_NO_DOWN, name.span, format!("no alert says that `{}` is down", name.value))
        .because(declared, "no alert on this service tests `up` or `missing` at the highest severity")
        .help("add one, or name it in the service: `down AlertName`")
}

/// Whether a condition looks for targets that do not answer.
fn tests_up(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Selector(selector) => selector.name.as_ref().is_some_and(|name| name.value == "up"),
        ExprKind::Call(call) if call.function.value.starts_with("absent") => true,
        _ => expr.children().into_iter().any(tests_up),
    }
}

fn check_cycles(context: &Context, findings: &mut Diagnostics) {
    let edges = |id: ServiceId| context.facts[id].service.depends_on.clone();
    for circle in crate::graph::in_order(context.facts.len(), edges).circles {
        let Some(first) = circle.first().map(|id| &context.facts[*id]) else { continue };
        let path: Vec<&str> = circle.iter().map(|id| context.facts[*id].service.name.as_str()).collect();
        let name = &first.service.name;
        findings.push(
            Diagnostic::new(
                codes::NAME_CYCLE,
                first.service.span,
                format!("service `{name}` depends on itself"),
            )
            .here(format!("{} → {name}", path.join(" → ")))
            .help("each would mute the other, and nobody would be told: break the circle"),
        );
    }
}
