//! What the routes of a built `alertmanager.yml` say of the policies.

use crate::support::live::scaled;
use serde_yaml::Value;
use std::collections::BTreeSet;

/// What the first matcher of a policy's or a watchdog's route names.
fn policy_of(route: &Value) -> &str {
    let matcher = route["matchers"][0].as_str().expect("a route of a policy has a matcher");
    let of_policy = matcher.strip_prefix("escalation_policy=\"").and_then(|rest| rest.strip_suffix('"'));
    of_policy.or(route["receiver"].as_str()).expect("a watchdog's route has a receiver")
}

/// All policies and watchdogs that the routes know.
pub fn policies(config: &Value) -> BTreeSet<&str> {
    config["route"]["routes"].as_sequence().expect("routes").iter().map(policy_of).collect()
}

/// How long the route of a policy waits for more alerts, in milliseconds.
pub fn group_wait(config: &Value, policy: &str) -> i64 {
    let root = &config["route"];
    let route = root["routes"].as_sequence().expect("routes").iter().find(|route| policy_of(route) == policy);
    let own = route.and_then(|route| route["group_wait"].as_str());
    own.or(root["group_wait"].as_str()).map_or(0, scaled::milliseconds)
}
