//! Tokens that come from other languages or stand where they have no meaning, each with words.

use super::Rule;
use super::brackets::string_end;
use super::lex::{TokenKind, Tokens};
use super::missing;
use crate::text::nearest;

/// What to say of a token, and what to write instead.
pub(super) struct Stray {
    pub message: String,
    pub help: String,
}

/// Where the next token begins: behind blanks and comments.
pub(super) fn skip_blank(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}']).len();
        at += blank;
        if !text[at..].starts_with('#') {
            return at;
        }
        at += text[at..].find('\n').unwrap_or(text.len() - at);
    }
}

/// The whole token that begins at `at`.
pub(super) fn token_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return "" };
    let end = match first {
        '"' | '\'' | '`' => {
            string_end(text, at).map_or_else(|| rest.find('\n').unwrap_or(rest.len()), |end| end - at)
        }
        c if c.is_alphanumeric() || c == '_' => {
            let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
            rest.find(|c| !inside(c)).unwrap_or(rest.len())
        }
        '=' | '!' | '<' | '>' | '&' | '|' | '~' | '-' | '+' | '.' => {
            const LONG: [&str; 14] =
                ["===", "!==", "==", "=~", "!=", "!~", ">=", "<=", "&&", "||", "<>", "->", "=>", ".."];
            LONG.iter().find(|long| rest.starts_with(**long)).map_or(1, |long| long.len())
        }
        other => other.len_utf8(),
    };
    &rest[..end]
}

/// The last token of a text, and where it begins.
pub(super) fn last_token(text: &str) -> Option<(usize, &str)> {
    let last = Tokens::new(text).filter(|token| token.kind != TokenKind::Comment).last()?;
    Some((last.start, &text[last.range()]))
}

/// A string token without its closing quote.
pub(super) fn is_open_string(token: &str) -> bool {
    token.starts_with(['"', '\'', '`']) && string_end(token, 0).is_none()
}

/// Words for a token that people write out of habit, or for a missing operand.
pub(super) fn explain(text: &str, at: usize, token: &str, expected: &[Rule]) -> Option<Stray> {
    let after_operand = expected.contains(&Rule::binary_operator) || expected.contains(&Rule::operator);
    let wants_operand =
        [Rule::operand, Rule::expr, Rule::condition].iter().any(|rule| expected.contains(rule));
    let (message, help) = match token {
        "=" | "===" if after_operand => ("does not compare", "a comparison is written `==`"),
        "!==" | "<>" if after_operand => ("does not compare", "a comparison is written `!=`"),
        "=>" if after_operand => ("is no operator", "at least is written `>=`"),
        "=~" | "!~" if after_operand => {
            ("matches labels, not values", "put the matcher between braces: `metric{label=~\"…\"}`")
        }
        "==" if expected.contains(&Rule::match_operator) => {
            ("compares values, not labels", "a label is matched with `=`, `!=`, `=~` or `!~`")
        }
        "&&" | "&" => ("is no operator", "write `and`"),
        "||" | "|" => ("is no operator", "write `or`"),
        "!" | "not" if wants_operand || after_operand => {
            ("is no operator", "write `unless`, or turn the comparison round")
        }
        "?" => ("is no operator", "write `and` and `or`, or two levels"),
        word if expected.contains(&Rule::weekday) && is_word(word) => return no_weekday(word),
        _ => {
            return missing::operand(text, at, token, wants_operand)
                .or_else(|| missing::duration(text, at, token));
        }
    };
    Some(Stray { message: format!("`{token}` {message}"), help: help.to_string() })
}

/// A word where a day of the week is wanted.
fn no_weekday(word: &str) -> Option<Stray> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let meant = nearest(word, DAYS);
    let help = meant
        .map_or_else(|| format!("write one of {}", DAYS.join(", ")), |day| format!("did you mean `{day}`?"));
    Some(Stray { message: format!("`{word}` is no day of the week"), help })
}

pub(super) fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
