//! The groups that one alert needs.

use crate::engine::rules::Group;
use crate::expr::ExprKind;
use std::collections::BTreeSet;

/// The group of an alert, and those that record what it reads, in their order. Other alerts do not inhibit it then.
pub(super) fn groups_for(groups: Vec<Group>, alert: &str) -> Vec<Group> {
    let is_its = |group: &Group| group.rules.iter().any(|rule| rule.is_alert() && rule.name == alert);
    let mut wanted: Vec<bool> = groups.iter().map(is_its).collect();
    let mut read: BTreeSet<&str> = BTreeSet::new();
    let mut todo: Vec<usize> = (0..groups.len()).filter(|index| wanted[*index]).collect();
    while let Some(index) = todo.pop() {
        for rule in &groups[index].rules {
            for node in rule.expr.nodes() {
                if let ExprKind::Selector(selector) = &node.kind
                    && let Some(name) = &selector.name
                {
                    read.insert(&name.value);
                }
            }
        }
        for (other, group) in groups.iter().enumerate() {
            let records =
                group.rules.iter().any(|rule| !rule.is_alert() && read.contains(rule.name.as_str()));
            if records && !wanted[other] {
                wanted[other] = true;
                todo.push(other);
            }
        }
    }
    drop(read);
    groups.into_iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(group, _)| group).collect()
}
