//! Numbers for people. Source: Prometheus' `common/helpers/templates`.

use crate::text::go::{Form, float_in};

/// `%.4g`.
pub(super) fn four_digits(value: f64) -> String {
    float_in(value, Form::General, Some(4))
}

/// `1.235k`, `12m`.
pub(super) fn humanize(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return four_digits(value);
    }
    if value.abs() < 1.0 {
        return small(value);
    }
    large(value, 1000.0, &["k", "M", "G", "T", "P", "E", "Z", "Y"])
}

/// `1.5ki`.
pub(super) fn humanize_1024(value: f64) -> String {
    if value.abs() <= 1.0 || !value.is_finite() {
        return four_digits(value);
    }
    large(value, 1024.0, &["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"])
}

fn large(mut value: f64, step: f64, prefixes: &[&str]) -> String {
    let mut prefix = "";
    for next in prefixes {
        if value.abs() < step {
            break;
        }
        prefix = next;
        value /= step;
    }
    four_digits(value) + prefix
}

fn small(mut value: f64) -> String {
    let mut prefix = "";
    for next in ["m", "u", "n", "p", "f", "a", "z", "y"] {
        if value.abs() >= 1.0 {
            break;
        }
        prefix = next;
        value *= 1000.0;
    }
    four_digits(value) + prefix
}

/// `1d 2h 3m 4s`, `12.5s`, `3ms`; in seconds.
pub(super) fn duration(value: f64) -> String {
    if !value.is_finite() {
        return four_digits(value);
    }
    if value == 0.0 {
        return four_digits(value) + "s";
    }
    if value.abs() < 1.0 {
        return small(value) + "s";
    }
    let (sign, value) = if value < 0.0 { ("-", -value) } else { ("", value) };
    // Go's conversion of floats that no integer holds gives the least one on the usual machines.
    let whole = if value >= 2f64.powi(63) { i64::MIN } else { value as i64 };
    let (seconds, minutes) = (whole % 60, whole / 60 % 60);
    let (hours, days) = (whole / 3600 % 24, whole / 86400);
    if days != 0 {
        format!("{sign}{days}d {hours}h {minutes}m {seconds}s")
    } else if hours != 0 {
        format!("{sign}{hours}h {minutes}m {seconds}s")
    } else if minutes != 0 {
        format!("{sign}{minutes}m {seconds}s")
    } else {
        format!("{sign}{}s", four_digits(value))
    }
}

/// `12.35%`.
pub(super) fn percentage(value: f64) -> String {
    four_digits(value * 100.0) + "%"
}
