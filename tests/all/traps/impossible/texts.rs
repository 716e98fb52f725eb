//! Times, labels and matchers, as they are written.

use super::{every_model, for_each};
use crate::support::compiled::Compiled;
use crate::support::models::sources;
use crate::traps::models::crafted;
use larum::emit::write_alertmanager;
use larum::expr::MatchOp;
use larum::lower::{Matcher, lower};
use larum::model::*;
use regex::Regex;
use serde_yaml::Value;

#[test]
fn ranges_run_forwards() {
    for_each(|_, config| {
        for interval in config.time_intervals.iter().flat_map(|named| named.intervals) {
            let runs = interval.times.iter().all(|range| range.start < range.end && range.end <= 1440)
                && interval.weekdays.iter().all(|days| days.start() <= days.end() && *days.end() <= 6)
                && interval.days_of_month.iter().all(|days| {
                    let (first, last) = (*days.start(), *days.end());
                    first <= last
                        && (1..=31).contains(&first.abs())
                        && first.signum() == last.signum()
                        && last.abs() <= 31
                })
                && interval.months.iter().all(|months| {
                    months.start() <= months.end() && *months.start() >= 1 && *months.end() <= 12
                })
                && interval.years.iter().all(|years| years.start() <= years.end());
            assert!(runs, "{interval:?}");
        }
    });
}

/// Series of one alert that differ in a known label are never taken for the same, and no rule
/// compares nothing at all.
#[test]
fn generated_inhibitions_compare_known_labels() {
    for_each(|model, config| {
        let generated = config.inhibit_rules.iter().filter(|rule| rule.name.contains(" over "));
        for rule in generated {
            let value = |side: &[Matcher], label: &str| {
                side.iter()
                    .find(|one| one.label == label && one.op == MatchOp::Equal)
                    .map(|one| one.value.to_string())
            };
            assert!(rule.equal.contains(&"alertname") && rule.equal.contains(&"service"), "{rule:?}");
            let of_pair = |level: &&Level| {
                let name = Some(model.severities[level.severity].name.clone());
                name == value(&rule.source, "severity") || name == value(&rule.target, "severity")
            };
            for alert in model.alerts.iter().filter(|alert| is_meant(rule, alert)) {
                let levels: Vec<&Level> = alert.levels.iter().filter(of_pair).collect();
                let several = levels.iter().any(|level| level.severity != levels[0].severity);
                for label in
                    levels.iter().filter(|_| several).flat_map(|level| level.result_labels.iter().flatten())
                {
                    let set_by_rule = |level: &&Level| {
                        ["service", "severity"].contains(&label.as_str())
                            || level.labels.iter().any(|(name, _)| name == label)
                    };
                    // One that only some levels have, or that a rule sets, says nothing about the others.
                    let on_all = levels
                        .iter()
                        .all(|level| level.result_labels.iter().flatten().any(|one| one == label));
                    let compared = rule.equal.contains(&label.as_str());
                    assert!(
                        compared || !on_all || levels.iter().any(set_by_rule),
                        "{label} of {}: {rule:?}",
                        alert.name
                    );
                }
            }
        }
    });
}

/// Whether the rule's target can be this alert.
fn is_meant(rule: &larum::lower::InhibitRule, alert: &Alert) -> bool {
    rule.target.iter().filter(|one| one.label == "alertname").all(|one| match one.op {
        MatchOp::Equal => one.value == alert.name,
        MatchOp::NotEqual => one.value != alert.name,
        MatchOp::Regex => one.value.split('|').any(|name| name == alert.name),
        MatchOp::NotRegex => one.value.split('|').all(|name| name != alert.name),
    })
}

/// In each of the three modes of its parser Alertmanager reads what was meant: the names that are
/// quoted are exactly those that must be.
#[test]
fn matchers_are_read_alike_in_all_modes() {
    let form = Regex::new(r#"^(?:[a-zA-Z_][a-zA-Z0-9_]*|"(?:[^"\\]|\\.)*")(?:=|!=|=~|!~)"(?:[^"\\]|\\.)*"$"#);
    let form = form.expect("a regex");
    let mut seen = 0;
    for model in every_model() {
        let mut text = Vec::new();
        let config = lower(model).alertmanager;
        write_alertmanager(&config, &sources(), &mut text).expect("memory takes all");
        let yaml: Value = serde_yaml::from_slice(&text).expect("YAML");
        for matcher in matchers(&yaml) {
            assert!(form.is_match(&matcher), "{matcher}");
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen} matchers");
    // Classic mode knows no quoted names: only programs that use such labels need them.
    for model in crafted() {
        Compiled::new(&model).expect_accepted();
    }
}

/// Every text in a list of matchers.
fn matchers(yaml: &Value) -> Vec<String> {
    match yaml {
        Value::Sequence(all) => all.iter().flat_map(matchers).collect(),
        Value::Mapping(entries) => {
            let below = entries.iter().flat_map(|(key, value)| match key.as_str() {
                Some(key) if key.ends_with("matchers") => {
                    let texts = value.as_sequence().into_iter().flatten();
                    texts.map(|text| text.as_str().expect("a text").to_owned()).collect()
                }
                _ => matchers(value),
            });
            below.collect()
        }
        _ => Vec::new(),
    }
}
