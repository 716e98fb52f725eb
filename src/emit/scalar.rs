//! YAML scalars that every reader takes for the same text: those of YAML 1.1 (Prometheus,
//! Alertmanager, PyYAML) and of YAML 1.2. Plain only where no reader could see anything else.

/// Appends `text` as a scalar on one line.
pub(super) fn push_scalar(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        push_quoted(out, text);
    }
}

/// Appends `text` in quotes: single ones where nothing needs an escape.
pub(super) fn push_quoted(out: &mut String, text: &str) {
    if text.chars().all(is_printable) {
        push_single_quoted(out, text);
    } else {
        push_double_quoted(out, text);
    }
}

/// Appends `text` after `key:`, as a literal block when it has several lines or is long; the block's
/// lines are indented by `indent` spaces.
pub(super) fn push_text(out: &mut String, text: &str, indent: usize, widest: usize) {
    let long = text.contains('\n') || indent + text.len() > widest;
    if !(long && fits_literal(text)) {
        return push_scalar(out, text);
    }
    let (body, head) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    out.push_str(head);
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            push_spaces(out, indent);
            out.push_str(line);
        }
    }
}

pub(super) fn push_spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// Words that YAML 1.1 or 1.2 reads as truth values or as nothing.
const WORDS: [&str; 11] = ["y", "yes", "n", "no", "on", "off", "true", "false", "null", "nan", "inf"];

/// Nothing but text to any reader, in a block or in brackets: it begins with a letter, so it is no
/// number, date or sign of YAML, and holds nothing that ends a plain scalar.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((first, last)) = bytes.first().zip(bytes.last()) else { return false };
    let starts = first.is_ascii_alphabetic() || matches!(first, b'_' | b'/');
    if !starts || matches!(last, b' ' | b':') {
        return false;
    }
    let inside = |(index, byte): (usize, &u8)| match byte {
        b':' => !matches!(bytes[index + 1], b' ' | b',' | b'[' | b']' | b'{' | b'}'),
        b'#' => bytes[index - 1] != b' ',
        b',' | b'[' | b']' | b'{' | b'}' | b'`' | b'\\' => false,
        _ => (b' '..=b'~').contains(byte),
    };
    bytes.iter().enumerate().all(inside) && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// A character that needs no escape in a YAML stream, and that no reader takes for a line's end.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}'
        | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The lines can stand as they are: the first tells the indentation, so it begins with no space;
/// no line is of spaces alone, which editors take away.
fn fits_literal(text: &str) -> bool {
    let blank = |line: &str| !line.is_empty() && line.trim_matches([' ', '\t']).is_empty();
    let starts = !text.starts_with([' ', '\t', '\n']);
    let lines = || text.split('\n');
    let printable = text.chars().all(|c| is_printable(c) || c == '\n' || c == '\t');
    starts && printable && !text.ends_with("\n\n") && text != "\n" && !lines().any(blank)
}

fn push_single_quoted(out: &mut String, text: &str) {
    out.push('\'');
    for (index, part) in text.split('\'').enumerate() {
        if index > 0 {
            out.push_str("''");
        }
        out.push_str(part);
    }
    out.push('\'');
}

fn push_double_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => push_escape(out, u32::from(c)),
        }
    }
    out.push('"');
}

/// `\x07`, `\u2028`. Characters above U+FFFF are all printable.
fn push_escape(out: &mut String, code: u32) {
    let (letter, digits) = if code <= 0xff { ('x', 2) } else { ('u', 4) };
    out.push('\\');
    out.push(letter);
    for digit in (0..digits).rev() {
        let value = (code >> (4 * digit)) & 0xf;
        out.push(char::from_digit(value, 16).unwrap_or('0'));
    }
}
