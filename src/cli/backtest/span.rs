//! The time that is looked at.

use super::super::{Failure, moment};
use super::options::BacktestOptions;
use crate::model::Millis;
use crate::quantity::parse_duration;
use jiff::Timestamp;
use jiff::tz::TimeZone;

#[derive(Clone, Copy)]
pub(super) struct Span {
    pub start: Millis,
    pub end: Millis,
    pub now: Millis,
}

/// A time that has to be longer than nothing.
pub(super) fn length(option: &str, text: &str) -> Result<Millis, Failure> {
    match parse_duration(text) {
        Ok(length) if length > 0 => Ok(length),
        Ok(_) => Err(Failure::new(format!("{option}: it is longer than nothing"))),
        Err(error) => Err(Failure::new(format!("{option}: {}", error.message))),
    }
}

pub(super) fn span(options: &BacktestOptions) -> Result<Span, Failure> {
    let now = Timestamp::now().as_millisecond();
    let time = |option: &str, text: &str| -> Result<Millis, Failure> {
        match parse_duration(text) {
            Ok(ago) => Ok(now - ago),
            // A day alone begins at midnight.
            Err(_) if text.len() == 10 => day(text),
            Err(_) => moment::read(text).map(|time| time.timestamp().as_millisecond()),
        }
        .map_err(|failure| Failure::new(format!("{option}: {failure}")))
    };
    // Evaluations at whole minutes are those of the next run, too.
    let minute = |at: Millis| at.div_euclid(60_000) * 60_000;
    let (start, end) = (minute(time("--since", &options.since)?), minute(time("--until", &options.until)?));
    let end = end.min(minute(now));
    match start < end {
        true => Ok(Span { start, end, now }),
        false => Err(Failure::new("`--since` is not before `--until`, or not before now")),
    }
}

fn day(text: &str) -> Result<Millis, Failure> {
    let date = text.parse::<jiff::civil::Date>();
    let time = date.and_then(|date| date.to_zoned(TimeZone::UTC));
    time.map(|time| time.timestamp().as_millisecond())
        .map_err(|error| Failure::new(format!("`{text}` is no day: {error}")))
}
