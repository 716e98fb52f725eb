//! Printing quantities: as PromQL, and for people.

use super::{Dimension, Quantity};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

impl Quantity {
    /// The number in base units as PromQL has it: `0.05`, `536870912`, `0.25`. A plain number
    /// stays as written where every PromQL reader takes it for the same.
    pub fn base_text(&self) -> Cow<'_, str> {
        if self.dimension.is_none() && is_canonical(&self.text) {
            return Cow::Borrowed(&self.text);
        }
        // More digits than a float holds (`100/min`) only look exact.
        match self.exact.map(|exact| exact.normalize()).filter(|exact| exact.scale() <= 15) {
            Some(exact) => Cow::Owned(exact.to_string()),
            None => Cow::Owned(float_text(self.value)),
        }
    }
}

/// The source's text: `250ms`.
impl Display for Quantity {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// `12`, `1.5`, `1e9`, `Inf`: not octal, not hexadecimal, no `_`, digits around the point.
fn is_canonical(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if unsigned == "Inf" || unsigned == "NaN" {
        return true;
    }
    let bytes = unsigned.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let leading_zero = bytes.first() == Some(&b'0') && digit(1);
    let plain = bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'-' | b'+'));
    let point = bytes.iter().position(|byte| *byte == b'.').is_none_or(|at| digit(at + 1));
    digit(0) && !leading_zero && plain && point
}

/// A float as PromQL reads it back to the same bits, without exponent where that is short.
pub fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_string();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Inf" } else { "-Inf" }.to_string();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-7..1e21).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}

/// A value for messages, in the unit of its dimension that reads best: `500ms`, `1.5KiB`, `5%`.
pub fn humanised(value: f64, dimension: Option<Dimension>) -> String {
    if !value.is_finite() {
        return float_text(value);
    }
    match dimension {
        Some(Dimension::Ratio) => format!("{}%", short(value * 100.0)),
        Some(Dimension::Time) => time(value),
        Some(Dimension::Bytes) => bytes(value),
        Some(Dimension::PerSecond) => format!("{}/s", short(value)),
        Some(Dimension::BytesPerSecond) => format!("{}/s", bytes(value)),
        Some(Dimension::FramesPerSecond) => format!("{}fps", short(value)),
        Some(Dimension::Celsius) => format!("{}°C", short(value)),
        Some(Dimension::Count | Dimension::Timestamp) | None => short(value),
    }
}

/// At most six significant digits, no trailing zeros.
fn short(value: f64) -> String {
    if value == 0.0 {
        return "0".to_string();
    }
    let digits = 5 - value.abs().log10().floor() as i32;
    let rounded = format!("{:.*}", digits.clamp(0, 12) as usize, value);
    if rounded.contains('.') {
        return rounded.trim_end_matches('0').trim_end_matches('.').to_string();
    }
    rounded
}

fn time(seconds: f64) -> String {
    let milliseconds = (seconds * 1000.0).round();
    let size = milliseconds.abs();
    if size >= 60_000.0 && size < super::duration::LONGEST_MILLISECONDS as f64 {
        return super::duration_text(milliseconds as i64);
    }
    match seconds.abs() {
        size if size >= 1.0 || size == 0.0 => format!("{}s", short(seconds)),
        _ => format!("{}ms", short(seconds * 1000.0)),
    }
}

/// Binary units, unless a decimal unit gives a rounder number (`80MB`).
fn bytes(value: f64) -> String {
    const BINARY: [&str; 6] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    const DECIMAL: [&str; 6] = ["B", "kB", "MB", "GB", "TB", "PB"];
    let scale = |step: f64, names: [&'static str; 6]| {
        let mut value = value;
        let mut name = 0;
        while value.abs() >= step && name + 1 < names.len() {
            value /= step;
            name += 1;
        }
        format!("{}{}", short(value), names[name])
    };
    let binary = scale(1024.0, BINARY);
    let decimal = scale(1000.0, DECIMAL);
    if decimal.len() < binary.len() { decimal } else { binary }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn humanises_by_dimension() {
        for (value, dimension, text) in [
            (0.05, Some(Dimension::Ratio), "5%"),
            (0.999, Some(Dimension::Ratio), "99.9%"),
            (0.5, Some(Dimension::Time), "500ms"),
            (1.5, Some(Dimension::Time), "1.5s"),
            (500.0, Some(Dimension::Time), "8m20s"),
            (5400.0, Some(Dimension::Time), "1h30m"),
            (1536.0, Some(Dimension::Bytes), "1.5KiB"),
            (536_870_912.0, Some(Dimension::Bytes), "512MiB"),
            (80_000_000.0, Some(Dimension::Bytes), "80MB"),
            (1_048_576.0, Some(Dimension::BytesPerSecond), "1MiB/s"),
            (100.0, Some(Dimension::PerSecond), "100/s"),
            (60.0, Some(Dimension::FramesPerSecond), "60fps"),
            (85.0, Some(Dimension::Celsius), "85°C"),
            (0.1 + 0.2, None, "0.3"),
            (0.0, None, "0"),
        ] {
            assert_eq!(humanised(value, dimension), text);
        }
    }
}
