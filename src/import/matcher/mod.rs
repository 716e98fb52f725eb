//! Matchers, in each notation that Alertmanager reads by default: its newer parser (UTF-8), else its
//! classic one; where both read a text, and differently, the classic reading counts.
//! Source: Alertmanager's `matcher/compat`.

mod classic;
mod utf8;

use super::fault::{Fault, Place};
use super::shape::{Labels, Texts};
use crate::expr::MatchOp;
use crate::lower::Matcher;

/// The matchers of one entry, such as `severity="critical"` or `{a="x", b=~"y|z"}`.
///
/// # Errors
/// One sentence, when neither parser can read it or a regex is none.
pub fn parse(text: &str) -> Result<Vec<Matcher<'static>>, String> {
    let newer = utf8::parse(text).and_then(with_good_regexes);
    let classic = classic::parse(text).and_then(with_good_regexes);
    match (newer, classic) {
        (_, Ok(classic)) => Ok(classic),
        (Ok(newer), Err(_)) => Ok(newer),
        (Err(newer), Err(_)) => Err(newer),
    }
}

fn with_good_regexes(matchers: Vec<Matcher<'static>>) -> Result<Vec<Matcher<'static>>, String> {
    matchers.iter().try_for_each(check_regex).map(|()| matchers)
}

fn check_regex(matcher: &Matcher) -> Result<(), String> {
    match matcher.op {
        MatchOp::Equal | MatchOp::NotEqual => Ok(()),
        MatchOp::Regex | MatchOp::NotRegex => crate::regexes::check_for_alertmanager(&matcher.value)
            .map_err(|error| format!("`{}` is no regex: {error}", matcher.value)),
    }
}

/// `matchers`: a list of entries.
pub(super) fn entries(entries: Option<Texts>, place: &Place) -> Result<Vec<Matcher<'static>>, Fault> {
    let mut matchers = Vec::new();
    for (index, entry) in entries.unwrap_or_default().into_iter().enumerate() {
        let entry = entry.unwrap_or_default();
        matchers.extend(parse(&entry).map_err(|message| place.index(index).fault(message))?);
    }
    Ok(matchers)
}

/// `match: {label: value}`, deprecated.
pub(super) fn equalities(labels: Option<Labels>, place: &Place) -> Result<Vec<Matcher<'static>>, Fault> {
    pairs(labels, MatchOp::Equal, place)
}

/// `match_re: {label: regex}`, deprecated.
pub(super) fn regexes(labels: Option<Labels>, place: &Place) -> Result<Vec<Matcher<'static>>, Fault> {
    pairs(labels, MatchOp::Regex, place)
}

fn pairs(labels: Option<Labels>, op: MatchOp, place: &Place) -> Result<Vec<Matcher<'static>>, Fault> {
    let mut matchers = Vec::new();
    for (label, value) in labels.unwrap_or_default().0 {
        let place = place.key(&label);
        if !is_classic_name(&label) {
            return Err(place.fault(format!("`{label}` cannot stand here: use `matchers`")));
        }
        let Some(value) = value.or_else(|| (op == MatchOp::Equal).then(String::new)) else {
            return Err(place.fault("there is no regex"));
        };
        let mut matcher = Matcher::new(label.clone(), op, value);
        check_regex(&matcher).map_err(|message| place.fault(message))?;
        // Alertmanager anchors these twice: it counts where a `)` of the text closes the first anchors.
        if op == MatchOp::Regex && crate::regexes::check(&matcher.value).is_err() {
            matcher.value = format!("^(?:{})$", matcher.value).into();
        }
        matchers.push(matcher);
    }
    Ok(matchers)
}

fn is_classic_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
