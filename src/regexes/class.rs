//! Bracketed classes. In Go `&&`, `--`, `~~` and an inner `[` mean themselves; in the crate they do not.

use super::escape::Item;
use super::translate::{Translator, push_char};
use super::{RegexError, escape};

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
            let error = RegexError::new(from..from + 1, "this `[` is never closed");
            return Err(error.help(r"close it with `]`, or write `\[` to match the character"));
        }
        first = false;
        item(to)?;
    }
    to.at += 1;
    if to.out.len() == before_items {
        // Only surrogates, which no text has.
        to.out.push_str("[a&&b]");
    }
    to.out.push_str(if fold { "])" } else { "]" });
    Ok(())
}

fn item(to: &mut Translator) -> Result<(), RegexError> {
    let start = to.at;
    if to.rest().starts_with("[:") && start + 2 <= to.last_posix_end {
        let (name, _) = to.rest()[2..].split_once(":]").unwrap_or_default();
        return posix(to, name);
    }
    let low = match character(to)? {
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
        high = range_end(to)?;
    }
    if high < low {
        let range = &to.pattern[start..to.at];
        let error = RegexError::new(start..to.at, format!("the range `{range}` ends before it begins"));
        return Err(error.help(r"write the smaller character first, or `\-` to match a hyphen"));
    }
    push_range(to, low, high);
    Ok(())
}

fn character(to: &mut Translator) -> Result<Item, RegexError> {
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
        None => Err(RegexError::new(to.at..to.at, "a class is never closed")),
    }
}

/// After `x-`: one character; Go refuses a class here.
fn range_end(to: &mut Translator) -> Result<u32, RegexError> {
    let start = to.at;
    match character(to)? {
        Item::Char(code) => Ok(code),
        Item::Class(_) => Err(RegexError::new(start..to.at, "a range cannot end in a class")
            .help(r"write `\-` to match a hyphen")),
    }
}

fn posix(to: &mut Translator, name: &str) -> Result<(), RegexError> {
    let at = to.at..to.at + name.len() + 4;
    if !POSIX.contains(&name.strip_prefix('^').unwrap_or(name)) {
        let error = RegexError::new(at, format!("there is no class `[:{name}:]`"));
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
