//! What the compiler cannot write, looked for in all that it writes: for random programs, for each
//! shape of escalation, and for the systems under `rules/`.

use super::models::{crafted, systems};
use super::rules::alerts;
use crate::support::compiled::Compiled;
use crate::support::dice::Dice;
use crate::support::models::sources;
use crate::support::random;
use crate::support::routes::{Leaf, leaves};
use larum::emit::write_alertmanager;
use larum::expr::MatchOp;
use larum::lower::{AlertmanagerConfig, Matcher, Route, lower};
use larum::model::*;
use regex::Regex;
use serde_yaml::Value;
use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

/// Every program that is looked at.
fn every_model() -> &'static [Model] {
    static MODELS: OnceLock<Vec<Model>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let mut dice = Dice::new();
        let random = (0..150).map(|_| random::model(&mut dice));
        random.chain(crafted()).chain(systems()).collect()
    })
}

fn for_each(look: impl Fn(&Model, &AlertmanagerConfig)) {
    for model in every_model() {
        look(model, &lower(model).alertmanager);
    }
}

/// Every node of a tree, with the nodes above it.
fn nodes<'r, 'm>(route: &'r Route<'m>) -> Vec<Vec<&'r Route<'m>>> {
    let mut found = vec![vec![route]];
    for child in &route.routes {
        found.extend(nodes(child).into_iter().map(|below| [vec![route], below].concat()));
    }
    found
}

#[test]
fn intervals_are_repeated_where_people_are_told() {
    for_each(|_, config| {
        for path in nodes(&config.route) {
            let [.., above, node] = path[..] else { continue };
            // Alerts that other maintenances mute are told apart by severity, below their policy.
            if node.matchers.iter().any(|one| one.label == "severity") {
                continue;
            }
            // A maintenance mutes a policy: also each of its steps, which does not inherit it.
            let muted = above.mute_time_intervals.iter().filter(|name| name.starts_with("maintenance/"));
            for name in muted {
                assert!(node.mute_time_intervals.contains(name), "{name} is lost on {node:#?}");
            }
        }
        assert!(config.route.mute_time_intervals.is_empty() && config.route.active_time_intervals.is_empty());
    });
}

#[test]
fn no_two_routes_share_their_memory() {
    for_each(|_, config| {
        let mut seen = HashSet::new();
        for path in nodes(&config.route) {
            // What Alertmanager remembers hangs on the matchers of the path and on the receiver.
            let matchers: Vec<String> = path.iter().map(|route| format!("{:?}", route.matchers)).collect();
            let receiver = path.iter().rev().find_map(|route| route.receiver.clone());
            assert!(seen.insert((matchers.clone(), receiver.clone())), "{receiver:?} twice at {matchers:?}");
        }
    });
}

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

/// An alert as routes see it: one step of one level.
struct Case {
    labels: Vec<(&'static str, String)>,
    receiver_begins: String,
}

fn cases(model: &Model) -> Vec<Case> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for alert in &model.alerts {
        for level in &alert.levels {
            if !seen.insert((level.escalation, level.severity, alert.service)) {
                continue;
            }
            let escalation = &model.escalations[level.escalation];
            for step in 1..=escalation.steps.len() {
                let mut labels = vec![
                    ("alertname", alert.name.clone()),
                    ("severity", model.severities[level.severity].name.clone()),
                    ("escalation_policy", escalation.name.clone()),
                ];
                labels.extend(alert.service.map(|id| ("service", model.services[id].name.clone())));
                labels.extend((step > 1).then(|| ("escalation", step.to_string())));
                found.push(Case { labels, receiver_begins: format!("{}/{step}", escalation.name) });
            }
        }
    }
    found
}

/// Each step has receivers of its own, and each of them is told of it once.
#[test]
fn nobody_is_told_twice() {
    for_each(|model, config| {
        for case in cases(model) {
            let told: Vec<Leaf> = leaves(&config.route, &case.labels);
            let names: BTreeSet<&str> = told.iter().map(|leaf| leaf.receiver.as_str()).collect();
            assert!(!told.is_empty() && names.len() == told.len(), "{:?}: {told:?}", case.labels);
            for name in names {
                let rest = name.strip_prefix(&case.receiver_begins);
                let own = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                assert!(own, "{:?} reaches {name}", case.labels);
            }
        }
    });
}

/// No route is shadowed by earlier ones, alone or together, and none contradicts itself: each receiver
/// is told of something. The fallback is there for what should not be.
#[test]
fn every_route_is_reached() {
    for_each(|model, config| {
        let mut told: BTreeSet<String> = BTreeSet::from(["fallback".to_owned()]);
        told.extend(model.watchdogs.iter().map(|watchdog| format!("watchdog/{}", watchdog.name)));
        for case in cases(model) {
            told.extend(leaves(&config.route, &case.labels).into_iter().map(|leaf| leaf.receiver));
        }
        for receiver in &config.receivers {
            assert!(told.contains(&receiver.name), "nothing reaches {}", receiver.name);
        }
        for path in nodes(&config.route) {
            let equalities =
                path.iter().flat_map(|route| &route.matchers).filter(|one| one.op == MatchOp::Equal);
            let mut values = std::collections::BTreeMap::new();
            for matcher in equalities {
                let known = values.entry(matcher.label.to_string()).or_insert(matcher.value.to_string());
                assert_eq!(*known, matcher.value, "`{}` along one path", matcher.label);
            }
        }
    });
}

