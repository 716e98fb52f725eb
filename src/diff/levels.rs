//! The levels of an alert: limit, `for`, escalation, labels, texts.

use super::changes::{Difference, Differences};
use super::{Side, expression};
use crate::expr::{Expr, ExprKind};
use crate::model::{Alert, Level, Millis, Pair};
use crate::quantity::duration_text;
use std::collections::HashMap;

/// A level, and where it belongs.
#[derive(Clone, Copy)]
struct Of<'a> {
    side: Side<'a>,
    alert: &'a Alert,
    level: &'a Level,
}

/// Adds what differs between the levels of an alert, matched by their keys. Without one of the
/// sides all levels of the other are new, or gone.
pub(super) fn compare(
    old: Option<(Side, &Alert)>,
    new: Option<(Side, &Alert)>,
    differences: &mut Differences,
) {
    let before = levels(old);
    let after = levels(new);
    let earlier: HashMap<&str, Of> = before.iter().map(|of| (of.level.key.as_str(), *of)).collect();
    let mut found = Differences::default();
    for new in &after {
        found.of_part(&new.level.key);
        match earlier.get(new.level.key.as_str()) {
            Some(old) => level(*old, *new, &mut found),
            None => found.add("level", None, Some(summary(*new))),
        }
    }
    let known: HashMap<&str, Of> = after.iter().map(|of| (of.level.key.as_str(), *of)).collect();
    for old in before.iter().filter(|old| !known.contains_key(old.level.key.as_str())) {
        found.of_part(&old.level.key);
        found.add("level", Some(summary(*old)), None);
    }
    differences.found.extend(once_for_all(found.found, after.len()));
}

/// What differs alike in each of several levels is said once, of the alert.
fn once_for_all(found: Vec<Difference>, levels: usize) -> Vec<Difference> {
    if levels < 2 {
        return found;
    }
    let of_alert = |difference: &Difference| Difference { part: None, ..difference.clone() };
    let mut said = Vec::new();
    let mut count: HashMap<Difference, usize> = HashMap::new();
    for difference in &found {
        *count.entry(of_alert(difference)).or_default() += 1;
    }
    for difference in found {
        let general = of_alert(&difference);
        match count.get_mut(&general) {
            Some(count) if *count == levels => {
                said.push(general);
                // The others of its kind are not said.
                *count = 0;
            }
            Some(0) => {}
            _ => said.push(difference),
        }
    }
    said
}

fn levels<'a>(side: Option<(Side<'a>, &'a Alert)>) -> Vec<Of<'a>> {
    let Some((side, alert)) = side else { return Vec::new() };
    alert.levels.iter().map(|level| Of { side, alert, level }).collect()
}

/// `up == 0 for 1m, escalation immediate`
fn summary(Of { side, level, .. }: Of) -> String {
    let mut text = condition(&level.condition);
    if level.pending > 0 {
        text += &format!(" for {}", duration_text(level.pending));
    }
    if level.keep_firing_for > 0 {
        text += &format!(" keep_firing_for {}", duration_text(level.keep_firing_for));
    }
    text + &format!(", escalation {}", side.model.escalations[level.escalation].name)
}

/// As PromQL, with its limit as the source has it: `free_bytes < 20GiB`.
fn condition(expr: &Expr) -> String {
    if let ExprKind::Binary(binary) = &expr.kind
        && let ExprKind::Number(limit) = &binary.right.kind
        && binary.op.is_comparison()
        && !binary.returns_bool
    {
        return format!("{} {} {limit}", binary.left, binary.op.text());
    }
    expr.to_promql()
}

