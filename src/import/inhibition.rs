//! Inhibition rules, in the old words and the new ones.

use super::fault::{Fault, Place};
use super::matcher;
use super::owned::InhibitRule;
use super::shape::{self, Labels, Texts};
use crate::lower::Matcher;

pub(super) fn all(rules: Vec<shape::InhibitRule>, root: &Place) -> Result<Vec<InhibitRule>, Fault> {
    let place = root.key("inhibit_rules");
    rules.into_iter().enumerate().map(|(index, rule)| read(rule, &place.index(index))).collect()
}

fn read(rule: shape::InhibitRule, place: &Place) -> Result<InhibitRule, Fault> {
    let equal: Vec<String> =
        rule.equal.unwrap_or_default().into_iter().map(Option::unwrap_or_default).collect();
    if let Some(index) = equal.iter().position(String::is_empty) {
        return Err(place.key("equal").index(index).fault("a label's name is empty"));
    }
    Ok(InhibitRule {
        name: rule.name.unwrap_or_default(),
        source: side(
            (rule.source_match, &place.key("source_match")),
            (rule.source_match_re, &place.key("source_match_re")),
            (rule.source_matchers, &place.key("source_matchers")),
        )?,
        target: side(
            (rule.target_match, &place.key("target_match")),
            (rule.target_match_re, &place.key("target_match_re")),
            (rule.target_matchers, &place.key("target_matchers")),
        )?,
        equal,
    })
}

fn side(
    equal: (Option<Labels>, &Place),
    regexes: (Option<Labels>, &Place),
    entries: (Option<Texts>, &Place),
) -> Result<Vec<Matcher<'static>>, Fault> {
    let mut matchers = matcher::equalities(equal.0, equal.1)?;
    matchers.extend(matcher::regexes(regexes.0, regexes.1)?);
    matchers.extend(matcher::entries(entries.0, entries.1)?);
    Ok(matchers)
}
