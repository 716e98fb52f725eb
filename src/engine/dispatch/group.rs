//! A group of alerts at a route, and what of it is on its way to the receiver.

use super::alert::{AlertId, Known};
use super::told::{By, GroupName, Status, Told};
use crate::model::Millis;
use crate::reach::concrete::NodeId;
use crate::series::LabelSets;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Debug)]
pub(super) struct Group {
    pub name: Arc<GroupName>,
    pub node: NodeId,
    pub alerts: HashMap<AlertId, Known>,
    /// When its timer goes off next; a flush that takes longer delays what follows.
    pub next: Millis,
    /// Its flush that waits for other peers.
    pub flight: Option<Flight>,
}

/// Alerts of a flush that are kept from the receiver: since when each fires, and whether it had resolved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub by: By,
    pub alerts: Vec<(AlertId, Millis, bool)>,
}

impl Kept {
    pub fn new(by: By, shots: &[Shot]) -> Kept {
        let alert = |shot: &Shot| (shot.alert.id, shot.alert.starts_at, shot.is_resolved);
        Kept { by, alerts: shots.iter().map(alert).collect() }
    }

    /// Whether only the end of a flush shows it, for one integration.
    pub fn is_of_integration(&self) -> bool {
        matches!(self.by, By::ResolvedNotSent(_) | By::NeverTold(_))
    }
}

/// A flush: at first all alerts of the group, then what is left once all that is suppressed is gone.
#[derive(Debug)]
pub(super) struct Flight {
    /// When the group's timer went off: a repetition is due by this time, not by that of its delivery.
    pub due: Millis,
    /// In the order of the message.
    pub alerts: Vec<Shot>,
    /// The alerts that go when the flush is done.
    pub resolved: Vec<(AlertId, u64)>,
}

/// An alert as it was at a flush: it does not resolve while others are waited for.
#[derive(Clone, Debug)]
pub(super) struct Shot {
    pub alert: Known,
    pub is_resolved: bool,
}

impl Shot {
    pub fn told(&self, sets: &LabelSets) -> Told {
        Told {
            labels: sets.labels(self.alert.id).clone(),
            annotations: Arc::clone(&self.alert.annotations),
            status: if self.is_resolved { Status::Resolved } else { Status::Firing },
            starts_at: self.alert.starts_at,
            ends_at: self.is_resolved.then_some(self.alert.ends_at),
        }
    }
}

impl Group {
    pub fn new(name: Arc<GroupName>, node: NodeId) -> Group {
        Group { name, node, alerts: HashMap::new(), next: 0, flight: None }
    }

    /// All of its alerts, in the order of a message.
    pub fn shots(&self, sets: &LabelSets, now: Millis) -> Vec<Shot> {
        let shot = |alert: &Known| Shot { alert: alert.clone(), is_resolved: alert.is_resolved(now) };
        let mut shots: Vec<Shot> = self.alerts.values().map(shot).collect();
        shots.sort_by(|one, other| {
            super::order::by_message(sets.labels(one.alert.id), sets.labels(other.alert.id))
        });
        shots
    }

    /// After a flush: those that had resolved go, unless they were sent again since.
    pub fn remove(&mut self, resolved: &[(AlertId, u64)]) {
        for (id, version) in resolved {
            if self.alerts.get(id).is_some_and(|alert| alert.version == *version) {
                self.alerts.remove(id);
            }
        }
    }
}
