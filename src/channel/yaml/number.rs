//! Numbers and lengths of time as Go's reader of YAML makes them of scalars.

use super::super::duration;
use super::super::table::Type;
use crate::yaml::{Resolved, Scalar};

/// The whole of what Go's 64 bits count.
const UNSIGNED_END: f64 = 18_446_744_073_709_551_616.0;
const SIGNED_END: f64 = 9_223_372_036_854_775_808.0;

/// A number for a setting of this kind. Go cuts what is behind the point, and looks only at the upper end.
pub fn read(kind: Type, found: Resolved) -> Option<String> {
    match (kind, found) {
        (Type::Number, Resolved::Float(value)) => Some(value.to_string()),
        (_, Resolved::Int(value)) if value >= 0 || !matches!(kind, Type::Count) => Some(value.to_string()),
        (Type::Count | Type::Number, Resolved::Unsigned(value)) => Some(value.to_string()),
        (Type::Count, Resolved::Float(value)) if value <= UNSIGNED_END => Some(value.trunc().to_string()),
        (Type::Integer, Resolved::Float(value)) if value <= SIGNED_END => Some(value.trunc().to_string()),
        _ => None,
    }
}

/// A length of time in Go's notation; a number is nanoseconds.
pub fn timeout(scalar: &Scalar) -> Option<String> {
    let text = match scalar.resolved() {
        Resolved::Int(value) => return Some(nanoseconds(value as f64)),
        Resolved::Float(value) if value <= SIGNED_END => return Some(nanoseconds(value)),
        Resolved::Text => scalar.text.value.as_str(),
        _ => return None,
    };
    let (sign, length) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let milliseconds = if length == "0" { Some(0) } else { duration::read(length, false) };
    milliseconds.map(|length| format!("{sign}{}", duration::go(length)))
}

fn nanoseconds(value: f64) -> String {
    let length = duration::go((value.abs() / 1e6) as i64);
    if value < 0.0 { format!("-{length}") } else { length }
}
