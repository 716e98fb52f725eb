//! What the deploy itself does to alerts that fire meanwhile. Alertmanager remembers what it told by
//! the group (the matchers that lead to the route, and the labels that alerts are grouped by) and by the
//! integration (receiver, kind, place in the receiver); incidents are known by the group alone. An alert
//! is another one when any of its labels is.
//! Source: Alertmanager's packages `dispatch`, `nflog` and `notify`; tried in `tests/all/diff/deploy.rs`.

use super::Side;
use super::group::{self, Known};
use super::notices::{Destination, Notices};
use super::pairs::Pair;
use super::recipient::{opens_incidents, same, same_address, shown};
use super::steps::{self, Step};
use crate::model::Channel;
use crate::reach::concrete::Label;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Something that happens to groups of alerts that fire when the new program is deployed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Deployed {
    pub effect: Effect,
    /// Whom it is about: `oncall (pagerduty)`; empty: all who are told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    pub because: String,
    /// `HighErrorRate critical`, `HighErrorRate critical, step 2`
    pub groups: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Who was told is told once more, of the same alert.
    NotifiedAgain,
    /// Who was not told is told of what fires already.
    ToldAtOnce,
    /// The alert ends, and another one begins with its `for`: it is told of as a new one.
    FiresAnew,
    /// The alert is gone; until Alertmanager has forgotten it, these are told of it.
    ToldOfTheEnd,
    /// Nobody resolves what was opened.
    StaysOpen,
    /// Who is told now is taken for someone who was told already, until the notification is repeated.
    NotToldYet,
}

/// What happens to the alerts of the old program.
pub(super) fn effects<'a>(
    pairs: &[Pair<'a>],
    before: &mut Notices<'a>,
    after: &mut Notices<'a>,
) -> Vec<Deployed> {
    let mut found = Found::default();
    let there = all_labels(after.side);
    let names: HashMap<&str, &Pair> = pairs.iter().map(|pair| (pair.old.name.as_str(), pair)).collect();
    for alert in &before.side.model.alerts {
        let levels = names.get(alert.name.as_str()).map(|pair| pair.levels()).unwrap_or_default();
        for level in &alert.levels {
            let now = levels.iter().find(|(old, _)| std::ptr::eq(*old, level)).map(|(_, new)| *new);
            let later = now.zip(names.get(alert.name.as_str()));
            let later = later.map(|(level, pair)| steps::of(after.side, pair.new, level)).unwrap_or_default();
            for step in steps::of(before.side, alert, level) {
                let name = group_name(&alert.name, &level.key, step.number);
                let (was, is) = (told(before, &step), told(after, &step));
                if there.contains(&step.labels) {
                    let known = Known::of(&step, now.unwrap_or(level));
                    goes_on(&name, &known, &was, &is, &mut found);
                } else {
                    ends(&name, &Known::of(&step, level), &was, &is, &mut found);
                    if let Some(later) = later.iter().find(|later| later.number == step.number) {
                        fires_anew(&name, &step, later, &mut found);
                    }
                }
            }
        }
    }
    found.all()
}

fn all_labels(side: Side<'_>) -> HashSet<Vec<(&str, std::borrow::Cow<'_, str>)>> {
    let alerts = side.model.alerts.iter();
    let levels = alerts.flat_map(|alert| alert.levels.iter().map(move |level| (alert, level)));
    levels.flat_map(|(alert, level)| steps::of(side, alert, level)).map(|step| step.labels).collect()
}

fn group_name(alert: &str, level: &str, step: usize) -> String {
    if step == 1 { format!("{alert} {level}") } else { format!("{alert} {level}, step {step}") }
}

/// The destinations of a step.
type Told<'a> = Vec<Rc<Vec<Destination<'a>>>>;

fn told<'a>(notices: &mut Notices<'a>, step: &Step) -> Told<'a> {
    let labels: Vec<Label> = step.labels.iter().map(|(label, value)| (*label, value.as_ref())).collect();
    notices.of(&labels)
}

fn all<'t, 'a>(told: &'t Told<'a>) -> impl Iterator<Item = &'t Destination<'a>> + Clone {
    told.iter().flat_map(|node| node.iter())
}

