//! What another value changes: the program as it is beside the one with the value.

use super::data::{Compared, Story, Tally, Total};
use super::events::level_name;
use crate::quantity::duration_text;
use std::collections::BTreeSet;

/// Of a table: `19 → 7` where something changes, else what both give.
pub(super) struct Row {
    /// `ErrorRate critical, step 2`
    pub name: String,
    pub fired: String,
    pub firing: String,
    pub messages: String,
}

/// A line for each step of each level that fires in one of both.
pub(super) fn rows(story: &Story, compared: &Compared) -> Vec<Row> {
    let key = |row: &Tally| {
        let level = level_name(&row.severity, row.part.as_deref(), row.step);
        format!("{} {level}", row.alert)
    };
    let names = story.tally.iter().chain(&compared.tally).filter(|row| row.series > 0).map(key);
    let mut seen = BTreeSet::new();
    let names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    let row = |name: String| {
        let mine = |all: &'_ [Tally]| all.iter().find(|row| key(row) == name).cloned();
        let both = [mine(&compared.tally), mine(&story.tally)];
        let [before, after] = both.each_ref().map(Option::as_ref);
        let fired = |row: Option<&Tally>| row.map_or(0, |row| row.fired).to_string();
        let firing = |row: Option<&Tally>| time(row.map_or(0, |row| row.firing));
        let told = |row: Option<&Tally>| row.map(|row| row.messages.clone()).unwrap_or_default();
        Row {
            fired: change(&fired(before), &fired(after)),
            firing: change(&firing(before), &firing(after)),
            messages: messages(&told(before), &told(after)),
            name,
        }
    };
    names.into_iter().map(row).collect()
}

/// `oncall (pagerduty) is told something new 19 → 7 times`, for each channel of one of both.
pub(super) fn totals(story: &Story, compared: &Compared) -> Vec<String> {
    let mut names: BTreeSet<(&str, &str)> = BTreeSet::new();
    names.extend(story.totals.iter().chain(&compared.totals).map(|total| (&*total.name, &*total.kind)));
    let news = |all: &[Total], name, kind| {
        let found = all.iter().find(|total| total.name == name && total.kind == kind);
        found.map_or(0, |total: &Total| total.news)
    };
    let line = |(name, kind)| {
        let (before, after) = (news(&compared.totals, name, kind), news(&story.totals, name, kind));
        let times = if (before, after) == (1, 1) { "time" } else { "times" };
        format!(
            "{name} ({kind}) is told something new {} {times}",
            change(&before.to_string(), &after.to_string())
        )
    };
    names.into_iter().map(line).collect()
}

fn time(length: i64) -> String {
    if length == 0 { "0".to_string() } else { duration_text(length) }
}

fn change(before: &str, after: &str) -> String {
    if before == after { after.to_string() } else { format!("{before} → {after}") }
}

fn messages(before: &[(String, usize)], after: &[(String, usize)]) -> String {
    let count = |all: &[(String, usize)], name: &str| {
        all.iter().find(|(own, _)| own == name).map_or(0, |(_, count)| *count)
    };
    let names: BTreeSet<&str> = before.iter().chain(after).map(|(name, _)| name.as_str()).collect();
    let cell = |name| {
        format!("{name} {}", change(&count(before, name).to_string(), &count(after, name).to_string()))
    };
    let cells: Vec<String> = names.into_iter().map(cell).collect();
    if cells.is_empty() { "–".to_string() } else { cells.join(", ") }
}
