//! Times of the week and the year, as Alertmanager's `time_intervals` have them: fields are
//! joined by "and", the elements of a field by "or", and nothing wraps.
//! Source: Alertmanager's `timeinterval` package.

use std::ops::RangeInclusive;

/// One entry of `time_intervals`. An empty field means "any".
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Interval {
    pub times: Vec<TimeRange>,
    /// Sunday is 0; `start <= end`.
    pub weekdays: Vec<RangeInclusive<u8>>,
    /// 1..31 or -31..-1; both ends of one sign.
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
