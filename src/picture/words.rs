//! The few phrases that all pictures share.

use crate::model::{Channel, Escalation, Millis, Model, Step, When};
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
