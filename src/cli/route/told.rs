//! A receiver that is told: its channels, the settings with where they were set, and when it is muted.

use super::answer::path_text;
use crate::lower::{AlertmanagerConfig, Integrations};
use crate::model::Setting;
use crate::quantity::duration_text;
use crate::reach::clock;
use crate::reach::concrete::{Calendar, Quiet, Set, Setter, Visit};
use jiff::Zoned;
use serde::Serialize;
use std::collections::BTreeMap;

/// A receiver that is told.
#[derive(Serialize)]
pub(super) struct Told {
    pub path: String,
    pub receiver: String,
    pub receiver_from: String,
    pub channels: Vec<Channel>,
    pub group_by: Value<Vec<String>>,
    pub group_wait: Value<String>,
    pub group_interval: Value<String>,
    pub repeat_interval: Value<String>,
    pub active_time_intervals: Vec<String>,
    pub mute_time_intervals: Vec<String>,
    /// None without a time, or when it is told.
    pub muted: Option<Muted>,
}

#[derive(Serialize)]
pub(super) struct Channel {
    pub kind: String,
    /// Its name in the program, else what of its settings tells it from others.
    pub name: Option<String>,
}

/// A setting and where it was set: `here`, `route.routes[0]`, `default`.
#[derive(Serialize)]
pub(super) struct Value<T> {
    pub value: T,
    pub from: String,
}

#[derive(Serialize)]
pub(super) struct Muted {
    /// `in` these muting intervals, or `outside` all of these active ones.
    pub how: &'static str,
    pub intervals: Vec<String>,
    /// What the clocks of these intervals show.
    pub clocks: Vec<String>,
}

impl Told {
    pub fn new(visit: &Visit, config: &AlertmanagerConfig, calendar: &Calendar, at: Option<&Zoned>) -> Told {
        let from = |by: Setter| match by {
            Setter::Default => "default".to_string(),
            Setter::Node(depth) if depth == visit.path.len() => "here".to_string(),
            Setter::Node(depth) => path_text(&visit.path[..depth]),
        };
        let time = |set: Set<i64>| Value { value: duration_text(set.value), from: from(set.by) };
        let settings = &visit.settings;
        let receiver = config.receivers.iter().find(|receiver| receiver.name == settings.receiver.value);
        let integrations = receiver.map_or(&[][..], |receiver| &receiver.integrations);
        Told {
            path: path_text(&visit.path),
            receiver: settings.receiver.value.to_string(),
            receiver_from: from(settings.receiver.by),
            channels: integrations.iter().flat_map(channels).collect(),
            group_by: Value {
                value: settings.group_by.value.iter().map(|label| label.to_string()).collect(),
                from: from(settings.group_by.by),
            },
            group_wait: time(settings.group_wait),
            group_interval: time(settings.group_interval),
            repeat_interval: time(settings.repeat_interval),
            active_time_intervals: visit.route.active_time_intervals.clone(),
            mute_time_intervals: visit.route.mute_time_intervals.clone(),
            muted: at.and_then(|at| muted(visit, config, calendar, at)),
        }
    }
}

fn muted(visit: &Visit, config: &AlertmanagerConfig, calendar: &Calendar, at: &Zoned) -> Option<Muted> {
    let (how, intervals): (_, Vec<String>) = match calendar.quiet(visit.route, at.timestamp())? {
        Quiet::Outside(names) => ("outside", names.to_vec()),
        Quiet::Muted(names) => ("in", names.into_iter().map(str::to_string).collect()),
    };
    let named = config.time_intervals.iter().filter(|named| intervals.contains(&named.name));
    // Each zone once, by its name.
    let zones = named
        .flat_map(|named| named.intervals)
        .map(|interval| (interval.location.clone().unwrap_or("UTC".to_string()), clock::zone(interval)));
    let zones: BTreeMap<String, jiff::tz::TimeZone> = zones.collect();
    let clocks = zones.into_iter().map(|(name, zone)| {
        let reading = zone.to_datetime(at.timestamp()).strftime("%a %Y-%m-%d %H:%M").to_string();
        match name.as_str() {
            "Local" => format!("{reading} in UTC, if that is the clock of Alertmanager's machine"),
            name => format!("{reading} in {name}"),
        }
    });
    Some(Muted { how, intervals, clocks: clocks.collect() })
}

/// By which of its settings a person knows a channel that has no name.
const TELLING: [(&str, &str); 6] = [
    ("slack", "channel"),
    ("mattermost", "channel"),
    ("email", "to"),
    ("telegram", "chat_id"),
    ("jira", "project"),
    ("sns", "topic_arn"),
];

fn channels<'a>(of_kind: &'a Integrations) -> impl Iterator<Item = Channel> + 'a {
    of_kind.settings.iter().enumerate().map(|(index, settings)| {
        let telling = TELLING.iter().find(|(kind, _)| *kind == of_kind.kind).and_then(|(_, key)| {
            let (_, value) = settings.iter().find(|(name, _)| name == key)?;
            match value {
                Setting::Text(text) | Setting::Number(text) => Some(text.clone()),
                _ => None,
            }
        });
        let name = of_kind.channels.get(index).map(|name| name.to_string());
        Channel { kind: of_kind.kind.to_string(), name: name.or(telling) }
    })
}
