//! What happened, told below an expectation that failed.

use super::clock::Clock;
use crate::engine::rules::State;
use crate::engine::world::{By, Instance, Look, Notice, Told, Why, Withheld};
use crate::lower::AlertmanagerConfig;
use crate::model::{Millis, Model};
use crate::quantity::{Dimension, humanised};
use crate::series::Labels;
use crate::text::go::quote;

/// Titled lines. They are few: who wants all looks at `larum simulate`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    lines: Vec<String>,
    /// Names of labels that all alerts have when they are sent.
    external: Vec<String>,
    /// The channels of each receiver.
    channels: Vec<(String, String)>,
}

/// Longer lines are broken: they stand two columns from the left.
const LONGEST: usize = 78;

/// How many alerts or messages are told of one by one.
const MOST: usize = 12;

impl Story {
    pub(super) fn new(model: &Model, config: &AlertmanagerConfig) -> Story {
        let names = model.prometheus.external_labels.iter().map(|(name, _)| name.clone());
        let channels = config.receivers.iter().map(|receiver| {
            let names: Vec<&str> =
                receiver.integrations.iter().flat_map(|kind| kind.channels.iter().copied()).collect();
            (receiver.name.to_string(), names.join(", "))
        });
        Story { lines: Vec::new(), external: names.collect(), channels: channels.collect() }
    }

    /// What was told of, without the names that it was told with.
    pub(super) fn told_of(self) -> Story {
        Story { lines: self.lines, ..Story::default() }
    }

    /// People know channels, and no receivers that the compiler makes of them.
    fn heard_by<'a>(&'a self, receiver: &'a str) -> &'a str {
        let known = self.channels.iter().find(|(name, _)| name == receiver);
        known.map_or(receiver, |(_, channels)| channels)
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub(super) fn title(&mut self, text: &str) {
        self.lines.push(text.to_string());
    }

    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref().trim_end();
        let indent = 2 + text.len() - text.trim_start().len();
        let mut line = " ".repeat(indent);
        let mut empty = true;
        for word in text.trim_start().split_inclusive(' ') {
            if !empty && line.chars().count() + word.trim_end().chars().count() > LONGEST {
                self.lines.push(line.trim_end().to_owned());
                line = " ".repeat(indent + 4);
            }
            line += word;
            empty = false;
        }
        self.lines.push(line);
    }

    /// The same as what was told before it: in a word.
    pub(super) fn as_above(&self) -> Story {
        let title = self.lines.first().cloned().unwrap_or_default();
        Story { lines: vec![format!("{title}: as above")], ..Story::default() }
    }

    /// Says how many are left out.
    pub(super) fn and_more_of(&mut self, all: usize, shown: usize) {
        if all > shown {
            self.line(format!("… and {} more", all - shown));
        }
    }

    /// When each alert was in which state.
    pub(super) fn timelines(&mut self, instances: &[&Instance], clock: &Clock, start: Millis) {
        self.title("what happened");
        if instances.is_empty() {
            self.line("it was never pending or firing");
        }
        self.each_timeline(instances, clock, start);
    }

    /// Alerts of the same name that are not meant.
    pub(super) fn others(&mut self, instances: &[&Instance], clock: &Clock, start: Millis) {
        if !instances.is_empty() {
            self.title("others of this name");
            self.each_timeline(instances, clock, start);
        }
    }

    fn each_timeline(&mut self, instances: &[&Instance], clock: &Clock, start: Millis) {
        for instance in instances.iter().take(MOST) {
            self.line(self.identity(&instance.labels));
            self.line(format!("  {}", timeline(instance, clock, start)));
        }
        self.and_more_of(instances.len(), MOST);
    }

    pub(super) fn alert(&mut self, instance: &Instance, look: &Look, dimension: Option<Dimension>) {
        self.line(self.identity(&instance.labels));
        self.line(format!("  value {}", humanised(look.value, dimension)));
        for (name, text) in look.annotations.iter() {
            self.line(format!("  {name} {}", quote(text)));
        }
    }

