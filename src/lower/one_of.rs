//! A matcher for some of a label's values.

use super::output::Matcher;
use crate::expr::MatchOp;
use std::borrow::Cow;

/// `label="a"` or `label=~"a|b"`. The values are escaped, sorted and free of duplicates.
pub(super) fn one_of<'m>(label: &'static str, mut values: Vec<&'m str>) -> Matcher<'m> {
    values.sort_unstable();
    values.dedup();
    match values[..] {
        [value] => Matcher::equal(label, value),
        _ => {
            let escaped: Vec<Cow<str>> = values.into_iter().map(escaped).collect();
            Matcher::new(label, MatchOp::Regex, escaped.join("|"))
        }
    }
}

/// `text` as a regex that matches it alone.
fn escaped(text: &str) -> Cow<'_, str> {
    let special = |c: char| r"\.+*?()|[]{}^$".contains(c);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut regex = String::new();
    for c in text.chars() {
        if special(c) {
            regex.push('\\');
        }
        regex.push(c);
    }
    Cow::Owned(regex)
}
