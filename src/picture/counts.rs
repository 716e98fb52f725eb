//! How many levels alerts have, by severity, service and escalation.

use super::scene::Scene;
use crate::model::{EscalationId, ServiceId, SeverityId};
use std::collections::{BTreeMap, BTreeSet};

/// Levels by severity; the model has the most severe first.
pub(super) type BySeverity = BTreeMap<SeverityId, usize>;

#[derive(Default)]
pub(super) struct Counts {
    pub all: BySeverity,
    /// In the order of the model; alerts of no service last.
    pub services: Vec<OfService>,
    pub escalations: BTreeMap<EscalationId, BySeverity>,
}

pub(super) struct OfService {
    pub service: Option<ServiceId>,
    /// Indexes of `Scene::alerts`.
    pub alerts: Vec<usize>,
    pub levels: BySeverity,
}

impl Counts {
    pub fn of(scene: &Scene) -> Counts {
        let mut counts = Counts::default();
        let empty = |service| OfService { service, alerts: Vec::new(), levels: BySeverity::new() };
        let mut services: BTreeMap<Option<ServiceId>, OfService> =
            scene.services.iter().map(|id| (Some(*id), empty(Some(*id)))).collect();
        for (index, shown) in scene.alerts.iter().enumerate() {
            let service = shown.alert.service;
            let own = services.entry(service).or_insert_with(|| empty(service));
            own.alerts.push(index);
            // Once for each severity and escalation: the members of a fleet are levels, too.
            let levels: BTreeSet<(EscalationId, SeverityId)> =
                shown.levels.iter().map(|level| (level.escalation, level.severity)).collect();
            for (escalation, severity) in levels {
                let escalation = counts.escalations.entry(escalation).or_default();
                for count in [&mut counts.all, &mut own.levels, escalation] {
                    *count.entry(severity).or_default() += 1;
                }
            }
        }
        let without = services.remove(&None);
        counts.services = services.into_values().chain(without).collect();
        counts
    }
}
