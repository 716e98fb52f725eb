//! What holds for the whole program: inhibition, and the settings of the two servers.

use super::changes::{Differences, Fate, Kind, Thing};
use super::{Side, channels, levels, people};
use crate::channel::GLOBAL;
use crate::emit::matcher_text;
use crate::lower::{InhibitRule, Matcher};
use crate::model::Model;
use crate::quantity::duration_text;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(old: Option<Side>, new: Option<Side>, things: &mut Vec<Thing>) {
    inhibition(old, new, things);
    // A program that is new has no settings that someone could know.
    let (Some(old), Some(new)) = (old, new) else { return };
    let mut differences = Differences::default();
    prometheus(old.model, new.model, &mut differences);
    add(Kind::Prometheus, differences, things);
    let mut differences = Differences::default();
    alertmanager(old.model, new.model, &mut differences);
    add(Kind::Alertmanager, differences, things);
}

fn add(kind: Kind, differences: Differences, things: &mut Vec<Thing>) {
    if !differences.found.is_empty() {
        let name = kind.word().to_string();
        let differences = differences.found;
        things.push(Thing { kind, name, fate: Fate::Changed, was: None, place: None, differences });
    }
}

fn prometheus(old: &Model, new: &Model, differences: &mut Differences) {
    let (old, new) = (&old.prometheus, &new.prometheus);
    let mut times = |what, old, new| differences.compare(what, duration_text(old), duration_text(new));
    times("scrape_interval", old.scrape_interval, new.scrape_interval);
    times("evaluation_interval", old.evaluation_interval, new.evaluation_interval);
    levels::pairs("external label", &old.external_labels, &new.external_labels, differences, |_, _, _| false);
}

fn alertmanager(old_model: &Model, new_model: &Model, differences: &mut Differences) {
    let (old, new) = (&old_model.alertmanager, &new_model.alertmanager);
    let fallback = |model: &Model| people::channel_names(&model.alertmanager.fallback, model);
    differences.compare("fallback", fallback(old_model), fallback(new_model));
    differences.compare("group_by", old.group_by.join(", "), new.group_by.join(", "));
    let mut times = |what, old, new| differences.compare(what, duration_text(old), duration_text(new));
    times("group_wait", old.group_wait, new.group_wait);
    times("group_interval", old.group_interval, new.group_interval);
    times("repeat_interval", old.repeat_interval, new.repeat_interval);
    channels::settings(Some(GLOBAL), &old.global, &new.global, differences);
    differences.compare("templates", old.templates.join(", "), new.templates.join(", "));
}

/// Rules of all sources: levels, dependencies, and those that the program writes. Rules of one name
/// are one thing: the same severities may need several.
fn inhibition(old: Option<Side>, new: Option<Side>, things: &mut Vec<Thing>) {
    let (before, after) = (by_name(old), by_name(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let nothing = BTreeSet::new();
    for name in names {
        let (was, is) = (before.get(name), after.get(name));
        if was == is {
            continue;
        }
        let mut differences = Differences::default();
        let (old, new) = (was.unwrap_or(&nothing), is.unwrap_or(&nothing));
        let mut gone: Vec<&String> = old.difference(new).collect();
        let mut came: Vec<&String> = new.difference(old).collect();
        while !gone.is_empty() || !came.is_empty() {
            differences.add("rule", gone.pop().cloned(), came.pop().cloned());
        }
        let fate = match (was, is) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Removed,
            _ => Fate::Changed,
        };
        let differences = differences.found;
        things.push(Thing {
            kind: Kind::Inhibition,
            name: name.clone(),
            fate,
            was: None,
            place: None,
            differences,
        });
    }
}

fn by_name(side: Option<Side>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for rule in side.into_iter().flat_map(|side| &side.config.inhibit_rules) {
        found.entry(rule.name.to_string()).or_default().insert(words(rule));
    }
    found
}

/// `severity="critical" mutes severity="warning" sharing alertname, service`
fn words(rule: &InhibitRule) -> String {
    let all = |matchers: &[Matcher]| matchers.iter().map(matcher_text).collect::<Vec<_>>().join(", ");
    let mut equal = rule.equal.clone();
    equal.sort_unstable();
    let sharing = if equal.is_empty() { String::new() } else { format!(" sharing {}", equal.join(", ")) };
    format!("{} mutes {}{sharing}", all(&rule.source), all(&rule.target))
}
