//! Matchers that ask for alerts, labels or values that no rule has.

use super::alerts::Alerts;
use super::inhibition::Sides;
use super::look::Look;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::regexes::language::Language;
use crate::text::{Span, misspelt, nearest};
use std::collections::{BTreeSet, HashMap};

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let Some(alerts) = &look.alerts else { return };
    if alerts.all.is_empty() {
        return;
    }
    let names: BTreeSet<&str> = alerts.all.iter().map(|alert| alert.name).collect();
    let places = places(look);
    // Rules that have none of the names that the configuration asks for are others' rules.
    let asked = || places.iter().map(|place| place.matcher).filter(|matcher| &*matcher.label == "alertname");
    let related = asked().any(|matcher| finds(matcher, &names));
    let mut known: HashMap<&str, Option<BTreeSet<&str>>> = HashMap::new();
    for place in &places {
        let matcher = place.matcher;
        if !matches!(matcher.op, MatchOp::Equal | MatchOp::Regex) || finds(matcher, &BTreeSet::from([""])) {
            continue;
        }
        let label = &*matcher.label;
        let is_name = label == "alertname";
        let values = match is_name {
            true => Some(&names),
            false => known.entry(label).or_insert_with(|| alerts.values(label)).as_ref(),
        };
        if !is_name && (!alerts.may_have(label) || !alerts.is_named(label) && looks_misspelt(alerts, label)) {
            findings.extend(no_label(look, place));
            continue;
        }
        let Some(values) = values.filter(|values| !values.is_empty()) else { continue };
        if finds(matcher, values) {
            continue;
        }
        findings.extend(no_value(place, values, related && is_name));
    }
}

/// A matcher somewhere in the configuration.
struct Place<'c> {
    matcher: &'c Matcher<'c>,
    span: Span,
    code: Code,
}

fn places<'c>(look: &Look<'c>) -> Vec<Place<'c>> {
    let mut found = Vec::new();
    for (id, node) in look.nodes() {
        for (place, matcher) in node.route.matchers.iter().enumerate() {
            found.push(Place { matcher, span: look.matcher(id, place), code: codes::ROUTE_NO_ALERT });
        }
    }
    for (index, rule) in look.config.inhibit_rules.iter().enumerate() {
        let sides = Sides::new(index, rule);
        for (side, matchers) in [("source", &rule.source), ("target", &rule.target)] {
            for (place, matcher) in matchers.iter().enumerate() {
                let span = sides.matcher(look, side, place);
                found.push(Place { matcher, span, code: codes::INHIBIT_NO_ALERT });
            }
        }
    }
    found
}

/// Whether a positive matcher holds for any of the values. A regex that is too big to ask counts as if it held.
fn finds(matcher: &Matcher, values: &BTreeSet<&str>) -> bool {
    if matcher.op == MatchOp::Equal {
        return values.contains(&*matcher.value);
    }
    let Ok(language) = Language::new(&matcher.value) else { return true };
    match language.literals() {
        Some(literals) => literals.iter().any(|literal| values.contains(literal.as_str())),
        None => values.iter().any(|value| language.matches(value) != Some(false)),
    }
}

/// Whatever series bring along: it is a letter away from a label that rules set.
fn looks_misspelt(alerts: &Alerts, label: &str) -> bool {
    misspelt(label, alerts.labels()).is_some()
}

fn no_label(look: &Look, place: &Place) -> Option<Diagnostic> {
    let alerts = look.alerts.as_ref()?;
    let label = &*place.matcher.label;
    let finding =
        Diagnostic::new(place.code, place.span, format!("no alert of the rules has the label `{label}`"));
    match misspelt(label, alerts.labels()) {
        Some(near) => Some(finding.help(format!("did you mean `{near}`?"))),
        None => alerts
            .knows_external()
            .then(|| finding.help("set it in the rules, or keep it in their expressions")),
    }
}

fn no_value(place: &Place, values: &BTreeSet<&str>, related: bool) -> Option<Diagnostic> {
    let matcher = place.matcher;
    let (label, asked) = (&*matcher.label, &*matcher.value);
    if matcher.op == MatchOp::Regex
        && let Some(meant) = part_of(asked, values)
    {
        let message =
            format!("`{asked}` must match the whole `{label}`, and matches none: not even `{meant}`");
        return Some(
            Diagnostic::new(codes::MATCHER_UNANCHORED, place.span, message)
                .help(format!("write `{label}=~\"{}\"`", around(asked, meant))),
        );
    }
    let near = match label {
        "alertname" => nearest(asked, values.iter().copied()),
        _ => misspelt(asked, values.iter().copied()),
    };
    let message = match label {
        "alertname" => format!("no rule has an alert that `{}` matches", super::words::matcher(matcher)),
        _ => {
            format!("no alert of the rules has the label that `{}` asks for", super::words::matcher(matcher))
        }
    };
    let finding = Diagnostic::new(place.code, place.span, message);
    match near {
        Some(near) => Some(finding.help(format!("did you mean `{near}`?"))),
        None => related.then(|| finding.help("is it of a rule file that was not given? else remove it")),
    }
}

/// A value that a plain text is a part of: a regex that people write elsewhere for what contains it.
fn part_of<'a>(asked: &str, values: &BTreeSet<&'a str>) -> Option<&'a str> {
    const SHORTEST: usize = 3;
    let plain = asked.len() >= SHORTEST && asked.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    values.iter().copied().find(|value| plain && value.contains(asked))
}

fn around(asked: &str, meant: &str) -> String {
    match (meant.starts_with(asked), meant.ends_with(asked)) {
        (true, _) => format!("{asked}.*"),
        (_, true) => format!(".*{asked}"),
        _ => format!(".*{asked}.*"),
    }
}
