//! Durations as Prometheus writes them: `1h30m`, whole numbers, units from long to short.

use super::QuantityError;
use super::unit::DURATION_UNITS;
use std::fmt::Write;

/// Prometheus counts nanoseconds in 63 bits: about 292 years.
pub const LONGEST_MILLISECONDS: i64 = i64::MAX / 1_000_000;

/// Why a text is no duration, in the order in which Prometheus finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationFault<'t> {
    /// A number is missing, or a unit.
    Malformed,
    /// What stands between a number and the next one is no unit.
    Unit(&'t str),
    /// Units go from long to short.
    Order,
    /// A number has more digits than 64 bits can hold.
    Number,
    /// It is longer than Prometheus can count.
    TooLong,
}

/// The milliseconds of a duration such as `1h30m`; `0` alone needs no unit.
pub fn parse_duration(text: &str) -> Result<i64, QuantityError> {
    read_duration(text).map_err(|fault| match fault {
        DurationFault::Malformed => malformed(text),
        DurationFault::Unit(unit) => {
            let letters = unit.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(unit.len());
            match unit_named(&unit[..letters]) {
                Some(_) => malformed(text),
                None => unknown_unit(text, unit, &unit[..letters]),
            }
        }
        DurationFault::Order => wrong_order(text),
        DurationFault::Number | DurationFault::TooLong => {
            QuantityError::new(format!("`{text}` is longer than Prometheus can count"), None)
        }
    })
}

/// The same, for those who say themselves what is wrong.
///
/// # Errors
/// The first fault.
pub fn read_duration(text: &str) -> Result<i64, DurationFault<'_>> {
    if text == "0" {
        return Ok(0);
    }
    if text.is_empty() {
        return Err(DurationFault::Malformed);
    }
    let (mut rest, mut total, mut next_unit) = (text, 0_i64, 0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        if number.is_empty() {
            return Err(DurationFault::Malformed);
        }
        let number: u64 = number.parse().map_err(|_| DurationFault::Number)?;
        let (unit, after) = after.split_at(after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len()));
        let index = unit_named(unit).ok_or(DurationFault::Unit(unit))?;
        if index < next_unit {
            return Err(DurationFault::Order);
        }
        next_unit = index + 1;
        let part = i64::try_from(number).ok().and_then(|number| number.checked_mul(DURATION_UNITS[index].1));
        total = part
            .and_then(|part| total.checked_add(part))
            .filter(|total| *total <= LONGEST_MILLISECONDS)
            .ok_or(DurationFault::TooLong)?;
        rest = after;
    }
    Ok(total)
}

/// The place of a unit in the table.
fn unit_named(name: &str) -> Option<usize> {
    DURATION_UNITS.iter().position(|(own, _)| *own == name)
}

fn malformed(text: &str) -> QuantityError {
    QuantityError::new(
        format!("`{text}` is not a duration"),
        Some("write whole numbers with units: `1h30m`".into()),
    )
}

fn unknown_unit(text: &str, after: &str, unit: &str) -> QuantityError {
    if after.starts_with('.') {
        let help = "use a smaller unit: `1h30m` for one and a half hours, `500ms` for half a second";
        return QuantityError::new(
            format!("`{text}` has a decimal point, durations have none"),
            Some(help.into()),
        );
    }
    if unit.is_empty() {
        return QuantityError::new(
            format!("`{text}` has no unit at its end"),
            Some(format!("write `{text}s` for seconds, `{text}m` for minutes")),
        );
    }
    let help = match unit {
        "mo" | "mon" | "month" | "months" | "M" => "there is no month: write days, such as `30d`",
        "min" | "mins" => "minutes are written `m`",
        "sec" | "secs" => "seconds are written `s`",
        "hr" | "hrs" | "H" => "hours are written `h`",
        "us" | "µs" | "ns" => "the shortest unit is `ms`",
        _ => "the units are `y`, `w`, `d`, `h`, `m`, `s` and `ms`",
    };
    QuantityError::new(format!("`{unit}` is not a unit of time"), Some(help.into()))
}

