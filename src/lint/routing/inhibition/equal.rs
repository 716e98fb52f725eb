//! `equal`: none at all, or labels that alerts do not have, which are equal on all of them.

use super::sides::Sides;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::routing::look::Look;
use crate::lint::routing::place::Step;
use crate::model::known_rank;
use crate::text::misspelt;
use std::collections::BTreeSet;

pub(super) fn check(look: &Look, rule: &Sides, findings: &mut Diagnostics) {
    if rule.source.is_none() || rule.target.is_none() || rule.rule.source.is_empty() {
        return;
    }
    if rule.rule.equal.is_empty() {
        if is_broad(rule) {
            findings.push(
                Diagnostic::new(
                    codes::INHIBIT_NO_EQUAL,
                    rule.whole(look),
                    "one alert anywhere mutes all targets of this rule: it has no `equal`",
                )
                .help("name the labels that source and target share, such as `equal: [alertname, cluster]`"),
            );
        }
        return;
    }
    for (place, label) in rule.rule.equal.iter().enumerate() {
        let Some((why, help)) = missing(look, label) else { continue };
        let way =
            [Step::Key("inhibit_rules"), Step::Index(rule.index), Step::Key("equal"), Step::Index(place)];
        let at = look.places.value(&way).unwrap_or_else(|| rule.whole(look));
        let message = format!("{why}: a label that both lack is equal, so that `{label}` narrows nothing");
        findings.push(Diagnostic::new(codes::INHIBIT_EQUAL_LABEL, at, message).help(help));
    }
}

/// The sources are a whole severity: whatever fires somewhere mutes all the others. A rule whose source is
/// one alert may well be meant to.
fn is_broad(rule: &Sides) -> bool {
    let Some(source) = &rule.source else { return false };
    let severity_only = source
        .named()
        .all(|(label, values)| label == "severity" || label == "priority" || values.listed().is_none());
    let grave = ["severity", "priority"].iter().any(|label| {
        source
            .get(label)
            .listed()
            .is_some_and(|values| values.iter().all(|value| known_rank(value).is_some()))
    });
    severity_only && grave
}

/// Why nobody has the label.
fn missing(look: &Look, label: &str) -> Option<(String, String)> {
    if let Some(alerts) = &look.alerts
        && !alerts.may_have(label)
    {
        let help = match misspelt(label, alerts.labels()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a label that the alerts have".to_owned(),
        };
        return Some((format!("no alert of the rules has the label `{label}`"), help));
    }
    // Without rules: a name that differs in one letter from one that the rest of the configuration uses.
    let near = misspelt(label, elsewhere(look, label))?;
    Some((format!("`{label}` looks misspelt"), format!("did you mean `{near}`?")))
}

/// The labels that routes and rules ask for; none when `label` is among them more than once.
fn elsewhere<'c>(look: &Look<'c>, label: &str) -> BTreeSet<&'c str> {
    let mut names = BTreeSet::new();
    let mut count = 0;
    let mut add = |name: &'c str| {
        count += usize::from(name == label);
        names.insert(name);
    };
    for (_, node) in look.nodes() {
        node.route.matchers.iter().for_each(|matcher| add(&matcher.label));
        node.route.group_by.iter().flatten().for_each(|name| add(name));
    }
    for rule in &look.config.inhibit_rules {
        rule.source.iter().chain(&rule.target).for_each(|matcher| add(&matcher.label));
        rule.equal.iter().for_each(|name| add(name));
    }
    if count > 1 { BTreeSet::new() } else { names }
}
