//! Quoted literals as Go's `strconv.Unquote` reads them.

use std::ops::Range;

/// The value of a quoted literal, its quotes included in `literal`; or the bytes of the bad escape in it.
pub(super) fn unquote(literal: &str) -> Result<String, Range<usize>> {
    let inside = &literal[1..literal.len() - 1];
    if literal.starts_with('`') {
        return Ok(inside.replace('\r', ""));
    }
    if !inside.contains('\\') {
        return Ok(inside.to_owned());
    }
    let mut bytes = Vec::with_capacity(inside.len());
    let mut at = 0;
    while let Some(c) = inside[at..].chars().next() {
        let length = if c == '\\' {
            escape(&inside[at..], literal.as_bytes()[0], &mut bytes)
                .ok_or(at + 1..at + 2 + inside[at + 1..].chars().next().map_or(0, char::len_utf8))?
        } else {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            c.len_utf8()
        };
        at += length;
    }
    // `\xff` may make bytes that are no text.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Is this `'c'` one character?
pub(super) fn is_char(literal: &str) -> bool {
    let inside = &literal[1..literal.len() - 1];
    match inside.chars().next() {
        Some('\\') => escape(inside, b'\'', &mut Vec::new()) == Some(inside.len()),
        Some(c) => c.len_utf8() == inside.len(),
        None => false,
    }
}

/// One escape at the beginning of `text`, and its length.
fn escape(text: &str, quote: u8, out: &mut Vec<u8>) -> Option<usize> {
    let kind = *text.as_bytes().get(1)?;
    let simple = match kind {
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0B,
        b'\\' => b'\\',
        b'\'' | b'"' if kind == quote => kind,
        b'x' => {
            out.push(code(text.get(2..4)?, 16)? as u8);
            return Some(4);
        }
        b'0'..=b'7' => {
            out.push(u8::try_from(code(text.get(1..4)?, 8)?).ok()?);
            return Some(4);
        }
        b'u' | b'U' => {
            let length = if kind == b'u' { 6 } else { 10 };
            let c = char::from_u32(code(text.get(2..length)?, 16)?)?;
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            return Some(length);
        }
        _ => return None,
    };
    out.push(simple);
    Some(2)
}

fn code(digits: &str, radix: u32) -> Option<u32> {
    digits.chars().all(|c| c.is_digit(radix)).then(|| u32::from_str_radix(digits, radix).ok())?
}
