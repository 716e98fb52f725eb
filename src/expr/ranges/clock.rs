//! Functions of time: the calendar bounds them.

use super::range::Range;
use super::set::Set;

/// The least and the greatest value, and what to say of it.
pub(super) fn of_calendar(function: &str) -> Option<(f64, f64, &'static str)> {
    Some(match function {
        "minute" => (0.0, 59.0, "a minute is 0 to 59"),
        "hour" => (0.0, 23.0, "an hour is 0 to 23"),
        "day_of_week" => (0.0, 6.0, "a day of the week is 0 (Sunday) to 6 (Saturday)"),
        "day_of_month" => (1.0, 31.0, "a day of the month is 1 to 31"),
        "day_of_year" => (1.0, 366.0, "a day of the year is 1 to 366"),
        "days_in_month" => (28.0, 31.0, "a month has 28 to 31 days"),
        "month" => (1.0, 12.0, "a month is 1 to 12"),
        // Of any moment, also one that a metric tells wrong.
        "year" => (-1e12, 1e12, "a year"),
        _ => return None,
    })
}

/// Of each float of a vector, or of now.
pub(super) fn range(function: &str, argument: Option<&Range>) -> Option<Range> {
    let (low, high, _) = of_calendar(function)?;
    let values = Set::whole(low, high);
    Some(match argument {
        None => Range::vector(values),
        Some(of) => Range { negative_zero: false, rounded: false, ..of.clone().with(values) },
    })
}

/// `time()`: seconds since 1970, before the year 5138.
pub(super) fn now() -> Range {
    Range::scalar(Set::between(0.0, 1e11))
}
