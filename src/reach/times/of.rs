//! The instants of Alertmanager's intervals: day by day, by the clock of their zone.

use super::{Horizon, Times};
use crate::model::{Interval, TimeRange};
use crate::reach::clock;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use std::ops::Range;

const WHOLE_DAY: TimeRange = TimeRange { start: 0, end: 1440 };

impl Times {
    /// When any of the intervals holds, as [`clock::contains`] says of one instant.
    pub fn of(intervals: &[Interval], horizon: &Horizon) -> Times {
        let mut ranges = Vec::new();
        for interval in intervals {
            push(interval, &clock::zone(interval), horizon, &mut ranges);
        }
        Times::from_ranges(ranges, horizon)
    }
}

/// Between two changes of its clock a zone's local times are instants, shifted.
fn push(interval: &Interval, zone: &TimeZone, horizon: &Horizon, ranges: &mut Vec<Range<Timestamp>>) {
    let times = if interval.times.is_empty() { &[WHOLE_DAY][..] } else { &interval.times };
    let mut month = (0, 0, 0);
    let mut from = horizon.start;
    while from < horizon.end {
        let change = zone.following(from).next().map_or(horizon.end, |change| change.timestamp());
        let until = change.min(horizon.end);
        let offset = zone.to_offset(from);
        let (first, end) = (offset.to_datetime(from), offset.to_datetime(until));
        let instant = |time: DateTime| offset.to_timestamp(time.clamp(first, end)).unwrap_or(until);
        let mut date = first.date();
        while date <= end.date() {
            if (month.0, month.1) != (date.year(), date.month()) {
                let length = clock::month_length(zone, date.to_datetime(Time::midnight()));
                month = (date.year(), date.month(), length.unwrap_or(date.days_in_month()));
            }
            if interval.is_on_when_month_has(date, month.2) {
                ranges
                    .extend(times.iter().map(|one| instant(at(date, one.start))..instant(at(date, one.end))));
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        from = until;
    }
}

/// `minute` minutes after the midnight that a day begins with, by the clock; 1440 is the next midnight.
fn at(date: Date, minute: u16) -> DateTime {
    match minute {
        0..1440 => date.at((minute / 60) as i8, (minute % 60) as i8, 0, 0),
        _ => date.tomorrow().unwrap_or(Date::MAX).to_datetime(Time::midnight()),
    }
}
