//! Reading a quantity as the grammar's `quantity` token has it.

use super::unit::{UNITS, Unit};
use super::{Dimension, parse_duration};
use rust_decimal::Decimal;

/// A number with its unit. Two quantities are equal when their values and dimensions are.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// As written: `250ms`, `5%`, `0x1F`.
    pub text: Box<str>,
    /// In Prometheus base units (seconds, bytes, 0..1).
    pub value: f64,
    /// The same, exactly, where a decimal holds it (not for `Inf`, `NaN`, `1e300`, `10/h`).
    pub exact: Option<Decimal>,
    /// None for a plain number.
    pub dimension: Option<Dimension>,
}

/// Why a token that looks like a quantity is none.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityError {
    pub message: String,
    pub help: Option<String>,
}

impl QuantityError {
    pub(super) fn new(message: String, help: Option<String>) -> QuantityError {
        QuantityError { message, help }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        (self.value == other.value || self.value.is_nan() && other.value.is_nan())
            && self.dimension == other.dimension
    }
}

impl Quantity {
    /// Reads `1h30m`, `0x1F`, `Inf`, `5%`, `512MiB`, `1_000`: a number as Prometheus reads it,
    /// or one with a unit.
    pub fn parse(text: &str) -> Result<Quantity, QuantityError> {
        if is_plain_integer(text) {
            return Ok(integer(text));
        }
        if text.len() > 1 && text.as_bytes()[0] == b'0' && matches!(text.as_bytes()[1], b'x' | b'X') {
            return radix_integer(text, &text[2..], 16);
        }
        let unit = UNITS.iter().find(|unit| text.ends_with(unit.name));
        match unit {
            Some(unit) if unit.dimension == Dimension::Time && is_duration(text) => duration(text),
            Some(unit) => with_unit(text, unit),
            None => plain(text),
        }
    }

    /// A plain number that the compiler made.
    pub fn plain(value: f64) -> Quantity {
        let text = super::print::float_text(value);
        let exact = Decimal::from_str_exact(&text).ok();
        Quantity { text: text.into(), value, exact, dimension: None }
    }

    /// A plain exact number that the compiler made.
    pub fn exact(value: Decimal) -> Quantity {
        let value = value.normalize();
        let text = value.to_string();
        Quantity { value: float(&text), text: text.into(), exact: Some(value), dimension: None }
    }
}

fn is_plain_integer(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.is_empty() && bytes.len() < 16 && bytes[0] != b'0' && bytes.iter().all(u8::is_ascii_digit)
}

fn integer(text: &str) -> Quantity {
    let value: i64 = text.parse().unwrap_or_default();
    Quantity { text: text.into(), value: value as f64, exact: Some(Decimal::from(value)), dimension: None }
}

/// `1h30m`, but not `1.5h`, which is a number with a unit.
fn is_duration(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !text.contains(['e', 'E'])
}

fn duration(text: &str) -> Result<Quantity, QuantityError> {
    let milliseconds = parse_duration(text)?;
    let exact = Decimal::new(milliseconds, 3).normalize();
    let value = milliseconds as f64 / 1000.0;
    Ok(Quantity { text: text.into(), value, exact: Some(exact), dimension: Some(Dimension::Time) })
}

fn with_unit(text: &str, unit: &Unit) -> Result<Quantity, QuantityError> {
    let number = plain(&text[..text.len() - unit.name.len()])?;
    let exact = number.exact.and_then(|number| scaled(number, unit));
    let value = match exact {
        Some(exact) => float(&exact.to_string()),
        None => number.value * unit.times as f64 / unit.per as f64,
    };
    Ok(Quantity { text: text.into(), value, exact, dimension: Some(unit.dimension) })
}

/// The number in base units, when a decimal holds it exactly.
fn scaled(number: Decimal, unit: &Unit) -> Option<Decimal> {
    let product = number.checked_mul(Decimal::from(unit.times))?;
    let quotient = product.checked_div(Decimal::from(unit.per))?;
    let back = quotient.checked_mul(Decimal::from(unit.per))?;
    (back == product).then(|| quotient.normalize())
}

/// A number without a unit, as Go reads it: a whole number with a leading `0` is octal.
fn plain(text: &str) -> Result<Quantity, QuantityError> {
    let lower = text.to_ascii_lowercase();
    if lower == "inf" || lower == "nan" {
        let (name, value) = if lower == "inf" { ("Inf", f64::INFINITY) } else { ("NaN", f64::NAN) };
        return Ok(Quantity { text: name.into(), value, exact: None, dimension: None });
    }
    let whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if whole && text.len() > 1 && text.starts_with('0') && !text.contains(['8', '9']) {
        return radix_integer(text, &text[1..], 8);
    }
    let between_digits = |at: usize| {
        let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        at > 0 && digit(at - 1) && digit(at + 1)
    };
    if text.match_indices('_').any(|(at, _)| !between_digits(at)) {
        let help = "underscores may only stand between digits";
        return Err(QuantityError::new(format!("`{text}` is not a number"), Some(help.into())));
    }
    let digits = text.replace('_', "");
    let value: f64 = digits.parse().map_err(|_| not_a_number(text))?;
    if value.is_infinite() {
        return Err(QuantityError::new(
            format!("`{text}` is larger than any number"),
            Some("write `Inf`".into()),
        ));
    }
    let exact = if lower.contains('e') {
        Decimal::from_scientific(&digits).ok().map(|exact| exact.normalize())
    } else {
        Decimal::from_str_exact(digits.trim_end_matches('.')).ok()
    };
    Ok(Quantity { text: text.into(), value, exact, dimension: None })
}

fn radix_integer(text: &str, digits: &str, radix: u32) -> Result<Quantity, QuantityError> {
    let digits = digits.replace('_', "");
    let value = i64::from_str_radix(&digits, radix).map_err(|_| not_a_number(text))?;
    Ok(Quantity {
        text: text.into(),
        value: value as f64,
        exact: Some(Decimal::from(value)),
        dimension: None,
    })
}

fn not_a_number(text: &str) -> QuantityError {
    QuantityError::new(format!("`{text}` is not a number"), None)
}

/// The nearest float to a decimal's text, which is always one.
fn float(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}
