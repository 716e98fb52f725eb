//! Alerts that go on under another name.

use super::Side;
use crate::model::Alert;
use std::collections::{HashMap, HashSet};

/// Alerts that are gone and those that have exactly their conditions now, where there is no doubt
/// which became which.
pub(super) fn pairs<'a>(old: Option<Side<'a>>, new: Option<Side<'a>>) -> Vec<(&'a Alert, &'a Alert)> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let (gone, came) = (without(old, new), without(new, old));
    if gone.is_empty() || came.is_empty() {
        return Vec::new();
    }
    let before = by_conditions(gone);
    let mut pairs: Vec<_> = by_conditions(came)
        .into_iter()
        .filter_map(|(conditions, after)| match (before.get(&conditions)?.as_slice(), after.as_slice()) {
            ([before], [after]) => Some((*before, *after)),
            _ => None,
        })
        .collect();
    pairs.sort_by(|one, other| one.1.name.cmp(&other.1.name));
    pairs
}

/// The alerts of `side` that `other` has not.
fn without<'a>(side: Side<'a>, other: Side) -> Vec<&'a Alert> {
    let known: HashSet<&str> = other.model.alerts.iter().map(|alert| alert.name.as_str()).collect();
    side.model.alerts.iter().filter(|alert| !known.contains(alert.name.as_str())).collect()
}

fn by_conditions(alerts: Vec<&Alert>) -> HashMap<Vec<String>, Vec<&Alert>> {
    let mut found: HashMap<Vec<String>, Vec<&Alert>> = HashMap::new();
    for alert in alerts {
        let conditions = alert.levels.iter().map(|level| level.condition.to_promql()).collect();
        found.entry(conditions).or_default().push(alert);
    }
    found
}
