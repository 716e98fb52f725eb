//! Times and durations. Sources: Prometheus' `floatToTime`, Go's `time` package.

use crate::quantity::{DurationFault, read_duration};
use crate::text::go::quote;
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

/// The seconds of `1h30m`, or what `model.ParseDuration` says.
pub(super) fn parse_duration(text: &str) -> Result<f64, String> {
    if text.is_empty() {
        return Err("empty duration string".to_owned());
    }
    match read_duration(text) {
        Ok(milliseconds) => Ok((milliseconds * 1_000_000) as f64 / 1e9),
        Err(DurationFault::Unit(unit)) if !unit.is_empty() => {
            Err(format!("unknown unit {} in duration {}", quote(unit), quote(text)))
        }
        Err(DurationFault::TooLong) => Err("duration out of range".to_owned()),
        Err(_) => Err(format!("not a valid duration string: {}", quote(text))),
    }
}