    /// Messages and what was held back, in the order in which it happened.
    pub(super) fn told(&mut self, notices: &[&Notice], withheld: &[&Withheld], clock: &Clock) {
        self.title("who was told");
        let mut lines: Vec<(Millis, String)> =
            notices.iter().map(|one| (one.at, self.message(one))).collect();
        lines.extend(self.held_back(withheld));
        lines.sort_by_key(|(at, _)| *at);
        if lines.is_empty() {
            self.line("nobody");
        }
        let width = lines.iter().take(MOST).map(|(at, _)| time(*at, clock).len()).max().unwrap_or(0);
        for (at, line) in lines.iter().take(MOST) {
            self.line(format!("{:<width$}  {line}", time(*at, clock)));
        }
        self.and_more_of(lines.len(), MOST);
    }
}

fn time(at: Millis, clock: &Clock) -> String {
    let calendar = clock.calendar(at).map(|text| format!(" ({text})"));
    clock.text(at) + &calendar.unwrap_or_default()
}

fn timeline(instance: &Instance, clock: &Clock, start: Millis) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut quiet_since = Some(start);
    for stretch in &instance.stretches {
        if quiet_since.is_some_and(|since| since < stretch.start) {
            let since = quiet_since.unwrap_or(start);
            parts.push(match since == start {
                true => "inactive".to_string(),
                false => format!("inactive from {}", clock.text(since)),
            });
        }
        parts.push(format!("{} from {}", stretch.state.word(), clock.text(stretch.start)));
        quiet_since = stretch.end;
    }
    if let Some(end) = quiet_since.filter(|end| *end > start) {
        let fired = instance.stretches.last().is_some_and(|last| last.state == State::Firing);
        let word = if fired { "resolved" } else { "inactive" };
        parts.push(format!("{word} at {}", clock.text(end)));
    }
    parts.join(" → ")
}

impl Story {
    /// An alert by what tells it from others: its name and labels, without those that the compiler adds for routes.
    fn identity(&self, labels: &Labels) -> String {
        let name = labels.get("alertname");
        let others = labels.filter(|name| {
            let added = ["alertname", "escalation_policy", "service"].contains(&name);
            !added && !self.external.iter().any(|external| external == name)
        });
        match others.is_empty() {
            true => name.to_string(),
            false => format!("{name}{others}"),
        }
    }

    /// `oncall: Down{job="shop"}`
    fn message(&self, notice: &Notice) -> String {
        let alerts = |resolved: bool| -> Vec<&Told> {
            notice.alerts.iter().filter(|told| told.resolved == resolved).collect()
        };
        let mut parts = Vec::new();
        for (told, word) in [(alerts(false), "fires"), (alerts(true), "is resolved")] {
            if let Some(first) = told.first() {
                let more =
                    if told.len() > 1 { format!(" and {} more", told.len() - 1) } else { String::new() };
                parts.push(format!("{}{more} {word}", self.identity(&first.labels)));
            }
        }
        let again = if notice.why == Why::Repeat { " (again)" } else { "" };
        format!("{}: {}{again}", notice.channel, parts.join(", "))
    }

    /// The first time that an alert was held back from a receiver for one reason.
    fn held_back(&self, withheld: &[&Withheld]) -> Vec<(Millis, String)> {
        let mut seen: Vec<(&str, &Labels, &By)> = Vec::new();
        let mut lines = Vec::new();
        for one in withheld {
            let key = (one.receiver.as_str(), &one.labels, &one.by);
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let by = match &one.by {
                By::Silence => "by a silence".to_string(),
                By::Inhibition => "by another alert that fires".to_string(),
                By::Time(name) => format!("by the times of `{name}`"),
            };
            let who = self.heard_by(&one.receiver);
            lines.push((one.at, format!("{who}: {} is held back {by}", self.identity(&one.labels))));
        }
        lines
    }
}
