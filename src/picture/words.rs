//! The few phrases that all pictures share.

use super::scene::Scene;
use crate::model::{Channel, Escalation, Millis, Model, ServiceId, Step, When};
use crate::quantity::duration_text;

/// `at once`, `after 15m`
pub(super) fn after(step: &Step) -> String {
    if step.after == 0 { "at once".to_string() } else { format!("after {}", duration_text(step.after)) }
}

/// `during office-hours`
pub(super) fn when(model: &Model, when: When) -> String {
    let word = if when.outside { "outside" } else { "during" };
    format!("{word} {}", model.windows[when.window].name)
}

/// How often an escalation's steps are told again while the alert fires.
pub(super) fn repeat(model: &Model, escalation: &Escalation) -> Millis {
    escalation.repeat.unwrap_or(model.alertmanager.repeat_interval)
}

/// `oncall (pagerduty)`
pub(super) fn channel(channel: &Channel) -> String {
    format!("{} ({})", channel.name, channel.kind)
}

/// `alert`, `alerts`
pub(super) fn plural(number: usize, one: &str) -> String {
    if number == 1 { one.to_string() } else { format!("{one}s") }
}

/// The name of a service, and its owner.
pub(super) fn service<'m>(scene: &Scene<'m>, id: Option<ServiceId>) -> (&'m str, Option<&'m str>) {
    match id.map(|id| &scene.model.services[id]) {
        Some(service) => (&service.name, service.owner.as_deref()),
        None => ("no service", None),
    }
}

/// Where a service stands on a page.
pub(super) fn service_id(id: Option<ServiceId>) -> String {
    id.map_or("s".to_string(), |id| format!("s{id}"))
}
