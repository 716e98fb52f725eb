//! Text in double quotes. Source: `strconv.Quote` and `unicode.IsPrint`.

use std::fmt::Write;
use std::sync::LazyLock;

/// As Go's `%q` writes it: what cannot be seen is escaped.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\x07' => quoted.push_str("\\a"),
            '\x08' => quoted.push_str("\\b"),
            '\x0C' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\x0B' => quoted.push_str("\\v"),
            c if is_print(c) => quoted.push(c),
            c => {
                // Writing to a string does not fail.
                let _ = match u32::from(c) {
                    code @ (0..0x20 | 0x7f) => write!(quoted, "\\x{code:02x}"),
                    code @ ..0x1_0000 => write!(quoted, "\\u{code:04x}"),
                    code => write!(quoted, "\\U{code:08x}"),
                };
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Letters, marks, numbers, punctuation, symbols, and the plain space.
pub fn is_print(c: char) -> bool {
    static SEEN: LazyLock<Option<regex::Regex>> =
        LazyLock::new(|| regex::Regex::new(r"\A[\pL\pM\pN\pP\pS]\z").ok());
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    SEEN.as_ref().is_none_or(|seen| seen.is_match(c.encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_go_quotes() {
        for (text, quoted) in [
            ("", r#""""#),
            ("a\"b\\c'd`", r#""a\"b\\c'd`""#),
            ("a\nb\tc\r\x07\x08\x0b\x0c", r#""a\nb\tc\r\a\b\v\f""#),
            ("\0\x1f\x7f", r#""\x00\x1f\x7f""#),
            ("é€ 😀 ✓", r#""é€ 😀 ✓""#),
            ("\u{a0}\u{200b}\u{ad}\u{feff}", r#""\u00a0\u200b\u00ad\ufeff""#),
            ("\u{e0001}\u{10ffff}\u{85}", r#""\U000e0001\U0010ffff\u0085""#),
            ("a\u{301}", "\"a\u{301}\""),
        ] {
            assert_eq!(quote(text), quoted);
        }
    }
}
