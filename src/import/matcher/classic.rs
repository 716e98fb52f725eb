//! The classic parser: names of letters, digits, `_` and `:`; values with or without quotes, in which
//! only `\"`, `\n` and `\\` are escapes. Source: Alertmanager's `pkg/labels/parse.go`.

use crate::expr::MatchOp;
use crate::lower::Matcher;

/// What `\s` is to Go.
const BLANK: [char; 5] = [' ', '\t', '\n', '\u{c}', '\r'];

pub(super) fn parse(text: &str) -> Result<Vec<Matcher<'static>>, String> {
    let text = text.strip_prefix('{').unwrap_or(text);
    let text = text.strip_suffix('}').unwrap_or(text);
    parts(text).into_iter().map(matcher).collect()
}

/// The text between commas that are in no quotes. What follows the last one may be blank.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            ',' if !quoted => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            ',' => {}
            '"' if !escaped => quoted = !quoted,
            '"' => escaped = false,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

fn matcher(text: &str) -> Result<Matcher<'static>, String> {
    let bad = || format!("`{text}` is no matcher");
    let rest = text.trim_start_matches(BLANK);
    let name_end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(name_end);
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        return Err(bad());
    }
    let rest = rest.trim_start_matches(BLANK);
    let operators =
        [("=~", MatchOp::Regex), ("=", MatchOp::Equal), ("!=", MatchOp::NotEqual), ("!~", MatchOp::NotRegex)];
    let found = operators.into_iter().find_map(|(text, op)| Some((op, rest.strip_prefix(text)?)));
    let (op, rest) = found.ok_or_else(bad)?;
    Ok(Matcher::new(name.to_string(), op, value(rest.trim_matches(BLANK))?))
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
