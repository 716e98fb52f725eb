//! Alerts as they arrive, and as Alertmanager keeps them.
//! Source: the packages `alert` and `provider/mem`, and the API's handler of alerts.

use crate::model::Millis;
use crate::series::{Labels, SetId};
use std::fmt;
use std::sync::Arc;

/// What Prometheus sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// With `alertname`. Two alerts with the same labels are one.
    pub labels: Labels,
    pub annotations: Vec<(String, String)>,
    pub starts_at: Millis,
    /// The alert is resolved from then on, unless it is sent again. None: `resolve_timeout` after its arrival.
    pub ends_at: Option<Millis>,
}

/// Why Alertmanager does not take an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoLabels,
    EndsBeforeItStarts,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Refusal::NoLabels => "an alert has at least one label",
            Refusal::EndsBeforeItStarts => "the alert ends before it starts",
        })
    }
}

impl Alert {
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if self.ends_at.is_some_and(|end| end < self.starts_at) {
            return Err(Refusal::EndsBeforeItStarts);
        }
        if self.labels.is_empty() { Err(Refusal::NoLabels) } else { Ok(()) }
    }
}

/// The labels of an alert, as a small number.
pub(super) type AlertId = SetId;

/// An alert that was received.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub id: AlertId,
    pub annotations: Arc<[(String, String)]>,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// Its end is `resolve_timeout`'s, nobody said it.
    pub timeout: bool,
    /// Counts up with each arrival, so that a later one is told from an earlier one.
    pub version: u64,
}

impl Known {
    pub fn is_resolved(&self, at: Millis) -> bool {
        self.ends_at <= at
    }

    /// What is kept when `new` arrives for an alert that is known as `self`.
    pub fn followed_by(&self, new: Known, now: Millis) -> Known {
        let ends_within = self.starts_at < new.ends_at && new.ends_at < self.ends_at;
        let starts_within = self.starts_at < new.starts_at && new.starts_at < self.ends_at;
        if ends_within || starts_within { self.merged(new, now) } else { new }
    }

    /// Both spans as one. Where both have ended the later end holds; else an end that somebody said holds
    /// when it is the later one.
    fn merged(&self, new: Known, now: Millis) -> Known {
        let keeps_end = match new.is_resolved(now) {
            true => self.is_resolved(now) && self.ends_at > new.ends_at,
            false => self.ends_at > new.ends_at && !self.timeout,
        };
        let ends_at = if keeps_end { self.ends_at } else { new.ends_at };
        Known { starts_at: new.starts_at.min(self.starts_at), ends_at, ..new }
    }
}
