//! What may follow `(`: plain groups, names, flags; and what Go has not: look-around, atomic groups, comments.

use super::RegexError;
use super::translate::{Flags, Translator};

const BAD_NAME: &str = "invalid named capture";
const BAD_GROUP: &str = "invalid or unsupported Perl syntax";

/// Reads a group's opening, its `(` already passed, at `from`.
pub(super) fn open<'p>(to: &mut Translator<'p>, from: usize) -> Result<(), RegexError> {
    let Some(rest) = to.rest().strip_prefix('?') else {
        let flags = to.flags;
        return to.open(from, "(", flags);
    };
    let after = &to.pattern[from..];
    for (look, name, negative) in LOOK_AROUND {
        if after.starts_with(look) {
            let message = format!("Go's regexes have no {name}");
            let (go, part) = match after.find('>') {
                // To Go it begins a name.
                Some(end) if look.len() == 4 => (BAD_NAME, &after[..=end]),
                None if look.len() == 4 => (BAD_NAME, after),
                _ => (BAD_GROUP, look),
            };
            let error = RegexError::new(from..from + look.len(), go, part, message);
            let instead = if negative { "`!~`" } else { "`=~`" };
            return Err(error.help(format!("use a second matcher on the same label, with {instead}")));
        }
    }
    // To Go it begins a name only when something follows.
    let named = rest.strip_prefix("P<").or_else(|| rest.strip_prefix('<')).filter(|named| !named.is_empty());
    match named {
        Some(named) => open_named(to, from, named),
        None => open_flags(to, from),
    }
}

/// Longest first, so that `(?<=` is not taken for `(?<`.
const LOOK_AROUND: [(&str, &str, bool); 4] = [
    ("(?<=", "look-behind", false),
    ("(?<!", "negative look-behind", true),
    ("(?=", "look-ahead", false),
    ("(?!", "negative look-ahead", true),
];

fn open_named<'p>(to: &mut Translator<'p>, from: usize, named: &'p str) -> Result<(), RegexError> {
    let name_at = to.pattern.len() - named.len();
    let Some((name, _)) = named.split_once('>') else {
        let message = "this group's name has no closing `>`";
        return Err(RegexError::new(from..name_at, BAD_NAME, &to.pattern[from..], message));
    };
    let end = name_at + name.len() + 1;
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        let message = format!("`{name}` cannot be a group's name");
        let error = RegexError::new(from..end, BAD_NAME, &to.pattern[from..end], message);
        return Err(error.help("use letters, digits and `_`"));
    }
    to.at = end;
    let flags = to.flags;
    // The crate refuses what Go allows: names that begin with a digit, and the same name twice.
    if name.starts_with(|first: char| first.is_ascii_digit()) || to.names.contains(&name) {
        return to.open(from, "(", flags);
    }
    to.names.push(name);
    to.open(from, &format!("(?P<{name}>"), flags)
}

/// `(?i)`, `(?i-s:`, `(?:`.
fn open_flags(to: &mut Translator, from: usize) -> Result<(), RegexError> {
    let mut flags = to.flags;
    let mut on = true;
    let mut seen_after_minus = false;
    for (offset, c) in to.pattern[from + 2..].char_indices() {
        let end = from + 2 + offset + c.len_utf8();
        match c {
            'i' => flags.ignore_case = on,
            'm' => flags.multi_line = on,
            's' => flags.dot_newline = on,
            'U' => flags.swap_greed = on,
            '-' if on => {
                on = false;
                continue;
            }
            ':' | ')' if on || seen_after_minus => {
                to.at = end;
                return finish(to, from, c, flags);
            }
            _ => return Err(unknown(&to.pattern[from..end], from..end)),
        }
        seen_after_minus = !on;
    }
    let (at, part) = (from..to.pattern.len(), &to.pattern[from..]);
    Err(RegexError::new(at, BAD_GROUP, part, "this group is never closed"))
}

fn finish(to: &mut Translator, from: usize, last: char, flags: Flags) -> Result<(), RegexError> {
    if last == ':' {
        return to.open(from, "(?:", flags);
    }
    to.flags = flags;
    Ok(())
}

fn unknown(text: &str, at: std::ops::Range<usize>) -> RegexError {
    let (message, help) = match text {
        "(?>" => ("Go's regexes have no atomic groups", "write `(?:` instead: what matches is the same"),
        "(?#" => ("Go's regexes have no comments", "remove the comment"),
        "(?P" => ("Go's regexes have no back-references", "a named group begins with `(?P<name>`"),
        _ if text.ends_with('x') => ("Go's regexes have no `x` flag", "remove the flag and the white space"),
        _ => (
            "Go's regexes do not know this group",
            "the flags are `i`, `m`, `s` and `U`; a plain group is `(?:…)`",
        ),
    };
    RegexError::new(at, BAD_GROUP, text, message).help(help)
}
