//! Brackets counted without a parser: how deep they go, and which one has no partner.

use std::ops::Range;

/// More brackets inside one another than this are refused before pest sees them.
pub(super) const DEEPEST: usize = 256;

#[derive(Debug, PartialEq)]
pub(super) enum Imbalance {
    /// The offset of an opening bracket that is never closed.
    Open(usize),
    /// A closing bracket of another kind than the open one.
    Wrong { open: usize, close: usize },
}

/// The offset of the bracket that goes deeper than `DEEPEST`.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in brackets(text) {
        if is_opening(byte) {
            depth += 1;
            if depth > DEEPEST {
                return Some(at);
            }
        } else {
            depth = depth.saturating_sub(1);
        }
    }
    None
}

/// The first bracket without its partner.
pub(super) fn imbalance(text: &str) -> Option<Imbalance> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    for (at, byte) in brackets(text) {
        if is_opening(byte) {
            open.push((at, byte));
            continue;
        }
        match open.pop() {
            Some((start, opening)) if closing_byte(opening) != byte => {
                return Some(Imbalance::Wrong { open: start, close: at });
            }
            Some(_) => {}
            // One closing bracket too many is an unexpected token like any other.
            None => return None,
        }
    }
    open.pop().map(|(at, _)| Imbalance::Open(at))
}

/// The blocks `{ … }` of a text, from the opening to behind the closing bracket; one without a partner is left out.
pub fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut found = Vec::new();
    for (at, byte) in brackets(text) {
        if is_opening(byte) {
            open.push((at, byte));
        } else if let Some((start, b'{')) = open.pop() {
            found.push(start..at + 1);
        }
    }
    found
}

pub(super) fn closing(opening: &str) -> &'static str {
    match opening {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn closing_byte(opening: u8) -> u8 {
    match opening {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

fn is_opening(byte: u8) -> bool {
    matches!(byte, b'(' | b'[' | b'{')
}

/// The brackets outside strings and comments.
fn brackets(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(byte) = bytes.get(at) {
            let here = at;
            match byte {
                b'"' | b'\'' | b'`' => at = string_end(text, at).unwrap_or(at + 1),
                b'#' => at += text[at..].find('\n').unwrap_or(text.len() - at),
                b'(' | b')' | b'[' | b']' | b'{' | b'}' => {
                    at += 1;
                    return Some((here, *byte));
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// The end of the string that begins at `start`, behind its closing quote.
pub(super) fn string_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            byte if *byte == quote => return Some(at + 1),
            b'\\' if quote != b'`' => at += 1,
            b'\n' if quote != b'`' => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bracket_without_a_partner() {
        assert_eq!(imbalance("sum(x{a=\"(\"}) # ("), None);
        assert_eq!(imbalance("sum(rate(x[5m])"), Some(Imbalance::Open(3)));
        assert_eq!(imbalance("x[5m)"), Some(Imbalance::Wrong { open: 1, close: 4 }));
        assert_eq!(imbalance("x)"), None);
        assert_eq!(imbalance("'it\\'s (' `(`"), None);
        // An open string is one fault of its own; what follows still counts.
        assert_eq!(imbalance("\"a\n("), Some(Imbalance::Open(3)));
    }

    #[test]
    fn counts_depth() {
        assert_eq!(too_deep(&"(".repeat(DEEPEST)), None);
        assert_eq!(too_deep(&"[".repeat(DEEPEST + 1)), Some(DEEPEST));
        assert_eq!(too_deep(&"()".repeat(1000)), None);
    }
}
