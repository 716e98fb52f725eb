//! What happened in a run: states of alerts, notifications, and what was not told.

use crate::engine::rules::{RulePlace, State};
use crate::model::Millis;
use crate::series::Labels;
use std::sync::Arc;

/// All that happened between two instants, in the order in which it did.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub start: Millis,
    /// What is to be told begins here: before, rules ran only so that they know what they look back on.
    pub since: Millis,
    pub end: Millis,
    /// In the order in which they first became active.
    pub instances: Vec<Instance>,
    pub notices: Vec<Notice>,
    pub withheld: Vec<Withheld>,
    pub failures: Vec<Failed>,
    /// How often a group of rules was evaluated.
    pub evaluations: usize,
}

/// The alerts of one rule with one set of labels, over the whole run.
#[derive(Clone, Debug)]
pub struct Instance {
    pub rule: RulePlace,
    /// With `alertname` and the labels of the rule, without external labels.
    pub labels: Labels,
    /// When it was active; between them it was not.
    pub stretches: Vec<Stretch>,
    /// What was seen when: one for each evaluation at which it was active. Empty when details are not kept.
    pub looks: Vec<Look>,
}

/// A time in which an alert was in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub state: State,
    /// The evaluation that brought it there.
    pub start: Millis,
    /// The evaluation that brought it elsewhere; none when it was still there at the end of the run.
    pub end: Option<Millis>,
}

/// An active alert at one evaluation.
#[derive(Clone, Debug)]
pub struct Look {
    pub at: Millis,
    pub value: f64,
    /// Names and expanded texts, sorted by name.
    pub annotations: Arc<[(String, String)]>,
}

/// One message to one channel.
#[derive(Clone, Debug)]
pub struct Notice {
    pub at: Millis,
    pub receiver: String,
    /// `pagerduty`
    pub kind: String,
    /// The name of the channel in the program; of a configuration without names the receiver's.
    pub channel: String,
    /// What its alerts have in common.
    pub group: Labels,
    pub alerts: Vec<Told>,
    pub why: Why,
}

/// An alert in a message.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its place in [`Record::instances`].
    pub instance: Option<usize>,
    /// With external labels.
    pub labels: Labels,
    pub resolved: bool,
}

/// What moved Alertmanager to send a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// The group is told of for the first time, or after it was all over.
    New,
    /// More of its alerts fire than were told.
    More,
    /// Some of them are over.
    Resolved,
    /// Nothing is new, but `repeat_interval` has passed.
    Repeat,
}

/// An alert that would have been in a message, and was not.
#[derive(Clone, Debug)]
pub struct Withheld {
    pub at: Millis,
    pub receiver: String,
    pub instance: Option<usize>,
    pub labels: Labels,
    pub by: By,
}

/// What keeps an alert back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    Silence,
    /// Another alert that fires.
    Inhibition,
    /// The time: out of the route's active intervals, or in one that mutes it.
    Time(String),
}

/// A rule that could not be evaluated.
#[derive(Clone, Debug)]
pub struct Failed {
    pub at: Millis,
    pub rule: RulePlace,
    /// In Prometheus' words.
    pub message: String,
}

impl Instance {
    /// What it is at an instant: as the last evaluation at or before it left it.
    pub fn state_at(&self, at: Millis) -> State {
        let next = self.stretches.partition_point(|stretch| stretch.start <= at);
        let last = next.checked_sub(1).map(|index| self.stretches[index]);
        last.filter(|stretch| stretch.end.is_none_or(|end| at < end))
            .map_or(State::Inactive, |stretch| stretch.state)
    }

    /// What the last evaluation at or before an instant saw; none when it was not active then.
    pub fn look_at(&self, at: Millis) -> Option<&Look> {
        if self.state_at(at) == State::Inactive {
            return None;
        }
        let next = self.looks.partition_point(|look| look.at <= at);
        self.looks.get(next.checked_sub(1)?)
    }

    /// Whether it was active at any time from an instant on.
    pub fn is_active_since(&self, since: Millis) -> bool {
        self.stretches.last().is_some_and(|last| last.end.is_none_or(|end| end > since))
    }

    /// The times in which it fired.
    pub fn fired(&self) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter(|stretch| stretch.state == State::Firing)
    }
}
