//! Inhibition in words: while this fires, that is quiet.

use super::scene::Scene;
use crate::expr::MatchOp;
use crate::lower::{self, Matcher};
use std::collections::BTreeSet;

pub(super) struct Quiet {
    pub source: String,
    pub target: String,
    /// What both must agree in.
    pub same: Vec<String>,
}

/// The inhibition rules that may quiet something of the scene, in the order of the configuration.
pub(super) fn rules(scene: &Scene) -> Vec<Quiet> {
    let names: BTreeSet<&str> = scene.alerts.iter().map(|shown| shown.alert.name.as_str()).collect();
    let services: BTreeSet<&str> =
        scene.services.iter().map(|id| scene.model.services[*id].name.as_str()).collect();
    let concerns = |matcher: &Matcher| {
        let known = match matcher.label.as_ref() {
            "alertname" => &names,
            "service" => &services,
            _ => return true,
        };
        match matcher.op {
            MatchOp::Equal => known.contains(matcher.value.as_ref()),
            MatchOp::Regex => alternatives(&matcher.value).iter().any(|value| known.contains(value)),
            _ => true,
        }
    };
    let rules = lower::lower(scene.model).alertmanager.inhibit_rules;
    let rules = rules.iter().filter(|rule| !scene.is_part || rule.target.iter().all(concerns));
    let quiet = |rule: &lower::InhibitRule| Quiet {
        source: phrase(&rule.source),
        target: phrase(&rule.target),
        same: rule.equal.iter().map(|label| label.to_string()).collect(),
    };
    rules.map(quiet).collect()
}

fn phrase(matchers: &[Matcher]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for matcher in matchers {
        let values = alternatives(&matcher.value).join(" or ");
        parts.push(match (matcher.label.as_ref(), matcher.op) {
            ("alertname", MatchOp::Equal | MatchOp::Regex) => values,
            ("alertname", _) => format!("(not {values})"),
            ("severity", MatchOp::Equal | MatchOp::Regex) => format!("at {values}"),
            ("service", MatchOp::Equal | MatchOp::Regex) => format!("on {values}"),
            (label, MatchOp::Equal) => format!("{label}={:?}", matcher.value),
            (label, MatchOp::NotEqual) => format!("{label}!={:?}", matcher.value),
            (label, MatchOp::Regex) => format!("{label}=~{:?}", matcher.value),
            (label, MatchOp::NotRegex) => format!("{label}!~{:?}", matcher.value),
        });
    }
    let named = matchers
        .iter()
        .any(|matcher| matcher.label == "alertname" && matches!(matcher.op, MatchOp::Equal | MatchOp::Regex));
    if !named {
        parts.insert(0, "any alert".to_string());
    }
    parts.join(" ")
}

/// The values of `a|b`; any other regex is one value.
fn alternatives(value: &str) -> Vec<&str> {
    let plain = !value.contains(['(', '[', '\\', '*', '+', '?', '{']);
    if plain { value.split('|').collect() } else { vec![value] }
}
