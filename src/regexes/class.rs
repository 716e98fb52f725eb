//! Bracketed classes. In Go `&&`, `--`, `~~` and an inner `[` mean themselves; in the crate they do not.

use super::escape::{BAD_ESCAPE, Item};
use super::translate::{Translator, push_char};
use super::{RegexError, escape};

/// What Go says of ranges, and of classes that it does not know.
pub(super) const BAD_RANGE: &str = "invalid character class range";

/// A class that matches no character.
pub(super) const NOTHING: &str = r"[^\x{0}-\x{10FFFF}]";

/// Names between `[:` and `:]`. The crate knows the same ones, with the same meaning.
const POSIX: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "word", "xdigit",
];

/// Reads a class, its `[` at `from` already passed.
pub(super) fn bracketed(to: &mut Translator, from: usize) -> Result<(), RegexError> {
    to.begin_atom();
    let fold = to.flags.ignore_case;
    to.out.push_str(if fold { "(?i:[" } else { "[" });
    if to.rest().starts_with('^') {
        to.at += 1;
        to.out.push('^');
    }
    let before_items = to.out.len();
    let mut first = true;
    while first || !to.rest().starts_with(']') {
        if to.rest().is_empty() {
            return Err(unclosed(to, from));
        }
        first = false;
        item(to, from)?;
    }
    to.at += 1;
    if to.out.len() == before_items {
        // Only surrogates, which no text has.
        to.out.push_str("[a&&b]");
    }
    to.out.push_str(if fold { "])" } else { "]" });
    Ok(())
}

fn unclosed(to: &Translator, from: usize) -> RegexError {
    let message = "this `[` is never closed";
    RegexError::new(from..from + 1, "missing closing ]", &to.pattern[from..], message)
        .help(r"close it with `]`, or write `\[` to match the character")
}

/// An item of the class that begins at `from`.
fn item(to: &mut Translator, from: usize) -> Result<(), RegexError> {
    let start = to.at;
    if to.rest().starts_with("[:") && start + 2 <= to.last_posix_end {
        let (name, _) = to.rest()[2..].split_once(":]").unwrap_or_default();
        return posix(to, name);
    }
    let low = match character(to, from)? {
        Item::Class(class) => {
            to.out.push_str(&class);
            return Ok(());
        }
        Item::Char(code) => code,
    };
    let mut high = low;
    let rest = to.rest();
    if rest.len() >= 2 && rest.starts_with('-') && !rest.starts_with("-]") {
        to.at += 1;
        high = range_end(to, from)?;
    }
    if high < low {
        let range = &to.pattern[start..to.at];
        let message = format!("the range `{range}` ends before it begins");
        let error = RegexError::new(start..to.at, BAD_RANGE, range, message);
        return Err(error.help(r"write the smaller character first, or `\-` to match a hyphen"));
    }
    push_range(to, low, high);
    Ok(())
}

fn character(to: &mut Translator, from: usize) -> Result<Item, RegexError> {
    match to.rest().chars().next() {
        Some('\\') => {
            let (item, end) = escape::item(to.pattern, to.at)?;
            to.at = end;
            Ok(item)
        }
        Some(c) => {
            to.at += c.len_utf8();
            Ok(Item::Char(c as u32))
        }
        None => Err(unclosed(to, from)),
    }
}

/// After `x-`: one character; Go refuses a class here.
fn range_end(to: &mut Translator, from: usize) -> Result<u32, RegexError> {
    let start = to.at;
    match character(to, from)? {
        Item::Char(code) => Ok(code),
        Item::Class(_) => {
            let (at, message) = (start..to.at, "a range cannot end in a class");
            // Go reads the first letter alone: `\p`, not `\p{Greek}`.
            let class = &to.pattern[start..start + 2];
            Err(RegexError::new(at, BAD_ESCAPE, class, message).help(r"write `\-` to match a hyphen"))
        }
    }
}

fn posix(to: &mut Translator, name: &str) -> Result<(), RegexError> {
    let at = to.at..to.at + name.len() + 4;
    if !POSIX.contains(&name.strip_prefix('^').unwrap_or(name)) {
        let class = &to.pattern[at.clone()];
        let error = RegexError::new(at, BAD_RANGE, class, format!("there is no class `[:{name}:]`"));
        return Err(match crate::text::nearest(name, POSIX) {
            Some(near) => error.help(format!("did you mean `[:{near}:]`?")),
            None => error.help(format!("the classes are {}", POSIX.join(", "))),
        });
    }
    to.out.push_str(&to.pattern[at.clone()]);
    to.at = at.end;
    Ok(())
}

/// Writes a range without the surrogates, which the crate does not know and no text has.
fn push_range(to: &mut Translator, low: u32, high: u32) {
    let low = if (0xD800..0xE000).contains(&low) { 0xE000 } else { low };
    let high = if (0xD800..0xE000).contains(&high) { 0xD7FF } else { high };
    if let (true, Some(low), Some(high)) = (low <= high, char::from_u32(low), char::from_u32(high)) {
        push_char(&mut to.out, low);
        if low != high {
            to.out.push('-');
            push_char(&mut to.out, high);
        }
    }
}
