//! When a window is open, as minutes of one year. The year is a leap year and otherwise like any
//! other, so what is not covered in it is not covered in others.

use crate::model::{Interval, When, Window, WindowId};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use std::cell::OnceCell;

/// The year that windows are looked at in.
const YEAR: i16 = 2028;

/// Minutes since 1970 by UTC: sorted `[start, end)` that neither touch nor overlap.
pub(super) type Times = Vec<(i64, i64)>;

pub(super) struct Coverage<'a> {
    windows: &'a [Window],
    /// Those asked for so far; none where the years are limited.
    known: Vec<OnceCell<Option<Times>>>,
}

impl<'a> Coverage<'a> {
    pub fn new(windows: &'a [Window]) -> Coverage<'a> {
        Coverage { windows, known: windows.iter().map(|_| OnceCell::new()).collect() }
    }

    /// When a clause speaks; none when that depends on the year, or on a zone that is not known.
    pub fn of(&self, when: Option<When>) -> Option<Times> {
        let Some(When { window, outside }) = when else { return Some(vec![whole()]) };
        let times = self.known[window].get_or_init(|| times(&self.windows[window])).as_ref()?;
        Some(if outside { complement(times) } else { times.clone() })
    }

    pub fn window(&self, id: WindowId) -> &'a Window {
        &self.windows[id]
    }
}

/// From the first minute of the year to its last, by UTC.
fn whole() -> (i64, i64) {
    (minute(&TimeZone::UTC, date(YEAR, 1, 1), 0), minute(&TimeZone::UTC, date(YEAR + 1, 1, 1), 0))
}

fn times(window: &Window) -> Option<Times> {
    let mut found = Vec::new();
    for interval in &window.intervals {
        if !interval.years.is_empty() {
            return None;
        }
        let zone = zone_of(interval)?;
        let days = Interval { times: Vec::new(), ..interval.clone() };
        // A day more on each side: elsewhere the year begins and ends at another hour.
        let mut day = date(YEAR - 1, 12, 31);
        while day <= date(YEAR + 1, 1, 1) {
            if days.contains(day.at(0, 0, 0, 0)) {
                let whole_day = [(0, 1440)];
                let ranges = interval.times.iter().map(|range| (range.start, range.end));
                let ranges = ranges.chain(whole_day.into_iter().filter(|_| interval.times.is_empty()));
                found.extend(ranges.map(|(from, to)| (minute(&zone, day, from), minute(&zone, day, to))));
            }
            day = day.tomorrow().ok()?;
        }
    }
    Some(inside_the_year(united(found)))
}

pub(super) fn zone_of(interval: &Interval) -> Option<TimeZone> {
    match &interval.location {
        None => Some(TimeZone::UTC),
        Some(name) => TimeZone::get(name).ok(),
    }
}

/// The instant at which the clock of `zone` shows a minute of a day; 1440 is the next day's first.
fn minute(zone: &TimeZone, day: Date, minute: u16) -> i64 {
    let (day, minute) = match minute {
        1440.. => (day.tomorrow().unwrap_or(day), 0),
        _ => (day, minute),
    };
    let clock = day.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
    zone.to_timestamp(clock).map_or(0, |instant| instant.as_second() / 60)
}

/// Sorts, and joins those that touch or overlap.
pub(super) fn united(mut times: Times) -> Times {
    times.sort_unstable();
    let mut joined: Times = Vec::new();
    for (start, end) in times {
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ if start < end => joined.push((start, end)),
            _ => {}
        }
    }
    joined
}

fn inside_the_year(times: Times) -> Times {
    let (first, last) = whole();
    let cut = times.into_iter().map(|(start, end)| (start.max(first), end.min(last)));
    cut.filter(|(start, end)| start < end).collect()
}

/// The rest of the year.
pub(super) fn complement(times: &Times) -> Times {
    let (first, last) = whole();
    let starts = std::iter::once(first).chain(times.iter().map(|(_, end)| *end));
    let ends = times.iter().map(|(start, _)| *start).chain([last]);
    starts.zip(ends).filter(|(start, end)| start < end).collect()
}

/// Whether some minute is in both.
pub(super) fn overlap(a: &Times, b: &Times) -> bool {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some((from, to)), Some((start, end))) = (a.peek(), b.peek()) {
        if from < end && start < to {
            return true;
        }
        if to < end {
            a.next()
        } else {
            b.next()
        };
    }
    false
}
