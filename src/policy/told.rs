//! At which instants a breach that is seen is told in time.
//!
//! Alertmanager tells a new group after `group_wait`, and when it is muted then, looks again each
//! `group_interval`: what is still firing is told at the first look that nothing mutes.

use crate::model::Millis;
use crate::reach::{Horizon, Times};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::ops::Range;
use std::sync::Arc;

/// The time that is looked at, and a longer one, so that what is seen at its end can still be told.
#[derive(Clone, Debug)]
pub struct Horizons {
    pub seen: Horizon,
    pub told: Horizon,
}

/// Every week of a year, and with it every date.
const DAYS: i64 = 53 * 7;
/// No one waits longer for a notification that was promised.
const LONGEST: Millis = 60 * DAY;
const DAY: Millis = 24 * 60 * 60 * 1000;

impl Horizons {
    /// The 53 weeks from the midnight (UTC) of a day on.
    pub fn from(today: Date) -> Horizons {
        let midnight = TimeZone::UTC.to_timestamp(today.to_datetime(Time::midnight()));
        let start = midnight.unwrap_or(Timestamp::UNIX_EPOCH);
        let end = later(start, DAYS * DAY);
        Horizons { seen: start..end, told: start..later(end, LONGEST) }
    }
}

/// How a breach is told: the first time so long after it was seen, and again and again while it is muted.
#[derive(Clone, Debug)]
pub struct Way {
    /// When whoever is told by it is told.
    pub times: Arc<Times>,
    pub first: Millis,
    pub again: Millis,
}

/// So many instants are looked at one by one; beyond, what lies between two looks counts as a look, too:
/// that may hide a gap, but invents none.
const MOST_LOOKS: i64 = 50_000;

/// The instants at which what is seen is told at most `within` later, by one of the ways.
pub fn in_time(ways: &[Way], within: Millis, horizons: &Horizons) -> Times {
    let within = within.min(LONGEST);
    let mut ranges: Vec<Range<Timestamp>> = Vec::new();
    for way in ways.iter().filter(|way| way.first <= within) {
        if way.times.is_always() {
            return Times::always(&horizons.seen);
        }
        let again = way.again.max(1);
        let looks = (within - way.first) / again;
        for range in way.times.ranges() {
            let length = range.end.duration_since(range.start).as_millis();
            // What is told until the end of the horizon may be told beyond.
            if length >= i128::from(again) || looks > MOST_LOOKS / (way.times.ranges().len() as i64).max(1) {
                ranges.push(later(range.start, -way.first - looks * again)..later(range.end, -way.first));
                continue;
            }
            for look in 0..=looks {
                let shift = -way.first - look * again;
                ranges.push(later(range.start, shift)..later(range.end, shift));
            }
        }
    }
    Times::from_ranges(ranges, &horizons.seen)
}

/// An instant so much later; at the ends of time it stays where it is.
pub(super) fn later(instant: Timestamp, millis: Millis) -> Timestamp {
    instant.checked_add(SignedDuration::from_millis(millis)).unwrap_or(instant)
}
