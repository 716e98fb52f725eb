//! Alertmanager's matchers, in the one form that all modes of its parsers read alike.

use crate::expr::MatchOp;
use crate::lower::Matcher;

/// `name="value"`: the name in quotes where it is no classic one, the value always.
pub fn matcher_text(matcher: &Matcher) -> String {
    let mut text = String::with_capacity(matcher.label.len() + matcher.value.len() + 6);
    let classic = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if matcher.label.chars().all(classic) && !matcher.label.starts_with(|c: char| c.is_ascii_digit()) {
        text.push_str(&matcher.label);
    } else {
        push_quoted(&mut text, &matcher.label);
    }
    text.push_str(match matcher.op {
        MatchOp::Equal => "=",
        MatchOp::NotEqual => "!=",
        MatchOp::Regex => "=~",
        MatchOp::NotRegex => "!~",
    });
    push_quoted(&mut text, &matcher.value);
    text
}

/// The classic parser knows these three escapes alone, and the newer one takes all else as it is.
fn push_quoted(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
    text.push('"');
}
