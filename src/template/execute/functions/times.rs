//! Times and durations. Sources: Prometheus' `floatToTime`, Go's `time` package.

use crate::quantity::DURATION_UNITS;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// The nanoseconds of a Unix time in seconds, whole milliseconds of them.
pub(super) fn of(seconds: f64) -> Result<i64, String> {
    if !seconds.is_finite() {
        return Err("value is NaN or Inf".to_owned());
    }
    let nanoseconds = seconds * 1e9;
    if !(-(2f64.powi(63))..=2f64.powi(63)).contains(&nanoseconds) {
        let shown = crate::text::go::float(seconds);
        return Err(format!(
            "{shown} cannot be represented as a nanoseconds timestamp since it overflows int64"
        ));
    }
    // Go's conversion of the first float that no integer holds gives the least one on the usual machines.
    let whole = if nanoseconds == 2f64.powi(63) { i64::MIN } else { nanoseconds as i64 };
    Ok(whole / 1_000_000 * 1_000_000)
}

pub(in crate::template::execute) fn civil(nanoseconds: i64) -> Zoned {
    let time = Timestamp::from_nanosecond(i128::from(nanoseconds)).unwrap_or(Timestamp::UNIX_EPOCH);
    time.to_zoned(TimeZone::fixed(Offset::UTC))
}

/// As Go prints a time in UTC.
pub(in crate::template::execute) fn show(nanoseconds: i64) -> String {
    let time = civil(nanoseconds);
    let fraction = match nanoseconds.rem_euclid(1_000_000_000) {
        0 => String::new(),
        part => format!(".{part:09}").trim_end_matches('0').to_owned(),
    };
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}{fraction} +0000 UTC",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// The seconds of `1h30m`. Source: Prometheus' `model.ParseDuration`.
pub(super) fn parse_duration(text: &str) -> Result<f64, String> {
    let malformed = || format!("not a valid duration string: {}", crate::text::go::quote(text));
    if text.is_empty() {
        return Err("empty duration string".to_owned());
    }
    if text == "0" {
        return Ok(0.0);
    }
    let (mut rest, mut total, mut next) = (text, 0u64, 0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 {
            return Err(malformed());
        }
        let number: u64 = rest[..digits].parse().map_err(|_| malformed())?;
        rest = &rest[digits..];
        let length = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let unit = &rest[..length];
        if unit.is_empty() {
            return Err(malformed());
        }
        let Some(place) = DURATION_UNITS.iter().position(|(name, _)| *name == unit) else {
            let quote = crate::text::go::quote;
            return Err(format!("unknown unit {} in duration {}", quote(unit), quote(text)));
        };
        if place < next {
            return Err(malformed());
        }
        next = place + 1;
        let nanoseconds = DURATION_UNITS[place].1.unsigned_abs() * 1_000_000;
        total = number
            .checked_mul(nanoseconds)
            .and_then(|part| total.checked_add(part))
            .filter(|total| *total <= i64::MAX.unsigned_abs())
            .ok_or("duration out of range")?;
        rest = &rest[length..];
    }
    Ok(total as f64 / 1e9)
}