#[test]
fn later_steps_are_groups_of_their_own() {
    for_each(|model, config| {
        for path in nodes(&config.route) {
            let [.., route] = path[..] else { continue };
            let step = route
                .matchers
                .iter()
                .any(|one| one.label == "escalation" && one.op == MatchOp::Equal && !one.value.is_empty());
            if step {
                let by = route.group_by.as_ref().expect("a step says how it is grouped");
                assert!(by.contains(&"escalation") || *by == ["..."], "{route:#?}");
            }
            // Only people make a group wait: the delay of a step is the rule's `for`.
            let waits = route.group_wait.is_some();
            let written = model.escalations.iter().any(|one| one.group_wait.is_some());
            let watchdog = route.matchers.iter().any(|one| one.value == "none");
            assert!(!waits || written || watchdog || path.len() == 1, "{route:#?}");
        }
    });
}

#[test]
fn every_alert_carries_what_routes_hang_on() {
    for model in every_model() {
        for rule in alerts(model) {
            let label = |name: &str| rule.labels.iter().filter(|(label, _)| *label == name).count();
            let watchdog = model.watchdogs.iter().any(|watchdog| watchdog.name == rule.name);
            assert_eq!(label("severity"), 1, "{rule:?}");
            assert!(label("escalation_policy") == 1 || watchdog, "{rule:?}");
        }
    }
}

/// A silence of the alert is its acknowledgement: it must match all steps.
#[test]
fn later_steps_only_add_a_label() {
    let mut later = 0;
    for model in every_model() {
        let all = alerts(model);
        let mut first: Option<&larum::lower::Rule> = None;
        for rule in &all {
            let is_later = rule.labels.iter().any(|(name, _)| *name == "escalation");
            if !is_later {
                first = Some(rule);
                continue;
            }
            let first = first.filter(|first| first.span == rule.span).expect("the first step comes first");
            assert_eq!(first.name, rule.name);
            let reads_alerts = rule.expr.contains("ALERTS");
            for (name, value) in &first.labels {
                // `ALERTS` has templated labels already, filled in.
                let kept =
                    rule.labels.contains(&(*name, value.clone())) || reads_alerts && value.contains("{{");
                assert!(kept, "`{name}` of {} changes", rule.name);
            }
            let added = rule.labels.iter().filter(|label| !first.labels.contains(label));
            let added: Vec<&str> = added.map(|(name, _)| *name).collect();
            let expected: &[&str] =
                if reads_alerts { &["escalation", "alertstate"] } else { &["escalation"] };
            assert_eq!(added, expected, "{}", rule.name);
            later += 1;
        }
    }
    assert!(later > 500, "{later} later steps");
}

/// Where `keep_firing_for` hides that a condition comes and goes, later steps wait on the alert.
#[test]
fn kept_alerts_escalate_by_themselves() {
    let mut kept = 0;
    for model in every_model() {
        let mut first_keeps = false;
        for rule in alerts(model) {
            let larum::lower::RuleKind::Alert { keep_firing_for, .. } = &rule.kind else { continue };
            if rule.labels.iter().any(|(name, _)| *name == "escalation") {
                assert_eq!(*keep_firing_for, 0, "a step ends with its alert");
                assert!(
                    !first_keeps || rule.expr.contains("last_over_time(") && rule.expr.contains("ALERTS{"),
                    "{}",
                    rule.expr
                );
                kept += usize::from(first_keeps);
            } else {
                first_keeps = *keep_firing_for > 0;
            }
        }
    }
    assert!(kept > 100, "{kept} steps of kept alerts");
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

/// What Alertmanager remembers of a group hangs on the matchers above it and on the values of its
/// `group_by`: an alert more, another channel or another escalation changes none of them.
#[test]
fn group_keys_stay_as_the_program_grows() {
    let keys = |model: &Model| -> Vec<(String, String, String)> {
        let config = lower(model).alertmanager;
        let key = |path: Vec<&Route>| {
            let matchers: Vec<String> = path.iter().map(|route| format!("{:?}", route.matchers)).collect();
            let by = path.iter().rev().find_map(|route| route.group_by.clone());
            let receiver = path.iter().rev().find_map(|route| route.receiver.clone());
            (matchers.join("/"), format!("{by:?}"), receiver.unwrap_or_default())
        };
        nodes(&config.route).into_iter().map(key).collect()
    };
    for model in crafted() {
        let before = keys(&model);
        let mut grown = model.clone();
        grown.channels[0].settings.push(("send_resolved".into(), Setting::Bool(true)));
        grown.escalations.push(Escalation { name: "another".into(), ..grown.escalations[0].clone() });
        let another = grown.escalations.len() - 1;
        let mut alert = grown.alerts[0].clone();
        alert.name = "Another".into();
        alert.levels.iter_mut().for_each(|level| level.escalation = another);
        grown.alerts.push(Alert { name: "More".into(), ..grown.alerts[0].clone() });
        grown.alerts.insert(0, alert);
        let after = keys(&grown);
        for key in &before {
            assert!(after.contains(key), "{key:?} is gone");
        }
        assert!(after.len() > before.len());
    }
}
