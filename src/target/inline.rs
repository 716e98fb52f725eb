//! Conditions that a rule of the same group records are written out where they are read: for rulers
//! whose results can be asked for only some time after they were written.

use super::reads::words_of;
use crate::lower::{Group, RuleKind};
use std::collections::{HashMap, HashSet};

/// How the names begin under which the compiler records the conditions of alerts.
const CONDITION: &str = "larum:";

/// Gives each alert of `group` the condition itself. A condition that texts ask for is recorded still.
pub(super) fn inline_conditions(group: &mut Group) {
    let conditions: HashMap<String, String> = group
        .rules
        .iter()
        .filter(|rule| rule.kind == RuleKind::Record && rule.name.starts_with(CONDITION))
        .map(|rule| (rule.name.to_string(), rule.expr.clone()))
        .collect();
    for rule in &mut group.rules {
        if let Some(condition) = conditions.get(&rule.expr) {
            rule.expr = condition.clone();
        }
    }
    let read: HashSet<String> =
        group.rules.iter().flat_map(|rule| words_of(rule)).map(str::to_string).collect();
    group.rules.retain(|rule| !conditions.contains_key(&*rule.name) || read.contains(&*rule.name));
}
