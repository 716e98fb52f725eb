//! Times of the week and the year, as Alertmanager's `time_intervals` have them: fields are
//! joined by "and", the elements of a field by "or", and nothing wraps.
//! Source: Alertmanager's `timeinterval` package.

use jiff::civil::{Date, DateTime};
use std::ops::RangeInclusive;

/// The months as Alertmanager names them; January is 1.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week as Alertmanager names them; Sunday is 0.
pub const WEEKDAYS: [&str; 7] =
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/// The days of the week as people read them in short; Monday is 0.
pub const SHORT_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// One entry of `time_intervals`. An empty field means "any".
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Interval {
    pub times: Vec<TimeRange>,
    /// Sunday is 0; `start <= end`.
    pub weekdays: Vec<RangeInclusive<u8>>,
    /// 1..31, or -31..-1 counted from the last day; an end may be so counted where the start is not.
    pub days_of_month: Vec<RangeInclusive<i8>>,
    pub months: Vec<RangeInclusive<u8>>,
    pub years: Vec<RangeInclusive<i32>>,
    /// An IANA name; none means UTC.
    pub location: Option<String>,
}

/// Minutes since midnight; the end is exclusive and at most 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    pub start: u16,
    pub end: u16,
}

impl Interval {
    /// Whether a time, by the clock of the interval's location, is inside.
    pub fn contains(&self, time: DateTime) -> bool {
        self.contains_when_month_has(time, time.date().days_in_month())
    }

    /// The same where the month is taken to have `length` days. Alertmanager counts one too few
    /// (until 0.34) where clocks go forward in a month: then its last day is on no list of days.
    pub fn contains_when_month_has(&self, time: DateTime, length: i8) -> bool {
        let minute = time.hour() as u16 * 60 + time.minute() as u16;
        any(&self.times, |range| (range.start..range.end).contains(&minute))
            && self.is_on_when_month_has(time.date(), length)
    }

    /// Whether all fields but the times of the day hold on a date, in a month taken to have `length` days.
    pub fn is_on_when_month_has(&self, date: Date, length: i8) -> bool {
        let weekday = date.weekday().to_sunday_zero_offset() as u8;
        let on = |days: &RangeInclusive<i8>| {
            let from_start = |day: i8| if day < 0 { length + day + 1 } else { day };
            let (first, last) = (from_start(*days.start()), from_start(*days.end()));
            first <= length && (first..=last.min(length)).contains(&date.day())
        };
        any(&self.weekdays, |range| range.contains(&weekday))
            && any(&self.days_of_month, on)
            && any(&self.months, |range| range.contains(&(date.month() as u8)))
            && any(&self.years, |range| range.contains(&i32::from(date.year())))
    }
}

fn any<T>(field: &[T], holds: impl Fn(&T) -> bool) -> bool {
    field.is_empty() || field.iter().any(holds)
}
