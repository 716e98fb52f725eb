//! Misspelt keywords: `untill`, `whne`, `group_lef`.

use super::Rule;
use super::syntax_error::expected_words;
use crate::text::nearest;

/// Words that may follow an operand of an expression.
const AFTER_OPERAND: [&str; 13] = [
    "and",
    "or",
    "unless",
    "atan2",
    "bool",
    "on",
    "ignoring",
    "group_left",
    "group_right",
    "offset",
    "by",
    "without",
    "for",
];

/// The misspelt word at the error or just before it, where it begins, and what was meant.
pub(super) fn misspelt<'a>(
    text: &'a str,
    at: usize,
    token: &'a str,
    expected: &[Rule],
) -> Option<(usize, &'a str, &'static str)> {
    let words: Vec<&'static str> = expected_words(expected).collect();
    let operators = expected.contains(&Rule::binary_operator) || expected.contains(&Rule::operator);
    let known = || words.iter().copied().chain(AFTER_OPERAND.into_iter().filter(|_| operators));
    if is_word(token)
        && let Some(meant) = nearest(token, known())
    {
        return Some((at, token, meant));
    }
    let before = before_brackets(text[..at].trim_end());
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map_or(0, |blank| blank + before[blank..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    if !is_word(word) || AFTER_OPERAND.contains(&word) {
        return None;
    }
    nearest(word, AFTER_OPERAND).map(|meant| (start, &text[start..start + word.len()], meant))
}

/// `group_lef (x)` was read as a call: its name is the word to look at.
fn before_brackets(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|inside| inside.rfind('(')) {
        Some(open) => text[..open].trim_end(),
        None => text,
    }
}

fn is_word(token: &str) -> bool {
    token.len() > 1 && token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
