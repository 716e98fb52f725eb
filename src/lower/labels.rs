//! The labels of a level's alerts, and how the level finds its own alerts again in `ALERTS`.

use crate::model::{Alert, Level, Model};
use std::borrow::Cow;

/// Given by the compiler to the later steps of an escalation alone.
pub(super) const ESCALATION: &str = "escalation";
/// What routes hang on.
pub(super) const ESCALATION_POLICY: &str = "escalation_policy";

/// The labels that every rule of the level puts on its alerts.
pub fn of_level<'m>(model: &'m Model, alert: &'m Alert, level: &'m Level) -> Vec<(&'m str, Cow<'m, str>)> {
    let service = alert.service.map(|id| ("service", model.services[id].name.as_str()));
    let severity = ("severity", model.severities[level.severity].name.as_str());
    let policy = (ESCALATION_POLICY, model.escalations[level.escalation].name.as_str());
    let own = level.labels.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let labels = std::iter::once(severity).chain(service).chain([policy]).chain(own);
    labels.map(|(name, value)| (name, Cow::Borrowed(value))).collect()
}

/// All labels that the rule of step `number` of the level's escalation (the first is 1) gives its alerts,
/// with the alertname. A value may be a template ([`is_template`]); an empty one takes the label away.
pub fn labels_of_step<'m>(
    model: &'m Model,
    alert: &'m Alert,
    level: &'m Level,
    number: usize,
) -> Vec<(&'m str, Cow<'m, str>)> {
    let mut labels = vec![("alertname", Cow::Borrowed(alert.name.as_str()))];
    labels.append(&mut of_level(model, alert, level));
    if number > 1 {
        labels.push((ESCALATION, number.to_string().into()));
    }
    labels
}

/// Names of labels that a rule or Prometheus sets on the level's alerts, so that they say nothing
/// of the labels of the condition's result.
pub(super) fn set_by_rule<'m>(alert: &Alert, level: &'m Level) -> Vec<&'m str> {
    let service = alert.service.map(|_| "service");
    let fixed = ["alertname", "alertstate", "severity"].into_iter();
    let own = level.labels.iter().map(|(name, _)| name.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in fixed.chain(service).chain([ESCALATION_POLICY]).chain(own) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Labels of the condition's result that are the same on the alert. None when not all are known.
pub(super) fn kept<'m>(alert: &Alert, level: &'m Level) -> Option<Vec<&'m str>> {
    let set = set_by_rule(alert, level);
    let result = level.result_labels.as_ref()?.iter().map(String::as_str);
    Some(result.filter(|name| !set.contains(name)).collect())
}

/// Equalities that single out the alerts of the level's first step among all of `ALERTS`: the
/// alertname is the program's only one, and levels of one severity differ in their labels.
pub(super) fn identity<'m>(model: &'m Model, alert: &'m Alert, level: &'m Level) -> Vec<(&'m str, &'m str)> {
    let severity = model.severities[level.severity].name.as_str();
    let mut labels = vec![("alertname", alert.name.as_str()), ("severity", severity)];
    let siblings = || alert.levels.iter().filter(|other| other.severity == level.severity);
    if siblings().count() > 1 {
        for (name, _) in siblings().flat_map(|sibling| &sibling.labels) {
            let own = level.labels.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
            // One that only a sibling sets is absent here, unless the condition's result has it.
            let absent = || level.result_labels.as_ref().is_some_and(|known| !known.contains(name));
            let value = own.or_else(|| absent().then_some(""));
            let seen = labels.iter().any(|(known, _)| known == name);
            labels.extend(
                value.filter(|value| !seen && !is_template(value)).map(|value| (name.as_str(), value)),
            );
        }
    }
    labels.push((ESCALATION, ""));
    labels
}

/// The text of the label or annotation depends on the alert.
pub fn is_template(text: &str) -> bool {
    text.contains("{{")
}