/// The same alert is there before and after.
fn goes_on(name: &str, known: &Known, was: &Told, is: &Told, found: &mut Found) {
    for now in all(is) {
        let before: Vec<&Destination> = all(was).filter(|before| same(before.channel, now.channel)).collect();
        let remembered = |before: &Destination| {
            before.integration == now.integration && group::same(&before.group, &now.group, known)
        };
        let Some(first) = before.first() else {
            // What someone else was told may count for it.
            match all(was).find(|before| remembered(before)) {
                Some(other) => {
                    let place = format!("its place in the receiver {} was that", now.integration.receiver);
                    let because = format!("{place} of {}", shown(other.channel));
                    found.add(Effect::NotToldYet, now.channel, because, name);
                }
                None => {
                    found.add(Effect::ToldAtOnce, now.channel, "it was not told before".to_string(), name)
                }
            }
            continue;
        };
        match before.iter().find(|before| remembered(before)) {
            None => {
                let because = group::difference(first, now, known);
                found.add(Effect::NotifiedAgain, now.channel, because, name);
            }
            Some(before) if !same_address(before.channel, now.channel) => {
                let because = "it leads elsewhere, from the same place in the receiver".to_string();
                found.add(Effect::NotToldYet, now.channel, because, name);
            }
            Some(_) => {}
        }
    }
    stay_open(name, known, was, is, found);
}

/// The alert is gone. Alertmanager keeps it for some minutes, by the routes of the new program.
fn ends(name: &str, known: &Known, was: &Told, is: &Told, found: &mut Found) {
    for now in all(is) {
        if !all(was).any(|before| same(before.channel, now.channel)) {
            let because = "its labels lead there now".to_string();
            found.add(Effect::ToldOfTheEnd, now.channel, because, name);
        }
    }
    stay_open(name, known, was, is, found);
}

/// The alert has other labels now.
fn fires_anew(name: &str, was: &Step, is: &Step, found: &mut Found) {
    let value = |step: &Step, label: &str| {
        let found = step.labels.iter().find(|(known, _)| *known == label);
        found.map_or("none".to_string(), |(_, value)| value.to_string())
    };
    let mut names: Vec<&str> = was.labels.iter().chain(&is.labels).map(|(label, _)| *label).collect();
    names.sort_unstable();
    names.dedup();
    let differ = names.into_iter().filter(|label| value(was, label) != value(is, label));
    let words: Vec<String> =
        differ.map(|label| format!("{label} {} → {}", value(was, label), value(is, label))).collect();
    found.put(Effect::FiresAnew, None, format!("other labels: {}", words.join(", ")), name);
}

/// What the old groups opened is resolved by groups with the same key alone.
fn stay_open(name: &str, known: &Known, was: &Told, is: &Told, found: &mut Found) {
    for before in all(was).filter(|before| opens_incidents(before.channel)) {
        let mut now = all(is).filter(|now| same(before.channel, now.channel)).peekable();
        let because = match now.peek() {
            None => "it is not told any more".to_string(),
            Some(one) if !same_address(before.channel, one.channel) => "it leads elsewhere".to_string(),
            Some(one) => group::difference(before, one, known),
        };
        let resolves = |now: &Destination| {
            group::same(&before.group, &now.group, known) && same_address(before.channel, now.channel)
        };
        if !now.any(resolves) {
            found.add(Effect::StaysOpen, before.channel, because, name);
        }
    }
}

/// Effects that are alike are one.
#[derive(Default)]
struct Found {
    effects: Vec<Deployed>,
    places: HashMap<(Effect, Option<String>, String), usize>,
}

impl Found {
    fn add(&mut self, effect: Effect, channel: &Channel, because: String, group: &str) {
        self.put(effect, Some(shown(channel)), because, group);
    }

    fn put(&mut self, effect: Effect, channel: Option<String>, because: String, group: &str) {
        let key = (effect, channel, because);
        let place = *self.places.entry(key).or_insert_with_key(|(_, channel, because)| {
            let channels = channel.iter().cloned().collect();
            self.effects.push(Deployed { effect, channels, because: because.clone(), groups: Vec::new() });
            self.effects.len() - 1
        });
        let groups = &mut self.effects[place].groups;
        if groups.last().is_none_or(|last| last != group) {
            groups.push(group.to_string());
        }
    }

    /// Sorted; what happens to several channels for one reason is said once.
    fn all(self) -> Vec<Deployed> {
        let mut all: Vec<Deployed> = Vec::new();
        let mut places: HashMap<(Effect, String, Vec<String>), usize> = HashMap::new();
        for deployed in self.effects {
            let key = (deployed.effect, deployed.because.clone(), deployed.groups.clone());
            match places.get(&key) {
                Some(place) => all[*place].channels.extend(deployed.channels),
                None => {
                    places.insert(key, all.len());
                    all.push(deployed);
                }
            }
        }
        all.sort_by_key(|deployed| deployed.effect);
        all
    }
}
