//! What should stand before a token and does not: an operand, the length of a time.

use super::stray::{Stray, is_word};

/// Words that begin a clause, so that they are no metrics unless in braces.
const CLAUSES: [&str; 8] =
    ["for", "until", "over", "when", "keep_firing_for", "escalate", "override", "weight"];

/// Words that a duration follows.
const BEFORE_DURATION: [&str; 6] = ["for", "keep_firing_for", "over", "interval", "every", "within"];

/// An operator, bracket or comma with nothing behind it.
pub(super) fn operand(text: &str, at: usize, token: &str, wanted: bool) -> Option<Stray> {
    let operator = operator_before(text[..at].trim_end());
    if !wanted || operator.is_empty() {
        return None;
    }
    let (message, help) = match token {
        "" => (
            format!("`{operator}` has nothing on its right"),
            "write the operand, or remove the operator".to_string(),
        ),
        word if CLAUSES.contains(&word) => (
            format!("`{operator}` has nothing on its right: `{word}` begins a clause"),
            format!("write the operand before `{word}`; a metric of that name is written `{{\"{word}\"}}`"),
        ),
        word if is_word(word) => return None,
        token => (
            format!("`{operator}` has nothing on its right, `{token}` cannot stand here"),
            "write the operand, or remove the operator".to_string(),
        ),
    };
    Some(Stray { message, help })
}

/// The operator that a text ends with, a sign or a word; nothing when there is none.
fn operator_before(text: &str) -> &str {
    let word = last_word(text);
    if ["and", "or", "unless", "atan2"].contains(&word) {
        return word;
    }
    let is_sign = |c: char| matches!(c, '+' | '-' | '*' | '/' | '%' | '^' | '=' | '!' | '<' | '>');
    &text[text.trim_end_matches(is_sign).len()..]
}

fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len()..]
}

/// `for grace`: a name where a duration is wanted.
pub(super) fn duration(text: &str, at: usize, token: &str) -> Option<Stray> {
    let clause = last_word(text[..at].trim_end());
    (is_word(token) && BEFORE_DURATION.contains(&clause)).then(|| Stray {
        message: format!("`{clause}` takes a duration, not a name"),
        help: "write it as it is, such as `5m` or `1h30m`".to_string(),
    })
}
