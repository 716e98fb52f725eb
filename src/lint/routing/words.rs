//! Matchers and alerts in words.

use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::reach::symbolic::Labels;

/// `team=~"a|b"`
pub(super) fn matcher(matcher: &Matcher) -> String {
    let op = match matcher.op {
        MatchOp::Equal => "=",
        MatchOp::NotEqual => "!=",
        MatchOp::Regex => "=~",
        MatchOp::NotRegex => "!~",
    };
    format!("{}{op}{:?}", matcher.label, matcher.value)
}

/// `severity="critical", team="a"`: an alert of these; None when it is not sure that there is one.
pub(super) fn example(labels: &Labels) -> Option<String> {
    if !labels.is_certain() {
        return None;
    }
    let pairs = labels.example()?;
    let texts: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
    Some(match texts.is_empty() {
        true => "one without labels".to_owned(),
        false => texts.join(", "),
    })
}

/// `a`, `a and b`, `a, b and 3 more`
pub(super) fn list(names: &[String]) -> String {
    const MOST: usize = 3;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] if names.len() <= MOST => format!("{} and {last}", all.join(", ")),
        _ => format!("{} and {} more", names[..MOST - 1].join(", "), names.len() + 1 - MOST),
    }
}
