//! The rules of an escalation's steps.

use super::every_model;
use crate::traps::rules::alerts;

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
