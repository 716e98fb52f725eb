//! Durations as Prometheus writes them: `1h30m`, whole numbers, units from long to short.

use super::QuantityError;
use super::unit::DURATION_UNITS;
use std::fmt::Write;

/// Prometheus counts nanoseconds in 63 bits: about 292 years.
pub const LONGEST_MILLISECONDS: i64 = i64::MAX / 1_000_000;

/// The milliseconds of a duration such as `1h30m`; `0` alone needs no unit.
pub fn parse_duration(text: &str) -> Result<i64, QuantityError> {
    if text == "0" {
        return Ok(0);
    }
    let mut rest = text;
    let mut total: i64 = 0;
    let mut next_unit = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 {
            return Err(malformed(text));
        }
        let after = &rest[digits..];
        let unit_length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let unit = &after[..unit_length];
        let Some(index) = DURATION_UNITS.iter().position(|(name, _)| *name == unit) else {
            return Err(unknown_unit(text, after, unit));
        };
        if index < next_unit {
            return Err(wrong_order(text));
        }
        next_unit = index + 1;
        let part = rest[..digits].parse::<i64>().ok().and_then(|n| n.checked_mul(DURATION_UNITS[index].1));
        total = part
            .and_then(|part| total.checked_add(part))
            .filter(|total| *total <= LONGEST_MILLISECONDS)
            .ok_or_else(|| {
                QuantityError::new(format!("`{text}` is longer than Prometheus can count"), None)
            })?;
        rest = &after[unit_length..];
    }
    if text.is_empty() { Err(malformed(text)) } else { Ok(total) }
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
        let index = DURATION_UNITS.iter().position(|(name, _)| *name == &after[..end]);
        let (Some(index), Ok(count)) = (index, rest[..digits].parse::<i64>()) else {
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
