//! Which texts Go takes for numbers, and for which. Source: `text/template/parse/node.go` (`newNumber`) and `strconv`.

use crate::text::go::{parse_float, underscores_fit};

/// How a number is stored when nothing asks for a certain type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Integer,
    Float,
    Complex,
}

/// What a number can stand for: one literal is as many kinds of number as hold it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Constant {
    pub integer: Option<i64>,
    pub unsigned: Option<u64>,
    pub float: Option<f64>,
    /// Real and imaginary part, of numbers that end in `i`.
    pub complex: Option<(f64, f64)>,
}

/// The kind of a number as the lexer found it; none if Go refuses it.
pub(super) fn classify(text: &str) -> Option<Number> {
    let constant = read(text)?;
    Some(match constant {
        Constant { complex: Some(_), .. } => Number::Complex,
        _ if has_float_syntax(text) => Number::Float,
        _ => Number::Integer,
    })
}

/// Has it a point or an exponent, so that it is a float where nothing asks for a certain type?
pub(super) fn has_float_syntax(text: &str) -> bool {
    let hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    text.contains(['p', 'P']) || !hexadecimal && text.contains(['.', 'e', 'E'])
}

/// The number as the lexer found it; none if Go refuses it.
pub(super) fn read(text: &str) -> Option<Constant> {
    if let Some(rest) = text.strip_suffix('i') {
        let split = rest.rfind(['+', '-']).filter(|at| *at > 0 && !ends_in_exponent(&rest[..*at]));
        let (real, imaginary) = match split {
            Some(at) => (parse_float(&rest[..at]).ok()?, &rest[at..]),
            None => (0.0, rest),
        };
        let complex = Some((real, parse_float(imaginary).ok()?));
        return Some(Constant { complex, ..Constant::default() });
    }
    if let Some((magnitude, negative)) = integer(text) {
        let integer = match negative {
            true => 0i64.checked_sub_unsigned(magnitude),
            false => i64::try_from(magnitude).ok(),
        };
        let signed = text.starts_with(['+', '-']);
        let unsigned = (!signed || integer == Some(0)).then_some(magnitude);
        let float = integer.map(|value| value as f64).or(unsigned.map(|value| value as f64));
        if float.is_some() {
            return Some(Constant { integer, unsigned, float, complex: None });
        }
    }
    if !text.contains(['.', 'e', 'E', 'p', 'P']) {
        return None;
    }
    let float = parse_float(text).ok()?;
    let whole = float.fract() == 0.0;
    let integer = (whole && (-(2f64.powi(63))..2f64.powi(63)).contains(&float)).then_some(float as i64);
    let unsigned = (whole && (0.0..2f64.powi(64)).contains(&float)).then_some(float as u64);
    Some(Constant { integer, unsigned, float: Some(float), complex: None })
}

fn ends_in_exponent(text: &str) -> bool {
    !text.starts_with("0x") && text.ends_with(['e', 'E']) || text.ends_with(['p', 'P'])
}

/// The magnitude of an integer, and whether a minus stands before it.
fn integer(text: &str) -> Option<(u64, bool)> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let lower = body.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, &lower[..]),
    };
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    let fits = underscores_fit(&lower) && plain.starts_with(|c: char| c.is_digit(radix));
    Some((u64::from_str_radix(&plain, radix).ok().filter(|_| fits)?, text.starts_with('-')))
}
