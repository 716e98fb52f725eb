//! Groups that run so seldom that what they record has gaps.

use super::LOOKBACK;
use super::reads::reads;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::quantity::duration_text;
use crate::ruleset::{Group, Origin, Rule};
use std::collections::HashMap;

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let readers = readers(look);
    for group in look.rules.groups.iter().filter(|group| group.origin == Origin::Yaml) {
        let Some(interval) = group.interval.as_ref().filter(|interval| interval.value > LOOKBACK) else {
            continue;
        };
        // What other groups read is reported there. `keep_firing_for` bridges what the condition misses.
        let read_elsewhere = |rule: &Rule| {
            let reader = readers.get(rule.name.value.as_str());
            rule.alert().is_none()
                && reader.is_some_and(|reader| reader.is_none_or(|only| !std::ptr::eq(only, group)))
        };
        let concerned = |rule: &&Rule| rule.keep_firing_for() < interval.value && !read_elsewhere(rule);
        if let Some(rule) = group.rules.iter().find(concerned) {
            let what = if rule.alert().is_some() { "`ALERTS` has" } else { "what is recorded has" };
            findings.push(
                Diagnostic::new(
                    codes::GROUP_INTERVAL,
                    interval.span,
                    format!("{what} gaps: the group runs every {}", duration_text(interval.value)),
                )
                .because(rule.name.span, "a sample is seen for 5m")
                .help("run the group at least every 5m"),
            );
        }
    }
}

/// The group that reads a series; none: several do.
fn readers<'a>(look: &Look<'a>) -> HashMap<&'a str, Option<&'a Group>> {
    let mut readers: HashMap<&str, Option<&Group>> = HashMap::new();
    for (group, rule) in look.rules.rules() {
        for read in
            reads(&rule.expr).into_iter().filter(|read| look.records.contains_key(read.name.value.as_str()))
        {
            let known = readers.entry(&read.name.value).or_insert(Some(group));
            if known.is_some_and(|known| !std::ptr::eq(known, group)) {
                *known = None;
            }
        }
    }
    readers
}
