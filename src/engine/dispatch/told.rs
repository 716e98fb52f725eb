//! What the dispatcher says: who is told what and why, and what nobody is told and why.

use super::silences::SilenceId;
use crate::model::Millis;
use crate::series::Labels;
use std::fmt;
use std::sync::Arc;

/// A message to one integration of a receiver.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    pub at: Millis,
    /// Which Alertmanager sent it, from 0.
    pub peer: usize,
    pub to: Arc<Integration>,
    pub group: Arc<GroupName>,
    /// In the order of the message. Never empty.
    pub alerts: Vec<Told>,
    pub why: Why,
}

impl Notification {
    /// The message's status: resolved when all of its alerts are.
    pub fn status(&self) -> Status {
        let firing = self.alerts.iter().any(|alert| alert.status == Status::Firing);
        if firing { Status::Firing } else { Status::Resolved }
    }
}

/// One channel of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    pub receiver: String,
    /// `slack`
    pub kind: String,
    /// Its place among those of its kind in the receiver, from 0.
    pub index: usize,
    /// Its name in the program; empty in an `alertmanager.yml`, which has none.
    pub channel: String,
    pub sends_resolved: bool,
}

/// A group of alerts at a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupName {
    /// Positions on the way from the root: `[3, 0]` is `routes[3].routes[0]`.
    pub route: Vec<usize>,
    pub receiver: String,
    /// The labels that its alerts share by `group_by`.
    pub labels: Labels,
    /// `groupKey` of a webhook; the notification log goes by it.
    pub key: String,
}

/// An alert in a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub labels: Labels,
    pub annotations: Arc<[(String, String)]>,
    pub status: Status,
    pub starts_at: Millis,
    /// Of a resolved one.
    pub ends_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Firing,
    Resolved,
}

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The group was not told of, or all of it had been told as resolved.
    First,
    NewAlerts,
    SomeResolved,
    AllResolved,
    /// Nothing changed in `repeat_interval`.
    Repeat,
}

/// In the words of Alertmanager's log.
impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Why::First => "first notification",
            Why::NewAlerts => "new alerts added",
            Why::SomeResolved => "some alerts resolved",
            Why::AllResolved => "all alerts resolved",
            Why::Repeat => "repeat interval elapsed",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Status::Firing => "firing",
            Status::Resolved => "resolved",
        })
    }
}

/// Alerts of a group that are kept from its receiver. It is said once, until something about it changes. The
/// group forgets a resolved alert among them: nobody is told that it ended, unless it is sent again later.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    pub at: Millis,
    pub peer: usize,
    pub group: Arc<GroupName>,
    pub alerts: Vec<Told>,
    pub by: By,
}

/// What keeps alerts from a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// These silences, in the order in which they were made.
    Silence(Vec<SilenceId>),
    /// The inhibition rule of this place in the configuration, because of an alert with these labels.
    Inhibition { rule: usize, source: Labels },
    /// The route is muted by these intervals.
    Muted(Vec<String>),
    /// None of the route's active intervals, which are these, holds.
    NotActive(Vec<String>),
    /// The integration says `send_resolved: false`.
    ResolvedNotSent(Arc<Integration>),
    /// They ended before the integration was told that they fired.
    NeverTold(Arc<Integration>),
}
