//! Numbers as value sequences have them: decimal alone, since `0x3` is zero, four times.

use super::Fault;
use super::cursor::{Cursor, is_word};
use crate::quantity::Quantity;

/// The number here; nothing is consumed where none begins.
pub(super) fn read(cursor: &mut Cursor) -> Result<Option<f64>, Fault> {
    if begins_word(cursor, "inf") {
        cursor.advance(3);
        return Ok(Some(f64::INFINITY));
    }
    if begins_word(cursor, "nan") {
        cursor.advance(3);
        return Ok(Some(f64::NAN));
    }
    let start = cursor.at();
    let text = digits(cursor.rest());
    if text.is_empty() {
        return Ok(None);
    }
    cursor.advance(text.len());
    if cursor.next_is(|c| is_word(c) && c != 'x') {
        let rest = cursor.take_while(is_word);
        return Err(Fault::new(cursor.since(start), format!("`{text}{rest}` is not a number")));
    }
    match Quantity::parse(text) {
        Ok(number) => Ok(Some(number.value)),
        Err(error) => Err(Fault { place: cursor.since(start), message: error.message, help: error.help }),
    }
}

/// How often a value is repeated, behind its `x`.
pub(super) fn count(cursor: &mut Cursor) -> Result<u64, Fault> {
    let start = cursor.at();
    let text = cursor.take_while(|c| is_word(c) || c == '.');
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && let Ok(count) = text.parse() {
        return Ok(count);
    }
    let found = if text.is_empty() { cursor.found() } else { format!("`{text}`") };
    let place = if text.is_empty() { cursor.here() } else { cursor.since(start) };
    Err(Fault::new(place, format!("a whole number stands behind `x`, not {found}")))
}

/// Whether the word here is `wanted`, in any case.
fn begins_word(cursor: &Cursor, wanted: &str) -> bool {
    let rest = cursor.rest();
    let word = rest.find(|c| !is_word(c) && c != ':').map_or(rest, |end| &rest[..end]);
    word.eq_ignore_ascii_case(wanted)
}

/// The longest beginning that looks like a number: digits with `_` between them, a point, an exponent.
fn digits(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if !(is_digit(0) || bytes.first() == Some(&b'.') && is_digit(1)) {
        return "";
    }
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' | b'.' | b'_' => end += 1,
            b'e' | b'E' => end += if matches!(bytes.get(end + 1), Some(b'+' | b'-')) { 2 } else { 1 },
            _ => break,
        }
    }
    &text[..end]
}
