//! The routing tree: nothing is inherited that is not, nothing is told twice, nothing is never reached.

use super::{for_each, nodes};
use crate::support::routes::{Leaf, leaves};
use crate::traps::models::crafted;
use larum::expr::MatchOp;
use larum::lower::{Route, lower};
use larum::model::*;
use std::collections::{BTreeSet, HashSet};

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
