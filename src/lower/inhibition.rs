//! Inhibition: a more severe level of an alert quiets the less severe ones; a service that is down
//! quiets those that need it; and what the program says itself.

use super::dependencies;
use super::labels;
use super::one_of::one_of;
use super::output::{InhibitRule, Matcher};
use crate::expr::{self, MatchOp};
use crate::model::{Alert, Inhibition, Level, Model, SeverityId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn rules(model: &Model) -> Vec<InhibitRule<'_>> {
    let mut rules = level_rules(model);
    rules.extend(dependencies::rules(model));
    rules.extend(model.inhibitions.iter().map(|inhibition| explicit(model, inhibition)));
    rules
}

/// Two severities, the first more severe.
type Pair = (SeverityId, SeverityId);

/// Alerts that have levels of both severities of a pair.
#[derive(Default)]
struct Alerts<'m> {
    /// All labels of those whose levels have the same ones.
    labels: BTreeSet<&'m str>,
    /// Whether there are any.
    any: bool,
    /// Those whose levels differ in labels, with what they share.
    special: Vec<(&'m Alert, Vec<&'m str>)>,
    /// Those of which not all labels are known: which series belong together is not known either.
    unknown: Vec<&'m str>,
}

/// One rule for each pair of severities, and one for each alert whose levels differ in labels.
fn level_rules(model: &Model) -> Vec<InhibitRule<'_>> {
    let mut pairs: BTreeMap<Pair, Alerts> = BTreeMap::new();
    for alert in &model.alerts {
        for pair in pairs_of(model, alert) {
            add(pairs.entry(pair).or_default(), alert, pair);
        }
    }
    pairs.into_iter().flat_map(|(pair, alerts)| rules_of_pair(model, pair, alerts)).collect()
}

/// The pairs of severities among the levels of one alert.
fn pairs_of(model: &Model, alert: &Alert) -> BTreeSet<Pair> {
    if alert.levels.len() < 2 {
        return BTreeSet::new();
    }
    let rank = |id: SeverityId| model.severities[id].rank;
    let severities: BTreeSet<SeverityId> = alert.levels.iter().map(|level| level.severity).collect();
    let with = |source| severities.iter().map(move |target| (source, *target));
    severities
        .iter()
        .copied()
        .flat_map(with)
        .filter(|(source, target)| rank(*source) < rank(*target))
        .collect()
}

fn add<'m>(alerts: &mut Alerts<'m>, alert: &'m Alert, (source, target): Pair) {
    let of_pair = |level: &&Level| level.severity == source || level.severity == target;
    let levels = || alert.levels.iter().filter(of_pair);
    let mut labels = BTreeSet::new();
    for level in levels() {
        match labels::kept(alert, level) {
            Some(kept) => labels.extend(kept),
            None => return alerts.unknown.push(&alert.name),
        }
    }
    // A level may also have the label because its rule sets it: absence of one member of a fleet.
    let has = |level: &Level, label: &str| {
        let known = level.result_labels.iter().flatten();
        known.chain(level.labels.iter().map(|(name, _)| name)).any(|name| name == label)
    };
    let shared: Vec<&str> =
        labels.iter().copied().filter(|label| levels().all(|level| has(level, label))).collect();
    if shared.len() == labels.len() {
        alerts.any = true;
        alerts.labels.extend(shared);
    } else {
        alerts.special.push((alert, shared));
    }
}

fn rules_of_pair<'m>(model: &'m Model, (source, target): Pair, alerts: Alerts<'m>) -> Vec<InhibitRule<'m>> {
    let severity = |id: SeverityId| model.severities[id].name.as_str();
    let (source, target) = (severity(source), severity(target));
    let name = format!("{source} over {target}");
    let equal = |labels: Vec<&'m str>| {
        let external = model.prometheus.external_labels.iter().map(|(name, _)| name.as_str());
        let mut equal = vec!["alertname", "service"];
        for label in labels.into_iter().chain(external) {
            if !equal.contains(&label) {
                equal.push(label);
            }
        }
        equal
    };
    let mut rules = Vec::new();
    if alerts.any {
        let special = alerts.special.iter().map(|(alert, _)| alert.name.as_str());
        let excluded: Vec<&str> = special.chain(alerts.unknown).collect();
        let mut target = vec![Matcher::equal("severity", target)];
        if !excluded.is_empty() {
            target.push(none_of("alertname", excluded));
        }
        rules.push(InhibitRule {
            name: name.clone().into(),
            source: vec![Matcher::equal("severity", source)],
            target,
            equal: equal(alerts.labels.into_iter().collect()),
            span: None,
        });
    }
    for (alert, shared) in alerts.special {
        let of_alert = |severity| {
            vec![Matcher::equal("alertname", alert.name.as_str()), Matcher::equal("severity", severity)]
        };
        rules.push(InhibitRule {
            name: format!("{name} of {}", alert.name).into(),
            source: of_alert(source),
            target: of_alert(target),
            equal: equal(shared),
            span: Some(alert.span),
        });
    }
    rules
}

/// `label!="a"` or `label!~"a|b"`
fn none_of<'m>(label: &'static str, values: Vec<&'m str>) -> Matcher<'m> {
    let mut matcher = one_of(label, values);
    matcher.op = match matcher.op {
        MatchOp::Equal => MatchOp::NotEqual,
        _ => MatchOp::NotRegex,
    };
    matcher
}

/// As the program says it, and for alerts of the same Prometheus alone: one cluster does not quiet
/// another, unless the rule itself names them.
fn explicit<'m>(model: &'m Model, inhibition: &'m Inhibition) -> InhibitRule<'m> {
    let mut equal: Vec<&str> = inhibition.equal.iter().map(String::as_str).collect();
    let named = |label: &str| {
        inhibition.source.iter().chain(&inhibition.target).any(|matcher| matcher.label.value == label)
    };
    for (label, _) in &model.prometheus.external_labels {
        if !equal.contains(&label.as_str()) && !named(label) {
            equal.push(label);
        }
    }
    InhibitRule {
        name: Cow::Borrowed(&inhibition.name),
        source: matchers(&inhibition.source),
        target: matchers(&inhibition.target),
        equal,
        span: Some(inhibition.span),
    }
}

fn matchers<'m>(written: &'m [expr::Matcher]) -> Vec<Matcher<'m>> {
    let matcher = |one: &'m expr::Matcher| {
        let expr::Matcher { label, op, value } = one;
        Matcher::new(label.value.as_str(), *op, value.value.as_str())
    };
    written.iter().map(matcher).collect()
}
