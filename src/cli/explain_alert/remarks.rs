//! What an alert's reader should know of how it ends, and of restarts.

use crate::channel::integration;
use crate::model::{Level, Millis, Model, Setting};

/// `--rules.alert.for-grace-period`: Prometheus restores a `for` of this length over a restart.
const GRACE: Millis = 10 * 60_000;

/// How long Alertmanager at least believes in an alert that Prometheus no longer sends: so many
/// times the longer of the evaluation interval and a minute.
const RESENDS: Millis = 3;

/// Lines about a level: none when there is nothing to remark.
pub(super) fn remarks(model: &Model, level: &Level) -> Vec<String> {
    ends_unheard(model, level).into_iter().chain(ends_at_a_restart(model, level)).collect()
}

/// Channels that say nothing when the alert ends.
fn ends_unheard(model: &Model, level: &Level) -> Option<String> {
    let steps = &model.escalations[level.escalation].steps;
    let mut silent: Vec<&str> = Vec::new();
    for id in steps.iter().flat_map(|step| &step.notify).flat_map(|notify| &notify.channels) {
        let channel = &model.channels[*id];
        let default = integration(&channel.kind).is_none_or(|known| known.send_resolved);
        let says = channel.settings.iter().find(|(name, _)| name == "send_resolved");
        let tells = says.map_or(default, |(_, value)| *value == Setting::Bool(true));
        if !tells && !silent.contains(&channel.name.as_str()) {
            silent.push(&channel.name);
        }
    }
    (!silent.is_empty()).then(|| format!("not told when it ends: {} (no `send_resolved`)", silent.join(", ")))
}

/// A firing alert whose `for` is not restored is pending again after a restart. Where that lasts
/// longer than Alertmanager believes in it, its end is told, and then it is told anew.
fn ends_at_a_restart(model: &Model, level: &Level) -> Option<String> {
    let believed = RESENDS * model.prometheus.evaluation_interval.max(60_000);
    let ends = level.hold.is_none() && level.pending < GRACE && level.pending >= believed;
    ends.then(|| {
        "a restart of Prometheus tells its end, and tells it anew: `for` is shorter than 10m".to_owned()
    })
}
