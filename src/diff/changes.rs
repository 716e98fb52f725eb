//! What differs, in words: the one value that all formats are drawn from.

use super::deploy::Deployed;
use super::told::Told;
use serde::Serialize;

/// How two programs differ.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// Sorted by kind; in the order of the new source, removed ones last.
    pub things: Vec<Thing>,
    /// Levels of alerts that both programs have, where someone else is told, or at other times.
    pub told: Vec<Told>,
    /// What the deploy does to alerts that fire meanwhile.
    pub deployed: Vec<Deployed>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.told.is_empty() && self.deployed.is_empty()
    }
}

/// Something with a name that was added, removed or changed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Thing {
    pub kind: Kind,
    pub name: String,
    pub fate: Fate,
    /// Its name before, when it has another one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// `file:line` in the new program, in the old one when it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    pub differences: Vec<Difference>,
}

/// What kind of thing it is, in the order in which people ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Alert,
    Record,
    Service,
    Severity,
    Escalation,
    Channel,
    Window,
    Maintenance,
    Inhibition,
    Watchdog,
    Prometheus,
    Alertmanager,
}

impl Kind {
    /// The word of the language, or what is nearest to it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Alert => "alert",
            Kind::Record => "record",
            Kind::Service => "service",
            Kind::Severity => "severity",
            Kind::Escalation => "escalation",
            Kind::Channel => "channel",
            Kind::Window => "window",
            Kind::Maintenance => "maintenance",
            Kind::Inhibition => "inhibition",
            Kind::Watchdog => "watchdog",
            Kind::Prometheus => "prometheus",
            Kind::Alertmanager => "alertmanager",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    Added,
    Removed,
    Changed,
}

/// One value of a thing that differs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Difference {
    /// The level of the alert, the step of the escalation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// `threshold`, `for`, `label team`
    pub what: String,
    /// None: there was none.
    pub old: Option<String>,
    /// None: there is none any more.
    pub new: Option<String>,
}

/// Collects the differences of one thing.
#[derive(Default)]
pub(super) struct Differences {
    part: Option<String>,
    pub found: Vec<Difference>,
}

impl Differences {
    /// What follows is about this part.
    pub fn of_part(&mut self, part: &str) {
        self.part = Some(part.to_string());
    }

    pub fn add(&mut self, what: impl Into<String>, old: Option<String>, new: Option<String>) {
        self.found.push(Difference { part: self.part.clone(), what: what.into(), old, new });
    }

    /// Adds it when the two are not the same. Empty text is none.
    pub fn compare(&mut self, what: impl Into<String>, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            let some = |text: String| (!text.is_empty()).then_some(text);
            self.add(what, some(old), some(new));
        }
    }
}
