//! What of a program is to be seen: all of it, or what belongs to one name.

use crate::model::{Alert, ChannelId, EscalationId, Level, Model, ServiceId, WindowId};
use crate::text::nearest;
use std::collections::BTreeSet;

/// A program, or a part of it. Indexes are those of the model, in its order.
pub struct Scene<'m> {
    pub model: &'m Model,
    /// What the picture is of besides the program: an environment, the one name that is shown.
    pub notes: Vec<String>,
    pub alerts: Vec<Shown<'m>>,
    pub services: BTreeSet<ServiceId>,
    pub escalations: BTreeSet<EscalationId>,
    pub channels: BTreeSet<ChannelId>,
    pub windows: BTreeSet<WindowId>,
    /// Only a part is shown: what no alert of the part uses is left out.
    pub is_part: bool,
}

/// An alert, with those of its levels that are to be seen.
pub struct Shown<'m> {
    pub alert: &'m Alert,
    pub levels: Vec<&'m Level>,
}

impl<'m> Scene<'m> {
    /// The whole program, also what no alert uses.
    pub fn whole(model: &'m Model) -> Scene<'m> {
        let alerts = model.alerts.iter().map(|alert| Shown { alert, levels: alert.levels.iter().collect() });
        Scene {
            model,
            notes: Vec::new(),
            alerts: alerts.collect(),
            services: (0..model.services.len()).collect(),
            escalations: (0..model.escalations.len()).collect(),
            channels: (0..model.channels.len()).collect(),
            windows: (0..model.windows.len()).collect(),
            is_part: false,
        }
    }

    /// What belongs to the alerts, services and escalations of this name. None has it: the nearest
    /// name, where one is near.
    pub fn part(model: &'m Model, name: &str) -> Result<Scene<'m>, Option<&'m str>> {
        let service = model.services.iter().position(|service| service.name == name);
        let escalation = model.escalations.iter().position(|escalation| escalation.name == name);
        let mut alerts = Vec::new();
        for alert in &model.alerts {
            let all = alert.name == name || service.is_some() && alert.service == service;
            let shown = |level: &&Level| all || Some(level.escalation) == escalation;
            let levels: Vec<&Level> = alert.levels.iter().filter(shown).collect();
            if !levels.is_empty() {
                alerts.push(Shown { alert, levels });
            }
        }
        if alerts.is_empty() && service.is_none() && escalation.is_none() {
            let names = model.alerts.iter().map(|alert| &alert.name);
            let names = names.chain(model.services.iter().map(|service| &service.name));
            let names = names.chain(model.escalations.iter().map(|escalation| &escalation.name));
            return Err(nearest(name, names.map(String::as_str)));
        }
        let mut scene = Scene { alerts, is_part: true, ..Scene::whole(model) };
        scene.notes.push(format!("only {name}"));
        scene.services = scene.alerts.iter().filter_map(|shown| shown.alert.service).chain(service).collect();
        let used = scene.alerts.iter().flat_map(|shown| &shown.levels).map(|level| level.escalation);
        scene.escalations = used.chain(escalation).collect();
        let notify = || {
            let steps = scene.escalations.iter().flat_map(|id| &model.escalations[*id].steps);
            steps.flat_map(|step| &step.notify)
        };
        scene.channels = notify().flat_map(|notify| notify.channels.iter().copied()).collect();
        scene.windows = notify().filter_map(|notify| notify.when.map(|when| when.window)).collect();
        Ok(scene)
    }
}
