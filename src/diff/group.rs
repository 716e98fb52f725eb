//! Whether two routes make the same groups of an alert.

use super::notices::{Destination, Group};
use super::steps::Step;
use crate::model::Level;
use std::collections::BTreeSet;

/// What is known of the labels of an alert.
pub(super) struct Known<'a> {
    labels: BTreeSet<&'a str>,
    /// There are no others.
    all: bool,
}

impl<'a> Known<'a> {
    pub fn of(step: &Step<'a>, level: &'a Level) -> Known<'a> {
        let own = step.labels.iter().map(|(label, _)| *label);
        let result = level.result_labels.iter().flatten().map(String::as_str);
        Known { labels: own.chain(result).collect(), all: level.result_labels.is_some() }
    }
}

/// Whether the groups have one key, whatever the values of the alert's labels.
pub(super) fn same(old: &Group, new: &Group, known: &Known) -> bool {
    old.route == new.route && same_labels(old.by, new.by, known)
}

/// A label that the alert does not have is not in the key.
fn same_labels(old: &[&str], new: &[&str], known: &Known) -> bool {
    if old == new {
        return true;
    }
    let effective = |by: &[&str]| -> Option<BTreeSet<String>> {
        match by {
            // Every label.
            ["..."] if known.all => Some(known.labels.iter().map(|label| label.to_string()).collect()),
            ["..."] => None,
            by => {
                let there = by.iter().filter(|label| !known.all || known.labels.contains(*label));
                Some(there.map(|label| label.to_string()).collect())
            }
        }
    };
    match (effective(old), effective(new)) {
        (Some(old), Some(new)) => old == new,
        _ => false,
    }
}

/// The first of what Alertmanager knows notifications by that differs, in words.
pub(super) fn difference(old: &Destination, new: &Destination, known: &Known) -> String {
    let (was, is) = (&old.group, &new.group);
    let by = |labels: &[&str]| match labels {
        [] => "nothing".to_string(),
        ["..."] => "all labels".to_string(),
        labels => labels.join(", "),
    };
    if was.route != is.route {
        return format!("route {} → {}", was.route.trim_start_matches('/'), is.route.trim_start_matches('/'));
    }
    if !same_labels(was.by, is.by, known) {
        return format!("grouped by {} → {}", by(was.by), by(is.by));
    }
    let (was, is) = (&old.integration, &new.integration);
    if was.receiver != is.receiver {
        return format!("receiver {} → {}", was.receiver, is.receiver);
    }
    let place = |place: usize| place + 1;
    format!(
        "place {} → {} among the {} channels of {}",
        place(was.place),
        place(is.place),
        is.kind,
        is.receiver
    )
}
