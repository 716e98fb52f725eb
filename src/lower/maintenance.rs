//! Which alerts of a policy are muted by which maintenances. A mute interval holds for a whole
//! route, so a policy whose alerts are not all muted alike is split by severity and service.

use super::one_of::one_of;
use super::output::Matcher;
use super::policies::{Kind, Policy};
use crate::model::{Maintenance, Model, Mutes, ServiceId, SeverityId};
use std::collections::{BTreeMap, BTreeSet};

/// Indexes of `Model::maintenances`.
pub(super) type MutedBy = Vec<usize>;

/// How the alerts of a policy are muted.
pub(super) struct Split<'m> {
    /// Alerts that are muted in another way than the rest, told apart by matchers. No alert is in
    /// two of them.
    pub parts: Vec<(Vec<Matcher<'m>>, MutedBy)>,
    /// All other alerts.
    pub rest: MutedBy,
}

/// Splits a policy's alerts into as few parts as the model's maintenances ask for.
pub(super) fn split<'m>(model: &'m Model, policy: &Policy) -> Split<'m> {
    let mut ways: BTreeMap<MutedBy, BTreeSet<Kind>> = BTreeMap::new();
    for kind in &policy.kinds {
        ways.entry(muted_by(model, *kind)).or_default().insert(*kind);
    }
    // The empty list sorts first: alerts that nothing mutes need no matcher.
    let Some((rest, _)) = ways.pop_first() else {
        return Split { parts: Vec::new(), rest: Vec::new() };
    };
    let parts = ways.into_iter().flat_map(|(muted_by, kinds)| {
        rectangles(model, policy, &kinds).into_iter().map(move |matchers| (matchers, muted_by.clone()))
    });
    Split { parts: parts.collect(), rest }
}

fn muted_by(model: &Model, kind: Kind) -> MutedBy {
    let mutes = |maintenance: &Maintenance| maintenance.mutes.iter().any(|mutes| covers(mutes, kind));
    let all = model.maintenances.iter().enumerate();
    all.filter(|(_, maintenance)| mutes(maintenance)).map(|(index, _)| index).collect()
}

fn covers(mutes: &Mutes, (severity, service): Kind) -> bool {
    let by_severity = mutes.severities.is_empty() || mutes.severities.contains(&severity);
    let by_service = match service {
        _ if mutes.services.is_empty() => true,
        Some(service) => mutes.services.contains(&service),
        None => false,
    };
    by_severity && by_service
}

/// Matchers for exactly `kinds` among the policy's: severities with the same services stand together.
fn rectangles<'m>(model: &'m Model, policy: &Policy, kinds: &BTreeSet<Kind>) -> Vec<Vec<Matcher<'m>>> {
    let services_of = |kinds: &BTreeSet<Kind>| {
        let mut services: BTreeMap<SeverityId, BTreeSet<Option<ServiceId>>> = BTreeMap::new();
        for (severity, service) in kinds {
            services.entry(*severity).or_default().insert(*service);
        }
        services
    };
    let all = services_of(&policy.kinds);
    let mut severities_of: BTreeMap<Option<BTreeSet<Option<ServiceId>>>, Vec<SeverityId>> = BTreeMap::new();
    for (severity, services) in services_of(kinds) {
        let every_one = all[&severity] == services;
        severities_of.entry((!every_one).then_some(services)).or_default().push(severity);
    }
    let severity = |id: SeverityId| model.severities[id].name.as_str();
    let service = |id: Option<ServiceId>| id.map_or("", |id| model.services[id].name.as_str());
    let rectangle = |(services, severities): (Option<BTreeSet<Option<ServiceId>>>, Vec<SeverityId>)| {
        let mut matchers = vec![one_of("severity", severities.into_iter().map(severity).collect())];
        matchers.extend(services.map(|ids| one_of("service", ids.into_iter().map(service).collect())));
        matchers
    };
    severities_of.into_iter().map(rectangle).collect()
}
