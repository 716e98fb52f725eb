//! Who is told of an alert, and when: random models against a small reading of the model itself,
//! with amtool as the judge of the tree and a second evaluator for the intervals.

use crate::support::compiled::Compiled;
use crate::support::dice::Dice;
use crate::support::random;
use crate::support::routes::{Leaf, leaves};
use crate::support::tools::amtool_receivers;
use larum::lower::{AlertmanagerConfig, Route, lower};
use larum::model::*;
use std::collections::BTreeSet;

/// An alert as routing sees it.
struct Case {
    labels: Vec<(&'static str, String)>,
    expected: Vec<Leaf>,
}

/// A case for each step of each policy and each severity and service of its alerts.
fn cases(model: &Model) -> Vec<Case> {
    let mut kinds = BTreeSet::new();
    for alert in &model.alerts {
        kinds.extend(alert.levels.iter().map(|level| (level.escalation, level.severity, alert.service)));
    }
    let mut cases = Vec::new();
    for (policy, severity, service) in kinds {
        let escalation = &model.escalations[policy];
        let muted: BTreeSet<String> = model
            .maintenances
            .iter()
            .filter(|maintenance| maintenance.mutes.iter().any(|mutes| mutes_it(mutes, severity, service)))
            .map(|maintenance| format!("maintenance/{}", maintenance.name))
            .collect();
        for (index, step) in escalation.steps.iter().enumerate() {
            let mut labels = vec![
                ("severity", model.severities[severity].name.clone()),
                ("escalation_policy", escalation.name.clone()),
            ];
            labels.extend(service.map(|id| ("service", model.services[id].name.clone())));
            if index > 0 {
                labels.push(("escalation", (index + 1).to_string()));
            }
            cases.push(Case { labels, expected: expected(model, escalation, index + 1, step, &muted) });
        }
    }
    cases
}

fn mutes_it(mutes: &Mutes, severity: SeverityId, service: Option<ServiceId>) -> bool {
    (mutes.severities.is_empty() || mutes.severities.contains(&severity))
        && (mutes.services.is_empty() || service.is_some_and(|id| mutes.services.contains(&id)))
}

fn expected(
    model: &Model,
    escalation: &Escalation,
    number: usize,
    step: &Step,
    muted: &BTreeSet<String>,
) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    for notify in &step.notify {
        let mut leaf = Leaf {
            receiver: format!("{}/{number}", escalation.name),
            active: BTreeSet::new(),
            muted: muted.clone(),
        };
        if let Some(When { window, outside }) = notify.when {
            let window = model.windows[window].name.clone();
            leaf.receiver += &format!("/{}{window}", if outside { "outside " } else { "" });
            if outside { &mut leaf.muted } else { &mut leaf.active }.insert(window);
        }
        if !leaves.contains(&leaf) {
            leaves.push(leaf);
        }
    }
    leaves
}

#[test]
fn each_step_reaches_its_receivers_at_its_times() {
    let mut dice = Dice::new();
    let mut seen = 0;
    for _ in 0..300 {
        let model = random::model(&mut dice);
        let route = lower(&model).alertmanager.route;
        for case in cases(&model) {
            assert_eq!(leaves(&route, &case.labels), case.expected, "{:?} in {route:#?}", case.labels);
            seen += 1;
        }
    }
    assert!(seen > 2_000, "only {seen} alerts");
}

#[test]
fn amtool_routes_alike() {
    let mut dice = Dice::new();
    for _ in 0..40 {
        let model = random::model(&mut dice);
        let config = Compiled::new(&model);
        for case in cases(&model).iter().take(6) {
            let expected: Vec<&str> = case.expected.iter().map(|leaf| leaf.receiver.as_str()).collect();
            assert_eq!(amtool_receivers(&config.alertmanager, &case.labels), expected, "{:?}", case.labels);
        }
    }
}

#[test]
fn an_unknown_step_or_policy_goes_to_the_fallback() {
    let mut dice = Dice::new();
    for _ in 0..100 {
        let model = random::model(&mut dice);
        let route = lower(&model).alertmanager.route;
        let receivers = |labels: &[(&str, String)]| -> Vec<String> {
            leaves(&route, labels).into_iter().map(|leaf| leaf.receiver).collect()
        };
        assert_eq!(receivers(&[("alertname", "Stranger".to_string())]), ["fallback"]);
        for level in model.alerts.iter().flat_map(|alert| &alert.levels) {
            let escalation = &model.escalations[level.escalation];
            if escalation.steps.len() > 1 {
                let policy = ("escalation_policy", escalation.name.clone());
                assert_eq!(receivers(&[policy, ("escalation", "99".to_string())]), ["fallback"]);
            }
        }
        for watchdog in &model.watchdogs {
            let labels = [("alertname", watchdog.name.clone()), ("severity", "none".to_string())];
            assert_eq!(receivers(&labels), [format!("watchdog/{}", watchdog.name)]);
        }
    }
}

#[test]
fn the_tree_has_no_traps() {
    let mut dice = Dice::new();
    for _ in 0..300 {
        let model = random::model(&mut dice);
        let config = lower(&model).alertmanager;
        let mut receivers = BTreeSet::new();
        let mut intervals = BTreeSet::new();
        inspect(&config.route, &mut receivers, &mut intervals);
        assert_eq!(receivers, names(config.receivers.iter().map(|receiver| &receiver.name)));
        assert_eq!(intervals, names(config.time_intervals.iter().map(|interval| &interval.name)));
        inhibition_is_sound(&config);
    }
}

/// Names that must not repeat.
#[track_caller]
fn names<'a>(all: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for name in all {
        assert!(names.insert(name.clone()), "`{name}` twice");
    }
    names
}

/// Siblings with the same matchers and receiver would share their memory of what was sent.
fn inspect(route: &Route, receivers: &mut BTreeSet<String>, intervals: &mut BTreeSet<String>) {
    receivers.extend(route.receiver.clone());
    intervals.extend(route.active_time_intervals.iter().chain(&route.mute_time_intervals).cloned());
    for (index, child) in route.routes.iter().enumerate() {
        for other in &route.routes[index + 1..] {
            assert!(
                child.receiver != other.receiver || child.matchers != other.matchers,
                "the same twice: {child:#?}"
            );
        }
        inspect(child, receivers, intervals);
    }
    assert!(route.routes.last().is_none_or(|last| !last.continues), "nothing to continue with");
}

/// No rule can quiet a later step by its own first step: either side asks for another severity or
/// for another service, or the program said so.
fn inhibition_is_sound(config: &AlertmanagerConfig) {
    for rule in config.inhibit_rules.iter().filter(|rule| !rule.name.starts_with("inhibition ")) {
        let differs = |label: &str| {
            let of = |side: &[larum::lower::Matcher]| {
                side.iter().find(|matcher| matcher.label == label).map(|matcher| matcher.value.to_string())
            };
            let (source, target) = (of(&rule.source), of(&rule.target));
            matches!((source, target), (Some(source), Some(target)) if target.split('|').all(|one| one != source))
        };
        assert!(differs("severity") || differs("service"), "{rule:?}");
        assert!(!rule.equal.contains(&"escalation"), "{rule:?}");
    }
}
