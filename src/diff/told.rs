//! Who is told now and was not, who no longer, at which times, and how much sooner or later.

use super::Side;
use super::notices::Notices;
use super::pairs::Pair;
use super::steps::{self, Step};
use crate::model::{Channel, Millis};
use crate::quantity::duration_text;
use crate::reach::Times;
use crate::reach::concrete::Label;
use crate::reach::times::in_words;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Levels of alerts that now reach someone else, or someone at another time; all of them alike.
#[derive(Debug, PartialEq, Serialize)]
pub struct Told {
    /// `HighErrorRate critical`
    pub levels: Vec<String>,
    pub steps: Vec<StepTold>,
}

/// What changes at one step of an escalation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct StepTold {
    /// From 1.
    pub step: usize,
    /// Channels that are told and were not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub now: Vec<String>,
    /// Channels that were told and are not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no_longer: Vec<String>,
    /// When this is so; None: always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// By how much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sooner: Option<String>,
    /// By how much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<String>,
    /// From the breach to the notification, in the worst case: before. None as well where the levels differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_was: Option<String>,
    /// The same: now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
}

impl Told {
    /// One more level, whose changes are the same but for the times from the breach on.
    fn add(&mut self, level: String, changes: &[StepTold]) {
        self.levels.push(level);
        for (known, other) in self.steps.iter_mut().zip(changes) {
            if known != other {
                *known = known.without_latest();
            }
        }
    }
}

impl StepTold {
    fn without_latest(&self) -> StepTold {
        StepTold { latest_was: None, latest: None, ..self.clone() }
    }

    /// Whether it tells of people, and not of how soon they are told.
    pub fn is_about_people(&self) -> bool {
        self.sooner.is_none() && self.later.is_none()
    }
}

/// What differs in who is told by the levels that both programs have.
pub(super) fn compare(pairs: &[Pair], before: &mut Notices, after: &mut Notices) -> Vec<Told> {
    let names = ChannelNames::new(before.side, after.side);
    let zone = most_used_zone(before.side, after.side);
    let mut found: Vec<Told> = Vec::new();
    let mut places: HashMap<Vec<StepTold>, usize> = HashMap::new();
    for pair in pairs {
        for (was, is) in pair.levels() {
            let name = format!("{} {}", pair.new.name, is.key);
            let was = steps::of(before.side, pair.old, was);
            let is = steps::of(after.side, pair.new, is);
            let mut changes = Vec::new();
            for index in 0..was.len().max(is.len()) {
                let was = Reached::of(was.get(index), before, &str::to_string);
                let is = Reached::of(is.get(index), after, &|channel| names.before(channel));
                changes.extend(step(index + 1, &was, &is, &zone));
            }
            if changes.is_empty() {
                continue;
            }
            let key = changes.iter().map(StepTold::without_latest).collect();
            let place = *places.entry(key).or_insert_with(|| {
                found.push(Told { levels: Vec::new(), steps: changes.clone() });
                found.len() - 1
            });
            found[place].add(name, &changes);
        }
    }
    found
}

/// Who hears of a step.
#[derive(Default)]
struct Reached {
    /// By the name that the channel has in the old program; with its name for people.
    channels: BTreeMap<String, (String, Times)>,
    /// From the breach to the first notification, at the latest.
    latest: Option<Millis>,
}

impl Reached {
    fn of(step: Option<&Step>, notices: &mut Notices, key: &dyn Fn(&str) -> String) -> Reached {
        let mut reached = Reached::default();
        let Some(step) = step else { return reached };
        let labels: Vec<Label> = step.labels.iter().map(|(label, value)| (*label, value.as_ref())).collect();
        for destination in notices.of(&labels).iter().flat_map(|node| node.iter()) {
            let latest = step.latest(destination);
            reached.latest = Some(reached.latest.map_or(latest, |other| other.min(latest)));
            let Channel { name, kind, .. } = destination.channel;
            let times = (*destination.times).clone();
            let channel = reached.channels.entry(key(name));
            channel
                .and_modify(|(_, known)| *known = known.union(&times))
                .or_insert((format!("{name} ({kind})"), times));
        }
        reached
    }
}

/// What differs at one step.
fn step(number: usize, was: &Reached, is: &Reached, zone: &TimeZone) -> Vec<StepTold> {
    let mut changes: Vec<(Times, StepTold)> = Vec::new();
    let change = |times: Times, changes: &mut Vec<(Times, StepTold)>| -> Option<usize> {
        if times.is_never() {
            return None;
        }
        let known = changes.iter().position(|(known, _)| *known == times);
        Some(known.unwrap_or_else(|| {
            let words = (!times.is_always()).then(|| in_words(&times, zone));
            changes.push((times, StepTold { step: number, times: words, ..StepTold::default() }));
            changes.len() - 1
        }))
    };
    for (key, (name, times)) in &is.channels {
        let new = was.channels.get(key).map_or(times.clone(), |(_, before)| times.without(before));
        if let Some(place) = change(new, &mut changes) {
            changes[place].1.now.push(name.clone());
        }
    }
    for (key, (name, times)) in &was.channels {
        let gone = is.channels.get(key).map_or(times.clone(), |(_, after)| times.without(after));
        if let Some(place) = change(gone, &mut changes) {
            changes[place].1.no_longer.push(name.clone());
        }
    }
    let mut changes: Vec<StepTold> = changes.into_iter().map(|(_, change)| change).collect();
    if let (Some(was), Some(is)) = (was.latest, is.latest)
        && was != is
    {
        let (latest_was, latest) = (Some(duration_text(was)), Some(duration_text(is)));
        let sooner = (is < was).then(|| duration_text(was - is));
        let later = (is > was).then(|| duration_text(is - was));
        changes.push(StepTold { step: number, sooner, later, latest_was, latest, ..StepTold::default() });
    }
    changes
}

/// Channels that go on under another name are the same to those who are told.
struct ChannelNames<'a> {
    before: HashMap<&'a str, &'a str>,
}

impl<'a> ChannelNames<'a> {
    fn new(old: Side<'a>, new: Side<'a>) -> ChannelNames<'a> {
        let (old, new) = (&old.model.channels, &new.model.channels);
        let names = |channels: &'a [Channel]| -> HashSet<&'a str> {
            channels.iter().map(|channel| channel.name.as_str()).collect()
        };
        let (known, there) = (names(old), names(new));
        let gone: Vec<&Channel> =
            old.iter().filter(|channel| !there.contains(channel.name.as_str())).collect();
        let came = new.iter().filter(|channel| !known.contains(channel.name.as_str()));
        let before = came.filter_map(|channel| {
            let same = |old: &&&Channel| old.kind == channel.kind && old.settings == channel.settings;
            Some((channel.name.as_str(), gone.iter().find(same)?.name.as_str()))
        });
        ChannelNames { before: before.collect() }
    }

    /// The name in the old program of a channel of the new one.
    fn before(&self, name: &str) -> String {
        self.before.get(name).copied().unwrap_or(name).to_string()
    }
}

/// The zone of most intervals; UTC where there are none.
fn most_used_zone(old: Side, new: Side) -> TimeZone {
    let intervals = [old, new].into_iter().flat_map(|side| &side.config.time_intervals);
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in
        intervals.flat_map(|named| named.intervals).filter_map(|interval| interval.location.as_deref())
    {
        *count.entry(zone).or_default() += 1;
    }
    let zone = count.into_iter().max_by_key(|(_, count)| *count).map(|(zone, _)| TimeZone::get(zone));
    zone.and_then(Result::ok).unwrap_or(TimeZone::UTC)
}