/// The parts are good but stand in the wrong order or twice: says the right order.
fn wrong_order(text: &str) -> QuantityError {
    let mut totals = [0_i64; DURATION_UNITS.len()];
    let mut rest = text;
    while let Some(digits) = rest.find(|c: char| !c.is_ascii_digit()) {
        let after = &rest[digits..];
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (Some(index), Ok(count)) = (unit_named(&after[..end]), rest[..digits].parse::<i64>()) else {
            return malformed(text);
        };
        totals[index] = totals[index].saturating_add(count);
        rest = &after[end..];
    }
    let mut ordered = String::new();
    for (total, (unit, _)) in totals.iter().zip(DURATION_UNITS) {
        if *total > 0 {
            let _ = write!(ordered, "{total}{unit}");
        }
    }
    if ordered.is_empty() {
        ordered.push_str("0s");
    }
    QuantityError::new(
        format!("`{text}` does not go from long units to short ones"),
        Some(format!("write `{ordered}`")),
    )
}

/// Appends a duration as Prometheus prints it: `1h30m`, `1m30s` for ninety seconds, `0s`.
pub fn write_duration(out: &mut String, milliseconds: i64) {
    if milliseconds == 0 {
        out.push_str("0s");
        return;
    }
    if milliseconds < 0 {
        out.push('-');
    }
    let mut rest = milliseconds.unsigned_abs();
    for (unit, length) in DURATION_UNITS {
        let length = *length as u64;
        // Years and weeks only when they divide what is left, as Prometheus does: `90d`, not `12w6d`.
        let whole = matches!(*unit, "y" | "w");
        if rest >= length && (!whole || rest.is_multiple_of(length)) {
            let _ = write!(out, "{}{unit}", rest / length);
            rest %= length;
        }
    }
}

/// A duration as Prometheus prints it.
pub fn duration_text(milliseconds: i64) -> String {
    let mut out = String::new();
    write_duration(&mut out, milliseconds);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_as_prometheus() {
        for (text, milliseconds, printed) in [
            ("5m", 300_000, "5m"),
            ("90s", 90_000, "1m30s"),
            ("1h30m", 5_400_000, "1h30m"),
            ("1d", 86_400_000, "1d"),
            ("25h", 90_000_000, "1d1h"),
            ("36h", 129_600_000, "1d12h"),
            ("7d", 604_800_000, "1w"),
            ("30d", 2_592_000_000, "30d"),
            ("1y", 31_536_000_000, "1y"),
            ("1500ms", 1500, "1s500ms"),
            ("0", 0, "0s"),
            ("0s", 0, "0s"),
        ] {
            assert_eq!(parse_duration(text), Ok(milliseconds), "{text}");
            assert_eq!(duration_text(milliseconds), printed);
        }
    }

    #[test]
    fn explains_what_is_wrong() {
        let fault = |text| {
            let error = parse_duration(text).expect_err(text);
            format!("{}; {}", error.message, error.help.unwrap_or_default())
        };
        assert_eq!(fault("30s1m"), "`30s1m` does not go from long units to short ones; write `1m30s`");
        assert_eq!(fault("1m2m"), "`1m2m` does not go from long units to short ones; write `3m`");
        assert!(fault("1.5h").starts_with("`1.5h` has a decimal point"));
        assert_eq!(fault("1mo"), "`mo` is not a unit of time; there is no month: write days, such as `30d`");
        assert!(fault("5").starts_with("`5` has no unit at its end"));
        assert!(fault("300y").starts_with("`300y` is longer than Prometheus can count"));
        assert!(fault("99999999999999999999s").contains("longer"));
        assert!(fault("").contains("is not a duration"));
        assert!(fault("h").contains("is not a duration"));
    }
}