fn level(old: Of, new: Of, differences: &mut Differences) {
    let (before, after) = (old.level, new.level);
    expression::compare("expression", &before.condition, &after.condition, differences);
    let severity = |of: Of<'_>| of.side.model.severities[of.level.severity].name.clone();
    differences.compare("severity", severity(old), severity(new));
    differences.compare("for", duration(before.pending), duration(after.pending));
    let (was, is) = (duration(before.keep_firing_for), duration(after.keep_firing_for));
    differences.compare("keep_firing_for", was, is);
    hold(before.hold.as_ref(), after.hold.as_ref(), differences);
    // What the severity says for all of its levels is told once, of the severity.
    let escalation = |of: Of<'_>| of.side.model.escalations[of.level.escalation].name.clone();
    let inherited = |of: Of<'_>| {
        let severity = &of.side.model.severities[of.level.severity];
        of.side.model.escalations[severity.escalation].name.clone()
    };
    if [escalation(old), escalation(new)] != [inherited(old), inherited(new)] {
        differences.compare("escalation", escalation(old), escalation(new));
    }
    pairs("label", &before.labels, &after.labels, differences, |name, was, is| {
        inherits(old, name, was) && inherits(new, name, is)
    });
    pairs("annotation", &before.annotations, &after.annotations, differences, |_, _, _| false);
}

/// Empty: there is none.
fn duration(milliseconds: Millis) -> String {
    if milliseconds == 0 { String::new() } else { duration_text(milliseconds) }
}

/// Whether the severity or the service gives a label this value to all of its levels.
fn inherits(of: Of, name: &str, value: Option<&str>) -> bool {
    let severity = of.side.model.severities[of.level.severity].labels.iter();
    let service = of.alert.service.into_iter().flat_map(|id| &of.side.model.services[id].labels);
    let given = severity.chain(service).rfind(|(label, _)| label == name);
    given.map(|(_, value)| value.as_str()) == value
}

/// Adds the labels, annotations, … that differ, unless they are `elsewhere` told of.
pub(super) fn pairs(
    what: &str,
    old: &[Pair],
    new: &[Pair],
    differences: &mut Differences,
    elsewhere: impl Fn(&str, Option<&str>, Option<&str>) -> bool,
) {
    let before: HashMap<&str, &str> = old.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let after: HashMap<&str, &str> = new.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let gone = old.iter().filter(|(name, _)| !after.contains_key(name.as_str()));
    for (name, _) in new.iter().chain(gone) {
        let (was, is) = (before.get(name.as_str()).copied(), after.get(name.as_str()).copied());
        if was != is && !elsewhere(name, was, is) {
            differences.add(format!("{what} {name}"), was.map(str::to_string), is.map(str::to_string));
        }
    }
}

/// Hysteresis: the model has what goes on holding, people write `until` its opposite.
fn hold(old: Option<&Expr>, new: Option<&Expr>, differences: &mut Differences) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let mut found = Differences::default();
            expression::compare("held while", old, new, &mut found);
            // What differs in the condition alike was said of it.
            found.found.retain(|hold| {
                let alike = |said: &Difference| {
                    (&said.what, &said.old, &said.new) == (&hold.what, &hold.old, &hold.new)
                };
                hold.what == "threshold" || !differences.found.iter().any(alike)
            });
            let one_limit = found.found.len() == 1 && found.found[0].what == "threshold";
            match (one_limit, until(old), until(new)) {
                (true, Some(was), Some(is)) => differences.compare("until", was, is),
                _ => found.found.into_iter().for_each(|found| match found.what.as_str() {
                    "held while" => differences.add(found.what, found.old, found.new),
                    what => differences.add(format!("until, {what}"), found.old, found.new),
                }),
            }
        }
        (None, None) => {}
        (old, new) => {
            let text = |hold: &Expr| until(hold).map_or(format!("not ({hold})"), |limit| limit);
            differences.add("until", old.map(text), new.map(text));
        }
    }
}

/// `< 3%` of `measure >= 3%`
fn until(hold: &Expr) -> Option<String> {
    let ExprKind::Binary(binary) = &hold.unparenthesised().kind else { return None };
    let ExprKind::Number(limit) = &binary.right.unparenthesised().kind else { return None };
    Some(format!("{} {limit}", binary.op.opposite()?.text()))
}
