//! Which steps of which levels the hand-written tests show firing, and quiet.

use super::built::{Built, list, yaml};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

type Labels = BTreeMap<String, String>;

/// The labels by which the compiler tells the levels and steps of one alert apart.
const IDENTITY: [&str; 4] = ["severity", "tier", "escalation_policy", "escalation"];

/// What one `alert_rule_test` expects: an alert's name, and the labels of each that fires.
struct Expectation {
    name: String,
    firing: Vec<Labels>,
}

/// A sentence for each alerting rule that no test shows firing, or none shows quiet.
pub fn gaps(built: &Built) -> Vec<String> {
    let expectations = expectations(built);
    let mut gaps = Vec::new();
    for rule in built.all_rules().iter().filter(|rule| rule["alert"].is_string()) {
        let (name, labels) = (name_of(rule), level_and_step(rule));
        let of_it = || expectations.iter().filter(|expectation| expectation.name == name);
        let shows = |expectation: &&Expectation| expectation.firing.iter().any(|seen| is_of(seen, &labels));
        let tell = |what: &str| format!("{}: no test shows {name} {labels:?} {what}", built.source.display());
        if !of_it().any(|expectation| shows(&expectation)) {
            gaps.push(tell("firing"));
        }
        // The heartbeat has no quiet.
        let always = rule["expr"].as_str() == Some("vector(1)");
        if !always && !of_it().any(|expectation| !shows(&expectation)) {
            gaps.push(tell("quiet"));
        }
    }
    gaps
}

/// The names of a system's alerts, each once.
pub fn alert_names(built: &Built) -> BTreeSet<String> {
    let rules = built.all_rules();
    rules.iter().filter_map(|rule| rule["alert"].as_str()).map(str::to_owned).collect()
}

/// The name of an alerting or recording rule.
pub fn name_of(rule: &Value) -> &str {
    rule["alert"].as_str().or(rule["record"].as_str()).expect("a rule has a name")
}

/// An alert is of this level and step when it has these labels, and no later step.
fn is_of(seen: &Labels, step: &Labels) -> bool {
    step.iter().all(|(key, value)| seen.get(key) == Some(value))
        && seen.contains_key("escalation") == step.contains_key("escalation")
}

fn expectations(built: &Built) -> Vec<Expectation> {
    let cases = built.tests.iter().flat_map(|file| list(&yaml(file), "tests"));
    let checks = cases.flat_map(|case| list(&case, "alert_rule_test"));
    let expectation = |check: Value| Expectation {
        name: check["alertname"].as_str().expect("a check names its alert").to_owned(),
        firing: list(&check, "exp_alerts").iter().map(|alert| labels(&alert["exp_labels"])).collect(),
    };
    checks.map(expectation).collect()
}

/// What tells a rule's level and step. Members of a fleet are not told apart: one stands for all.
fn level_and_step(rule: &Value) -> Labels {
    let mut labels = labels(&rule["labels"]);
    labels.retain(|key, _| IDENTITY.contains(&key.as_str()));
    labels
}

fn labels(mapping: &Value) -> Labels {
    let entries = mapping.as_mapping().into_iter().flatten();
    // `escalation: 2` is the text "2", as promtool reads it.
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).expect("a scalar prints").trim_end().to_owned(),
    };
    entries.map(|(key, value)| (text(key), text(value))).collect()
}
