//! Channels, escalations, severities: who is told, and when.

use super::{ChannelId, EscalationId, Interval, Millis, Pair, ServiceId, SeverityId, WindowId};
use crate::text::Span;

/// Alertmanager's own settings.
#[derive(Clone, Debug)]
pub struct Alertmanager {
    /// Told of alerts that no route knows: the root receiver.
    pub fallback: Vec<ChannelId>,
    pub group_by: Vec<String>,
    pub group_wait: Millis,
    pub group_interval: Millis,
    pub repeat_interval: Millis,
    /// `global`, in source order.
    pub global: Vec<(String, Setting)>,
    pub templates: Vec<String>,
}

/// One integration with its settings, as Alertmanager names them.
#[derive(Clone, Debug)]
pub struct Channel {
    pub name: String,
    /// `pagerduty`, `slack`, …: the part of `pagerduty_configs` before `_configs`.
    pub kind: String,
    pub settings: Vec<(String, Setting)>,
    pub span: Span,
}

/// A setting's value, as it stands in the YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    Text(String),
    /// A number's text.
    Number(String),
    Bool(bool),
    List(Vec<Setting>),
    Map(Vec<(String, Setting)>),
}

/// `window office-hours { … }`
#[derive(Clone, Debug)]
pub struct Window {
    pub name: String,
    pub intervals: Vec<Interval>,
    pub span: Span,
}

/// `maintenance monthly { … mutes … }`
#[derive(Clone, Debug)]
pub struct Maintenance {
    pub name: String,
    pub intervals: Vec<Interval>,
    pub mutes: Vec<Mutes>,
    pub span: Span,
}

/// Alerts of these severities on these services; an empty list means all.
#[derive(Clone, Debug)]
pub struct Mutes {
    pub severities: Vec<SeverityId>,
    pub services: Vec<ServiceId>,
}

/// `escalation immediate { … }`, or what `severity info { notify digest }` implies.
#[derive(Clone, Debug)]
pub struct Escalation {
    /// The value of the `escalation_policy` label.
    pub name: String,
    /// In order; the first has `after` 0.
    pub steps: Vec<Step>,
    /// `repeat every`: the steps' `repeat_interval`.
    pub repeat: Option<Millis>,
    pub group_wait: Option<Millis>,
    pub group_interval: Option<Millis>,
    pub group_by: Option<Vec<String>>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Step {
    /// Since the alert fired.
    pub after: Millis,
    pub notify: Vec<Notify>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Notify {
    pub channels: Vec<ChannelId>,
    pub when: Option<When>,
}

/// Inside or outside a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    pub window: WindowId,
    pub outside: bool,
}

/// `severity critical { escalate immediate }`
#[derive(Clone, Debug)]
pub struct Severity {
    pub name: String,
    /// Smaller is more severe.
    pub rank: u32,
    /// What a level does when it names no escalation of its own.
    pub escalation: EscalationId,
    pub labels: Vec<Pair>,
    pub span: Span,
}

/// Ranks of the names that everyone uses; smaller is more severe.
pub const RANKS: &[(&str, u32)] = &[
    ("page", 10),
    ("critical", 10),
    ("emergency", 10),
    ("error", 20),
    ("high", 20),
    ("major", 20),
    ("warning", 30),
    ("medium", 30),
    ("minor", 30),
    ("low", 40),
    ("ticket", 40),
    ("info", 50),
    ("notice", 50),
    ("none", 90),
];

/// The rank of a severity of this name, whatever its capitals.
pub fn known_rank(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    RANKS.iter().find(|(known, _)| *known == name).map(|(_, rank)| *rank)
}
