//! What a scalar means: `yes`, `0x1F`, `~`. Quotes and the styles `|` and `>` always make a text.

use super::{Dialect, Scalar, Style};

/// Times are texts here: nothing that Larum reads wants one, and where a text is wanted, Go takes them so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved {
    Null,
    Bool(bool),
    Int(i64),
    /// Greater than an `i64`.
    Unsigned(u64),
    Float(f64),
    Text,
}

pub(super) fn resolve(scalar: &Scalar) -> Resolved {
    match scalar.tag.as_deref() {
        None | Some("!") if scalar.style != Style::Plain => Resolved::Text,
        Some("!!str" | "!!binary") => Resolved::Text,
        Some("!!float") => match plain(&scalar.text.value, scalar.dialect) {
            Resolved::Int(value) => Resolved::Float(value as f64),
            other => other,
        },
        None | Some("!" | "!!null" | "!!bool" | "!!int" | "!!timestamp") => {
            plain(&scalar.text.value, scalar.dialect)
        }
        Some(_) => Resolved::Text,
    }
}

/// Whether what the tag says can be made of the text; Go stops reading where it cannot.
pub(super) fn keeps_its_tag(scalar: &Scalar) -> bool {
    let found = resolve(scalar);
    match scalar.tag.as_deref() {
        Some("!!null") => found == Resolved::Null,
        Some("!!bool") => matches!(found, Resolved::Bool(_)),
        Some("!!int") => matches!(found, Resolved::Int(_) | Resolved::Unsigned(_)),
        Some("!!float") => matches!(found, Resolved::Float(_)),
        _ => true,
    }
}

/// A plain scalar without a tag.
fn plain(text: &str, dialect: Dialect) -> Resolved {
    match text.as_bytes().first() {
        None => return Resolved::Null,
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => {
            return word(text, dialect);
        }
        Some(b'+' | b'-' | b'.' | b'0'..=b'9') => {}
        Some(_) => return Resolved::Text,
    }
    match text {
        ".nan" | ".NaN" | ".NAN" => Resolved::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Resolved::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Resolved::Float(f64::NEG_INFINITY),
        _ => number(text),
    }
}

fn word(text: &str, dialect: Dialect) -> Resolved {
    match text {
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "true" | "True" | "TRUE" => Resolved::Bool(true),
        "false" | "False" | "FALSE" => Resolved::Bool(false),
        _ if dialect == Dialect::V2 => match old_bool(text) {
            Some(value) => Resolved::Bool(value),
            None => Resolved::Text,
        },
        _ => Resolved::Text,
    }
}

/// The other words for true and false. `yaml.v3` takes them only where it wants one of the two.
pub(super) fn old_bool(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Resolved {
    let text = text.replace('_', "");
    let (sign, digits) = match text.as_bytes()[0] {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, &*text),
    };
    if let Some(value) = magnitude(digits) {
        let signed = i128::from(value) * sign;
        return match (i64::try_from(signed), u64::try_from(signed)) {
            (Ok(value), _) => Resolved::Int(value),
            (_, Ok(value)) if text.as_bytes()[0] != b'+' => Resolved::Unsigned(value),
            _ => float(&text),
        };
    }
    float(&text)
}

/// A whole number as Go writes it: `12`, `0x1F`, `0o17`, `017`, `0b11`.
fn magnitude(digits: &str) -> Option<u64> {
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    let known = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    if known { u64::from_str_radix(digits, radix).ok() } else { None }
}

/// `1.5`, `.5`, `1e3`: digits, a point and an exponent, nothing else.
fn float(text: &str) -> Resolved {
    let shape = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && text.bytes().all(shape) => Resolved::Float(value),
        _ => Resolved::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_mean_what_go_says() {
        for (text, v3, v2) in [
            ("", Resolved::Null, Resolved::Null),
            ("~", Resolved::Null, Resolved::Null),
            ("yes", Resolved::Text, Resolved::Bool(true)),
            ("Off", Resolved::Text, Resolved::Bool(false)),
            ("true", Resolved::Bool(true), Resolved::Bool(true)),
            ("1_000", Resolved::Int(1000), Resolved::Int(1000)),
            ("-0x1F", Resolved::Int(-31), Resolved::Int(-31)),
            ("017", Resolved::Int(15), Resolved::Int(15)),
            ("08", Resolved::Float(8.0), Resolved::Float(8.0)),
            ("18446744073709551615", Resolved::Unsigned(u64::MAX), Resolved::Unsigned(u64::MAX)),
            ("1e3", Resolved::Float(1000.0), Resolved::Float(1000.0)),
            ("1e400", Resolved::Text, Resolved::Text),
            (".5", Resolved::Float(0.5), Resolved::Float(0.5)),
            ("-.inf", Resolved::Float(f64::NEG_INFINITY), Resolved::Float(f64::NEG_INFINITY)),
            ("1.2.3", Resolved::Text, Resolved::Text),
            ("5m", Resolved::Text, Resolved::Text),
            ("+inf", Resolved::Text, Resolved::Text),
            ("-", Resolved::Text, Resolved::Text),
        ] {
            assert_eq!(plain(text, Dialect::V3), v3, "{text}");
            assert_eq!(plain(text, Dialect::V2), v2, "{text}");
        }
    }
}
