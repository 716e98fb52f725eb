//! Instants and intervals, as Alertmanager 0.33 compares them.

use crate::model::Interval;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

/// The zone that an interval's times are read by. `Local` is the clock of Alertmanager's machine, which
/// nobody here knows: it is taken for UTC, as that of containers is.
pub fn zone(interval: &Interval) -> TimeZone {
    match interval.location.as_deref() {
        None | Some("Local") => TimeZone::UTC,
        Some(name) => TimeZone::get(name).unwrap_or(TimeZone::UTC),
    }
}

/// Whether `at` lies in the interval.
pub fn contains(interval: &Interval, at: Timestamp) -> bool {
    let zone = zone(interval);
    let local = zone.to_datetime(at);
    let length =
        if interval.days_of_month.is_empty() { 31 } else { month_length(&zone, local).unwrap_or(31) };
    interval.contains_when_month_has(local, length)
}

/// How many days Alertmanager takes the month of `local` to have: the hours from its first midnight to
/// that of the next, divided by 24. One hour less, where clocks go forward, is one day less (until 0.34).
/// None beyond the years that can be counted.
pub fn month_length(zone: &TimeZone, local: DateTime) -> Option<i8> {
    let start = instant(zone, local.date().first_of_month().to_datetime(Time::midnight()))?;
    // Go adds the month to the clock's reading, which a gap at midnight has moved.
    let reading = zone.to_datetime(start);
    let first = reading.date().first_of_month().checked_add(Span::new().months(1)).ok()?;
    let day = first.checked_add(Span::new().days(i64::from(reading.day()) - 1)).ok()?;
    let end = instant(zone, day.to_datetime(reading.time()))?;
    i8::try_from(end.duration_since(start).as_hours() / 24).ok()
}

/// The instant of a clock's reading as Go's `time.Date` finds it: by the offset that is valid at the same
/// reading in UTC, corrected once.
fn instant(zone: &TimeZone, reading: DateTime) -> Option<Timestamp> {
    let as_utc = TimeZone::UTC.to_timestamp(reading).ok()?;
    let before = |offset: jiff::tz::Offset| {
        as_utc.checked_sub(SignedDuration::from_secs(i64::from(offset.seconds()))).ok()
    };
    let first = before(zone.to_offset(as_utc))?;
    before(zone.to_offset(first))
}
