//! Inhibition from `depends_on`: while a service is down, those that need it are quiet.

use super::one_of::one_of;
use super::output::{InhibitRule, Matcher};
use crate::model::{Alert, Model, ServiceId};
use std::collections::BTreeSet;

/// One rule for each service that others need and that has an alert that says it is down.
pub(super) fn rules(model: &Model) -> Vec<InhibitRule<'_>> {
    let mut says_down: Vec<Vec<&Alert>> = vec![Vec::new(); model.services.len()];
    for alert in model.alerts.iter().filter(|alert| alert.says_down) {
        if let Some(service) = alert.service {
            says_down[service].push(alert);
        }
    }
    let needed_by = needed_by(model);
    let external = || model.prometheus.external_labels.iter().map(|(name, _)| name.as_str());
    let mut rules = Vec::new();
    for (id, alerts) in says_down.into_iter().enumerate() {
        let dependents = if alerts.is_empty() { BTreeSet::new() } else { all_that_need(id, &needed_by) };
        if dependents.is_empty() {
            continue;
        }
        let service = &model.services[id];
        let names = dependents.into_iter().map(|id| model.services[id].name.as_str());
        rules.push(InhibitRule {
            name: format!("{} is down", service.name).into(),
            source: vec![
                one_of("alertname", alerts.iter().map(|alert| alert.name.as_str()).collect()),
                one_of("severity", gravest(model, &alerts)),
                Matcher::equal("service", &service.name),
            ],
            target: vec![one_of("service", names.collect())],
            equal: external().collect(),
            span: Some(service.span),
        });
    }
    rules
}

/// The highest severity of each alert: a milder level warns, and does not say "down".
fn gravest<'m>(model: &'m Model, alerts: &[&Alert]) -> Vec<&'m str> {
    let highest = |alert: &Alert| {
        let severities = alert.levels.iter().map(|level| &model.severities[level.severity]);
        severities.min_by_key(|severity| severity.rank).map(|severity| severity.name.as_str())
    };
    alerts.iter().filter_map(|alert| highest(alert)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// For each service, those that name it in `depends_on`.
fn needed_by(model: &Model) -> Vec<Vec<ServiceId>> {
    let mut needed_by = vec![Vec::new(); model.services.len()];
    for (id, service) in model.services.iter().enumerate() {
        for needed in &service.depends_on {
            needed_by[*needed].push(id);
        }
    }
    needed_by
}

/// Those that need `service`, also through others; never itself.
fn all_that_need(service: ServiceId, needed_by: &[Vec<ServiceId>]) -> BTreeSet<ServiceId> {
    let mut found = BTreeSet::new();
    let mut open = vec![service];
    while let Some(next) = open.pop() {
        for dependent in &needed_by[next] {
            if *dependent != service && found.insert(*dependent) {
                open.push(*dependent);
            }
        }
    }
    found
}
