//! The classic parser: names of letters, digits, `_` and `:`; values with or without quotes, in which
//! only `\"`, `\n` and `\\` are escapes. Source: Alertmanager's `pkg/labels/parse.go`.

use super::{Fault, Part};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use std::ops::Range;

/// What `\s` is to Go.
const BLANK: [char; 5] = [' ', '\t', '\n', '\u{c}', '\r'];

pub(super) fn parse(text: &str) -> Result<Vec<Part>, Fault> {
    let start = usize::from(text.starts_with('{'));
    let end = text.len() - usize::from(text.ends_with('}') && text.len() > start);
    parts(text, start..end).into_iter().map(|range| matcher(text, range)).collect()
}

/// What stands between commas that are in no quotes. What follows the last one may be blank.
fn parts(text: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut escaped) = (inside.start, false, false);
    for (at, c) in text[inside.clone()].char_indices() {
        match c {
            ',' if !quoted => {
                let at = inside.start + at;
                parts.push(start..at);
                start = at + 1;
            }
            ',' => {}
            '"' if !escaped => quoted = !quoted,
            '"' => escaped = false,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    let last = trimmed(text, start..inside.end, char::is_whitespace);
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// The range without blanks at its ends.
fn trimmed(text: &str, range: Range<usize>, blank: impl Fn(char) -> bool) -> Range<usize> {
    let part = text[range.clone()].trim_start_matches(&blank);
    let start = range.end - part.len();
    start..start + part.trim_end_matches(&blank).len()
}

fn matcher(text: &str, range: Range<usize>) -> Result<Part, Fault> {
    let at = trimmed(text, range, |c| BLANK.contains(&c));
    let whole = &text[at.clone()];
    let bad = || Fault::syntax(at.clone(), format!("`{whole}` is no matcher"));
    let name_end =
        whole.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':').unwrap_or(whole.len());
    let (name, rest) = whole.split_at(name_end);
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        return Err(bad());
    }
    let rest = rest.trim_start_matches(BLANK);
    let operators =
        [("=~", MatchOp::Regex), ("=", MatchOp::Equal), ("!=", MatchOp::NotEqual), ("!~", MatchOp::NotRegex)];
    let found = operators.into_iter().find_map(|(text, op)| Some((op, rest.strip_prefix(text)?)));
    let (op, rest) = found.ok_or_else(bad)?;
    let raw = rest.trim_start_matches(BLANK);
    let value_at = at.end - raw.len()..at.end;
    let value = value(raw).map_err(|message| Fault::syntax(value_at.clone(), message))?;
    Ok(Part { matcher: Matcher::new(name.to_string(), op, value), at, value_at })
}

fn value(raw: &str) -> Result<String, String> {
    let inside = raw.strip_prefix('"');
    let mut open = inside.is_some();
    let text = inside.unwrap_or(raw);
    let stray = || format!("`{raw}` has a `\"` that is not escaped");
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let last = at + 1 >= text.len();
        if escaped {
            escaped = false;
            match c {
                'n' => value.push('\n'),
                '"' | '\\' => value.push(c),
                _ => value.extend(['\\', c]),
            }
        } else if c == '\\' && !last {
            escaped = true;
        } else if c == '"' {
            if !open || !last {
                return Err(stray());
            }
            open = false;
        } else {
            value.push(c);
        }
    }
    if open { Err(stray()) } else { Ok(value) }
}
