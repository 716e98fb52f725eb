//! Whether a route sends at an instant. Outside its active intervals it does not, nor in a muting one;
//! a route without either always sends. The alert is not handed to any other route.
//! Source: the stages `TimeActive` and `TimeMute` of Alertmanager's `notify`.

use crate::lower::{AlertmanagerConfig, Route};
use crate::model::Interval;
use crate::reach::clock;
use jiff::Timestamp;
use std::collections::HashMap;

/// The named intervals of a configuration.
#[derive(Clone, Debug)]
pub struct Calendar<'c> {
    by_name: HashMap<&'c str, &'c [Interval]>,
}

/// Why a route is quiet at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quiet<'c> {
    /// None of its active intervals, which are these, holds.
    Outside(&'c [String]),
    /// These of its muting intervals hold.
    Muted(Vec<&'c str>),
}

impl<'c> Calendar<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>) -> Calendar<'c> {
        let intervals = config.time_intervals.iter();
        Calendar { by_name: intervals.map(|named| (named.name.as_str(), named.intervals)).collect() }
    }

    /// Whether an interval of this name holds at an instant. One that is not there never does.
    pub fn holds(&self, name: &str, at: Timestamp) -> bool {
        let intervals = self.by_name.get(name).copied().unwrap_or_default();
        intervals.iter().any(|interval| clock::contains(interval, at))
    }

    /// None when the route sends.
    pub fn quiet(&self, route: &'c Route<'c>, at: Timestamp) -> Option<Quiet<'c>> {
        let active = &route.active_time_intervals;
        if !active.is_empty() && !active.iter().any(|name| self.holds(name, at)) {
            return Some(Quiet::Outside(active));
        }
        let muting = route.mute_time_intervals.iter().map(String::as_str);
        let muting: Vec<&str> = muting.filter(|name| self.holds(name, at)).collect();
        (!muting.is_empty()).then_some(Quiet::Muted(muting))
    }
}
