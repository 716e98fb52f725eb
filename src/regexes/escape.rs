//! What may follow a backslash.

use super::{RegexError, unicode};

/// What Go says of escapes that it does not know.
pub(super) const BAD_ESCAPE: &str = "invalid escape sequence";

/// What may stand in brackets, too.
pub(super) enum Item {
    /// One character, by code point (Go allows surrogates).
    Char(u32),
    /// A class, in the crate's words.
    Class(String),
}

pub(super) enum Escape<'p> {
    Item(Item),
    /// A place between characters, in the crate's words.
    Assertion(&'static str),
    /// The text between `\Q` and `\E`.
    Quoted(&'p str),
}

/// The escape that begins at `from`, outside brackets, and where it ends.
pub(super) fn read(pattern: &str, from: usize) -> Result<(Escape<'_>, usize), RegexError> {
    let body = &pattern[from + 1..];
    let assertion = |text| Ok((Escape::Assertion(text), from + 2));
    match body.bytes().next() {
        Some(b'A') => assertion(r"\A"),
        Some(b'z') => assertion(r"\z"),
        Some(b'b') => assertion(r"(?-u:\b)"),
        Some(b'B') => assertion(r"(?-u:\B)"),
        Some(b'Q') => {
            let quoted = &body[1..];
            Ok(match quoted.split_once(r"\E") {
                Some((literal, _)) => (Escape::Quoted(literal), from + 2 + literal.len() + 2),
                None => (Escape::Quoted(quoted), pattern.len()),
            })
        }
        _ => item(pattern, from).map(|(item, end)| (Escape::Item(item), end)),
    }
}

/// The escape that begins at `from`, in brackets: a character or a class.
pub(super) fn item(pattern: &str, from: usize) -> Result<(Item, usize), RegexError> {
    let letter = pattern.as_bytes().get(from + 1).copied().unwrap_or_default();
    if matches!(letter, b'p' | b'P') {
        return unicode::class(pattern, from).map(|(class, end)| (Item::Class(class), end));
    }
    match perl_class(letter) {
        Some(class) => Ok((Item::Class(class.to_owned()), from + 2)),
        None => character(pattern, from).map(|(code, end)| (Item::Char(code), end)),
    }
}

/// Go's are ASCII, and its `\s` has no vertical tab.
fn perl_class(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'd' => "[0-9]",
        b'D' => "[^0-9]",
        b's' => r"[\t\n\f\r\x20]",
        b'S' => r"[^\t\n\f\r\x20]",
        b'w' => "[0-9A-Za-z_]",
        b'W' => "[^0-9A-Za-z_]",
        _ => return None,
    })
}

/// An escape for one character, its code point and end.
fn character(pattern: &str, from: usize) -> Result<(u32, usize), RegexError> {
    let rest = &pattern[from + 1..];
    let Some(c) = rest.chars().next() else {
        let (at, go) = (from..pattern.len(), "trailing backslash at end of expression");
        let error = RegexError::new(at, go, "", "a backslash ends this regex");
        return Err(error.help(r"write `\\` to match a backslash"));
    };
    let simple = |code| Ok((code, from + 2));
    match c {
        'a' => simple(0x07),
        'f' => simple(0x0C),
        'n' => simple(0x0A),
        'r' => simple(0x0D),
        't' => simple(0x09),
        'v' => simple(0x0B),
        'x' => hexadecimal(rest, from),
        '0'..='7' => octal(rest, from),
        _ if c.is_ascii() && !c.is_ascii_alphanumeric() => simple(c as u32),
        _ => Err(unknown(c, from)),
    }
}

/// Up to three octal digits; one that is not zero would be a back-reference.
fn octal(rest: &str, from: usize) -> Result<(u32, usize), RegexError> {
    let digits = rest.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    if digits == 1 && !rest.starts_with('0') {
        return Err(unknown(char::from(rest.as_bytes()[0]), from));
    }
    let code = rest.bytes().take(digits).fold(0, |code, byte| code * 8 + u32::from(byte - b'0'));
    Ok((code, from + 1 + digits))
}

/// `\x41` or `\x{10FFFF}`.
fn hexadecimal(rest: &str, from: usize) -> Result<(u32, usize), RegexError> {
    let after = &rest[1..];
    let (digits, length) = match after.strip_prefix('{') {
        Some(braced) => match braced.split_once('}') {
            Some((digits, _)) => (digits, digits.len() + 4),
            None => ("", 3),
        },
        None => (after.get(..2).unwrap_or(""), 4),
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let significant = digits.trim_start_matches('0');
    let code = match significant {
        "" => Some(0),
        _ => u32::from_str_radix(significant, 16).ok().filter(|code| *code <= 0x10_FFFF),
    };
    match code.filter(|_| plain) {
        Some(code) => Ok((code, from + length)),
        None => {
            let end = from + 2;
            let message = r"`\x` needs a code point in hexadecimal";
            let part = format!(r"\x{}", &after[..bad_hexadecimal(after)]);
            let error = RegexError::new(from..end, BAD_ESCAPE, &part, message);
            Err(error.help(r"write two digits, `\x41`, or braces, `\x{10FFFF}`"))
        }
    }
}

/// How much Go reads of what stands after `\x` until it is wrong.
fn bad_hexadecimal(after: &str) -> usize {
    let mut chars = after.char_indices();
    let read = |chars: &mut std::str::CharIndices| chars.next().map(|(at, c)| (at + c.len_utf8(), c));
    let Some((first, c)) = read(&mut chars) else { return 0 };
    if c != '{' {
        return read(&mut chars).map_or(first, |(end, _)| end);
    }
    let (mut code, mut last) = (0, first);
    while let Some((end, c)) = read(&mut chars) {
        last = end;
        code = c.to_digit(16).map_or(u32::MAX, |digit| code * 16 + digit);
        if code > 0x10_FFFF {
            break;
        }
    }
    last
}

fn unknown(c: char, from: usize) -> RegexError {
    let at = from..from + 1 + c.len_utf8();
    let refused = |message: String| RegexError::new(at.clone(), BAD_ESCAPE, &format!(r"\{c}"), message);
    let unsupported = |what: &str| refused(format!("Go's regexes have no {what}"));
    match c {
        '1'..='9' => unsupported("back-references").help("spell the alternatives out"),
        'k' | 'g' => unsupported("back-references").help("spell the alternatives out"),
        'Z' => unsupported(r"`\Z`").help(r"leave it out: the whole value must match anyway"),
        'G' | 'K' => unsupported(&format!(r"`\{c}`")).help("leave it out"),
        'u' | 'U' => unsupported(&format!(r"`\{c}`")).help(r"write a code point as `\x{00E9}`"),
        'h' | 'H' | 'R' | 'X' | 'N' => {
            unsupported(&format!(r"`\{c}`")).help(r"write a class, such as `[ \t]`")
        }
        'C' => unsupported(r"`\C`").help("write `.` for any character"),
        'e' => unsupported(r"`\e`").help(r"write `\x1b`"),
        'b' | 'B' | 'A' | 'z' | 'Q' | 'E' => refused(format!(r"`\{c}` has no meaning here"))
            .help(r"remove it, or write `\\` to match a backslash"),
        _ => refused(format!(r"`\{c}` is not an escape"))
            .help(format!(r"write `{c}` alone, or `\\{c}` to match a backslash before it")),
    }
}
