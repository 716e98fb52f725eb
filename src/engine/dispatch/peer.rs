//! One Alertmanager of a cluster: what is in its memory, and on its disk.

use super::alert::{AlertId, Known};
use super::group::{Group, Kept};
use super::inhibition::Inhibitor;
use super::log::Log;
use super::options::{Options, last_round};
use crate::model::Millis;
use crate::reach::concrete::NodeId;
use crate::series::Labels;
use std::collections::HashMap;

/// A group of one peer. Numbers are not used twice: a timer of a group that is gone finds none.
pub(super) type GroupId = u64;

#[derive(Debug)]
pub(super) struct Peer<'c> {
    pub state: State,
    pub started_at: Millis,
    pub known: HashMap<AlertId, Known>,
    collected_at: Millis,
    pub groups: HashMap<GroupId, Group>,
    pub by_labels: HashMap<(NodeId, Labels), GroupId>,
    /// What was said last about alerts that are kept from a group's receiver. It outlives the group: Prometheus
    /// sends a resolved alert again and again, each time to a new one.
    pub said: HashMap<(NodeId, Labels), Vec<Kept>>,
    pub inhibitor: Inhibitor<'c>,
    pub log: Log,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Up,
    /// It said good-bye, the others know.
    Left,
    /// It said nothing.
    Lost {
        at: Millis,
    },
}

impl<'c> Peer<'c> {
    pub fn new(started_at: Millis, inhibitor: Inhibitor<'c>) -> Peer<'c> {
        Peer {
            state: State::Up,
            started_at,
            known: HashMap::new(),
            collected_at: started_at,
            groups: HashMap::new(),
            by_labels: HashMap::new(),
            said: HashMap::new(),
            inhibitor,
            log: Log::default(),
        }
    }

    pub fn is_up(&self) -> bool {
        self.state == State::Up
    }

    /// Whether the others wait for it.
    pub fn is_counted(&self, now: Millis, options: &Options) -> bool {
        match self.state {
            State::Up => true,
            State::Left => false,
            State::Lost { at } => now < at.saturating_add(options.loss_detection),
        }
    }

    /// Forgets the alerts that had resolved when Alertmanager last did.
    pub fn collect(&mut self, now: Millis, options: &Options) {
        let round = last_round(self.started_at, options.gc_interval, now);
        if round > self.collected_at {
            self.collected_at = round;
            self.known.retain(|_, alert| !alert.is_resolved(round));
        }
    }

    /// When the notification log was cleaned last. Not at its start: what it finds then may have expired.
    pub fn cleaned_at(&self, now: Millis, options: &Options) -> Millis {
        let saved = self.saved_at(now, options);
        if saved > self.started_at { saved } else { Millis::MIN }
    }

    /// When the notification log was saved last, or loaded.
    pub fn saved_at(&self, now: Millis, options: &Options) -> Millis {
        last_round(self.started_at, options.maintenance_interval, now)
    }

    /// What is in memory alone is gone.
    pub fn forget(&mut self) {
        self.known.clear();
        self.drop_groups();
    }

    pub fn drop_groups(&mut self) {
        self.groups.clear();
        self.by_labels.clear();
        self.said.clear();
    }

    pub fn start(&mut self, now: Millis) {
        self.state = State::Up;
        self.started_at = now;
        self.collected_at = now;
        self.inhibitor.forget(now);
    }
}
