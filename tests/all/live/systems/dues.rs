//! When the steps of a policy's alert are due.

use super::Policy;
use super::performance::{STEP, yaml};
use super::routes::group_wait;
use crate::support::live::{Setup, scaled};
use std::collections::BTreeMap;

/// In seconds since the breach.
pub struct Dues {
    pub first: f64,
    pub second: f64,
}

impl Dues {
    /// Read from the scaled files: `for` of the step's rule, and `group_wait` of the policy's route.
    pub fn of(policy: &Policy, setup: &Setup) -> Dues {
        let mut pending = BTreeMap::new();
        for file in &setup.rules {
            for group in yaml(file)["groups"].as_sequence().expect("groups") {
                for rule in group["rules"].as_sequence().expect("rules") {
                    let labels = &rule["labels"];
                    let of_policy =
                        labels["escalation_policy"].as_str().is_none_or(|name| name == policy.name);
                    if rule["alert"].as_str() == Some(policy.alert) && of_policy {
                        let step = labels["escalation"].as_str().unwrap_or("1").to_owned();
                        pending.insert(step, rule["for"].as_str().map_or(0, scaled::milliseconds));
                    }
                }
            }
        }
        assert!(pending.contains_key("1"), "no rule of {} for {}", policy.alert, policy.name);
        let later = pending.contains_key("2");
        assert_eq!(later, !policy.second.is_empty(), "a second step of {}", policy.name);
        let wait = group_wait(&yaml(&setup.alertmanager), policy.name);
        let seconds = |step: &str| (pending.get(step).unwrap_or(&0) + wait) as f64 / 1_000.0;
        // A later step of an alert that is kept firing begins to wait when that fires.
        let after_first = seconds("1") + 0.9 * STEP as f64 / 1_000.0;
        Dues { first: seconds("1"), second: seconds("2").max(after_first) }
    }
}
