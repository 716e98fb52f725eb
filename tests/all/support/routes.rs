//! A second reading of a routing tree: which of its nodes tell someone of an alert.

use larum::expr::MatchOp;
use larum::lower::{Matcher, Route};
use regex::Regex;
use std::collections::BTreeSet;

/// A node that an alert ends at.
#[derive(Debug, PartialEq)]
pub struct Leaf {
    pub receiver: String,
    pub active: BTreeSet<String>,
    pub muted: BTreeSet<String>,
}

/// The leaves of an alert with `labels`, as Alertmanager's dispatcher finds them.
pub fn leaves(root: &Route, labels: &[(&str, String)]) -> Vec<Leaf> {
    visit(root, root.receiver.as_deref().expect("the root has a receiver"), labels)
}

fn visit(route: &Route, inherited: &str, labels: &[(&str, String)]) -> Vec<Leaf> {
    if !route.matchers.iter().all(|matcher| matches(matcher, labels)) {
        return Vec::new();
    }
    let receiver = route.receiver.as_deref().unwrap_or(inherited);
    let mut found = Vec::new();
    for child in &route.routes {
        let below = visit(child, receiver, labels);
        let stops = !below.is_empty() && !child.continues;
        found.extend(below);
        if stops {
            break;
        }
    }
    if found.is_empty() {
        found.push(Leaf {
            receiver: receiver.to_string(),
            active: route.active_time_intervals.iter().cloned().collect(),
            muted: route.mute_time_intervals.iter().cloned().collect(),
        });
    }
    found
}

fn matches(matcher: &Matcher, labels: &[(&str, String)]) -> bool {
    let value = labels.iter().find(|(name, _)| *name == matcher.label).map_or("", |(_, value)| value);
    let regex = || Regex::new(&format!("^(?s:{})$", matcher.value)).expect("a regex of the compiler");
    match matcher.op {
        MatchOp::Equal => value == matcher.value,
        MatchOp::NotEqual => value != matcher.value,
        MatchOp::Regex => regex().is_match(value),
        MatchOp::NotRegex => !regex().is_match(value),
    }
}
