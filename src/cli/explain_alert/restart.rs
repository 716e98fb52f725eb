//! What an alert's reader should know of restarts.

use crate::model::{Level, Millis, Model};

/// `--rules.alert.for-grace-period`: Prometheus restores a `for` of this length over a restart.
const GRACE: Millis = 10 * 60_000;

/// How long Alertmanager at least believes in an alert that Prometheus no longer sends: so many
/// times the longer of the evaluation interval and a minute.
const RESENDS: Millis = 3;

/// A firing alert whose `for` is not restored is pending again after a restart. Where that lasts
/// longer than Alertmanager believes in it, its end is told, and then it is told anew.
pub(super) fn remark(model: &Model, level: &Level) -> Option<&'static str> {
    let believed = RESENDS * model.prometheus.evaluation_interval.max(60_000);
    let ends = level.hold.is_none() && level.pending < GRACE && level.pending >= believed;
    ends.then_some("a restart of Prometheus tells its end, and tells it anew: `for` is shorter than 10m")
}
