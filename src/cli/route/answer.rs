//! The answer as plain data: what JSON shows, and what the text is drawn from.

use super::Failure;
use super::labels::Labels;
use crate::emit::matcher_text;
use crate::lower::{AlertmanagerConfig, Integrations};
use crate::model::Setting;
use crate::quantity::duration_text;
use crate::reach::clock;
use crate::reach::concrete::{
    Calendar, Decision, Inhibitor, Label, Quiet, Set, Setter, Tree, Visit, value_of,
};
use jiff::Zoned;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is asked.
pub(super) struct Question {
    pub labels: Labels,
    /// Other alerts that fire.
    pub firing: Vec<Labels>,
    pub at: Option<Zoned>,
    /// Names of labels that were not given.
    pub added: Vec<String>,
    pub notes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Answer {
    #[serde(serialize_with = "as_map")]
    pub labels: Labels,
    /// Those of the labels that the program adds.
    pub added: Vec<String>,
    pub at: Option<String>,
    pub nodes: Vec<Node>,
    pub inhibited_by: Vec<Inhibited>,
    pub told: Vec<Told>,
    pub notes: Vec<String>,
}

/// A node of the tree that was come to.
#[derive(Serialize)]
pub(super) struct Node {
    /// `route.routes[3]`
    pub path: String,
    #[serde(skip)]
    pub depth: usize,
    pub matchers: Vec<String>,
    #[serde(rename = "continue")]
    pub continues: bool,
    /// `refuses`, `passes on`, `tells` or `not asked`.
    pub decision: &'static str,
    /// The matcher that does not hold, and the label that it asks for.
    pub because: Option<Because>,
}

#[derive(Serialize)]
pub(super) struct Because {
    pub matcher: String,
    pub label: String,
    /// Empty when the alert has no such label.
    pub value: String,
}

/// A rule by which the alert tells nobody.
#[derive(Serialize)]
pub(super) struct Inhibited {
    pub rule: usize,
    pub name: String,
    #[serde(serialize_with = "as_map")]
    pub source: Labels,
    /// False where Alertmanager may look at another source first, which does not count.
    pub certain: bool,
}

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

fn as_map<S: serde::Serializer>(labels: &Labels, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(labels.iter().map(|(name, value)| (name, value)))
}

impl Answer {
    pub fn new(question: Question, config: &AlertmanagerConfig) -> Result<Answer, Failure> {
        let bad = |error: crate::reach::concrete::BadRegex| Failure::new(error.to_string());
        let tree = Tree::new(config).map_err(bad)?;
        let inhibitor = Inhibitor::new(config).map_err(bad)?;
        let labels = borrowed(&question.labels);
        let firing: Vec<Vec<Label>> = question.firing.iter().map(borrowed).collect();
        let inhibitions = inhibitor.inhibitions(&labels, &firing).into_iter().flat_map(|found| {
            let sources = found.sources.iter().map(|source| question.firing[*source].clone());
            let inhibited = |source| Inhibited {
                rule: found.index,
                name: found.rule.name.to_string(),
                source,
                certain: found.certain,
            };
            sources.map(inhibited).collect::<Vec<_>>()
        });
        let calendar = Calendar::new(config);
        let told = tree.visits(&labels);
        let told = told.iter().map(|visit| Told::new(visit, config, &calendar, question.at.as_ref()));
        Ok(Answer {
            nodes: nodes(&tree, &labels),
            inhibited_by: inhibitions.collect(),
            told: told.collect(),
            at: question.at.as_ref().map(Zoned::to_string),
            added: question.added,
            notes: question.notes,
            labels: question.labels,
        })
    }

    pub fn json(&self) -> Result<String, Failure> {
        let text = serde_json::to_string_pretty(self);
        text.map(|text| text + "\n").map_err(|error| Failure::new(format!("cannot print: {error}")))
    }
}

fn borrowed(labels: &Labels) -> Vec<Label<'_>> {
    labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn nodes(tree: &Tree, labels: &[Label]) -> Vec<Node> {
    let steps = tree.steps(labels).into_iter();
    let node = |step: crate::reach::concrete::Step| {
        let node = &tree.nodes[step.node];
        let (decision, because) = match step.decision {
            Decision::Refuses(test) => {
                let label = test.matcher.label.to_string();
                let value = value_of(labels, &label).to_string();
                ("refuses", Some(Because { matcher: matcher_text(test.matcher), label, value }))
            }
            Decision::PassesOn => ("passes on", None),
            Decision::Tells => ("tells", None),
            Decision::NotAsked => ("not asked", None),
        };
        Node {
            path: path_text(&tree.path(step.node)),
            depth: node.depth,
            matchers: node.route.matchers.iter().map(matcher_text).collect(),
            continues: node.route.continues,
            decision,
            because,
        }
    };
    steps.map(node).collect()
}

fn path_text(path: &[usize]) -> String {
    path.iter().fold("route".to_string(), |text, position| format!("{text}.routes[{position}]"))
}

impl Told {
    fn new(visit: &Visit, config: &AlertmanagerConfig, calendar: &Calendar, at: Option<&Zoned>) -> Told {
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
