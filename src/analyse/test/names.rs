//! Which alerts a test speaks of: that they exist, and can have the labels that it names.

use super::Reader;
use crate::diag::{Diagnostic, codes};
use crate::expr::{MatchOp, Matcher};
use crate::model::{Alert, AlertsOf, Level, Model, Watchdog};
use crate::syntax::ast::AlertSet;
use crate::text::Spanned;

/// What is known of an alert's labels.
pub(super) enum Known<'m> {
    Alert(&'m Model, &'m Alert),
    Watchdog(&'m Watchdog),
}

impl<'m> Reader<'m> {
    pub(super) fn alerts(&mut self, set: &AlertSet) -> AlertsOf {
        let known = set.name.as_ref().and_then(|name| self.known(name));
        for matcher in &set.matchers {
            super::super::service::check_regex(
                matcher,
                crate::regexes::check_for_alertmanager,
                self.findings,
            );
            if let Some(known) = &known {
                self.can_match(known, matcher);
            }
        }
        AlertsOf { name: set.name.clone(), matchers: set.matchers.clone(), span: set.span }
    }

    /// The alert of a name; an unknown one is reported, unless it may be one that could not be read.
    pub(super) fn known(&mut self, name: &Spanned<String>) -> Option<Known<'m>> {
        let model = self.model;
        if let Some(alert) = model.alerts.iter().find(|alert| alert.name == name.value) {
            return Some(Known::Alert(model, alert));
        }
        if let Some(watchdog) = model.watchdogs.iter().find(|watchdog| watchdog.name == name.value) {
            return Some(Known::Watchdog(watchdog));
        }
        if !self.is_broken {
            let alerts = model.alerts.iter().map(|alert| alert.name.as_str());
            let watchdogs = model.watchdogs.iter().map(|watchdog| watchdog.name.as_str());
            self.findings.push(super::super::names::unknown("alert", name, alerts.chain(watchdogs)));
        }
        None
    }

    /// Reports a matcher that no alert of the name can satisfy.
    fn can_match(&mut self, known: &Known, matcher: &Matcher) {
        let (label, value) = (&matcher.label, &matcher.value);
        if matcher.op != MatchOp::Equal || value.value.is_empty() {
            return;
        }
        self.can_have(known, label, value);
    }

    /// Reports a label that no alert of the name can have, or not with this value.
    pub(super) fn can_have(&mut self, known: &Known, label: &Spanned<String>, value: &Spanned<String>) {
        let (name, span, values) = match known {
            Known::Alert(model, alert) => (&alert.name, alert.span, values(model, alert, &label.value)),
            Known::Watchdog(watchdog) => {
                let values = match label.value.as_str() {
                    "alertname" => vec![watchdog.name.clone()],
                    "severity" => vec!["none".to_string()],
                    _ => vec![],
                };
                (&watchdog.name, watchdog.span, Some(values))
            }
        };
        let Some(values) = values else { return };
        if values.is_empty() {
            self.findings.push(
                Diagnostic::new(
                    codes::TEST_LABEL,
                    label.span,
                    format!("`{name}` never carries label `{}`", label.value),
                )
                .because(span, "this alert")
                .help("take the label away, or let the alert keep it"),
            );
        } else if !values.contains(&value.value) {
            let message = format!("`{name}` never has `{}=\"{}\"`", label.value, value.value);
            let known = values.iter().map(String::as_str);
            self.findings.push(
                Diagnostic::new(codes::TEST_LABEL, value.span, message)
                    .because(span, "this alert")
                    .help(format!("it has {}", values.join(", ")))
                    .did_you_mean(&value.value, known),
            );
        }
    }
}

/// The values that a label may have on some alert of this name; none when it may be any.
fn values(model: &Model, alert: &Alert, label: &str) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for level in &alert.levels {
        let found = match label {
            "alertname" => vec![alert.name.clone()],
            "severity" => vec![model.severities[level.severity].name.clone()],
            "service" => alert.service.map(|id| model.services[id].name.clone()).into_iter().collect(),
            "escalation_policy" => vec![model.escalations[level.escalation].name.clone()],
            "escalation" => {
                let steps = model.escalations[level.escalation].steps.len();
                (2..=steps).map(|number| number.to_string()).collect()
            }
            label => of_level(level, label)?,
        };
        values.extend(found);
    }
    // Prometheus puts its own on alerts that it sends.
    let external = model.prometheus.external_labels.iter().find(|(name, _)| name == label);
    values.extend(external.map(|(_, value)| value.clone()));
    values.sort();
    values.dedup();
    Some(values)
}

fn of_level(level: &Level, label: &str) -> Option<Vec<String>> {
    match level.labels.iter().find(|(name, _)| name == label) {
        Some((_, value)) if value.contains("{{") => None,
        Some((_, value)) => Some(vec![value.clone()]),
        None => {
            let known = level.result_labels.as_ref()?;
            (!known.iter().any(|known| known == label)).then(Vec::new)
        }
    }
}
