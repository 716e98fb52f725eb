//! When routes tell: each interval is reckoned once, and each combination of them.

use crate::lower::{AlertmanagerConfig, Route};
use crate::model::Interval;
use crate::reach::clock;
use crate::reach::times::{Horizon, Times};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::sync::Arc;

/// The named intervals of a configuration over a horizon.
pub struct Calendar<'c> {
    horizon: Horizon,
    intervals: HashMap<&'c str, &'c [Interval]>,
    named: HashMap<String, Arc<Times>>,
    /// By active and by mute intervals.
    routes: HashMap<(&'c [String], &'c [String]), Arc<Times>>,
}

impl<'c> Calendar<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>, horizon: Horizon) -> Calendar<'c> {
        let intervals = config.time_intervals.iter();
        let intervals = intervals.map(|named| (named.name.as_str(), named.intervals)).collect();
        Calendar { horizon, intervals, named: HashMap::new(), routes: HashMap::new() }
    }

    /// Inside of its active intervals, if it has any, and outside of its mute intervals.
    pub fn times(&mut self, route: &'c Route<'c>) -> Arc<Times> {
        let key = (&route.active_time_intervals[..], &route.mute_time_intervals[..]);
        if let Some(known) = self.routes.get(&key) {
            return known.clone();
        }
        let active = match key.0 {
            [] => Times::always(&self.horizon),
            names => self.any_of(names),
        };
        let times = Arc::new(match key.1 {
            [] => active,
            names => active.without(&self.any_of(names)),
        });
        self.routes.insert(key, times.clone());
        times
    }

    /// One that is not there never holds.
    pub fn named(&mut self, name: &str) -> Arc<Times> {
        if let Some(known) = self.named.get(name) {
            return known.clone();
        }
        let intervals = self.intervals.get(name).copied().unwrap_or_default();
        let times = Arc::new(Times::of(intervals, &self.horizon));
        self.named.insert(name.to_string(), times.clone());
        times
    }

    /// The zone by whose clock the first of these intervals is written that has one; else UTC.
    pub fn zone(&self, mut names: impl Iterator<Item = &'c String>) -> TimeZone {
        let intervals = |name: &String| self.intervals.get(name.as_str()).copied().unwrap_or_default();
        let first = names.find_map(|name| intervals(name).iter().find(|one| one.location.is_some()));
        first.map_or(TimeZone::UTC, clock::zone)
    }

    fn any_of(&mut self, names: &[String]) -> Times {
        let never = Times::never(&self.horizon);
        names.iter().fold(never, |times, name| times.union(&self.named(name)))
    }
}
