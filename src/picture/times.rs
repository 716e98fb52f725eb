//! When people are told, on one axis for all alerts.

use crate::model::{Alert, Level, Millis, Model};
use crate::reach::program::Delay;

/// From the breach to the notification of each step, at the latest.
pub(super) fn latest(model: &Model, alert: &Alert, level: &Level) -> Vec<Millis> {
    let escalation = &model.escalations[level.escalation];
    let wait = escalation.group_wait.unwrap_or(model.alertmanager.group_wait);
    let steps = 1..=escalation.steps.len();
    steps.map(|number| Delay::of(model, alert, level, number, wait).worst()).collect()
}

/// The marks of the axis that may have a label.
pub(super) const MARKS: [(Millis, &str); 5] =
    [(60_000, "1m"), (300_000, "5m"), (1_800_000, "30m"), (3 * 3_600_000, "3h"), (24 * 3_600_000, "1d")];

/// The place of a time on the axis, 0 to 100: minutes and hours have about the same room.
pub(super) fn place(time: Millis) -> f64 {
    const FIRST: f64 = 20_000.0;
    const LAST: f64 = 2.0 * 24.0 * 3_600_000.0;
    let scale = |time: f64| (1.0 + time / FIRST).ln();
    let place = scale(time.max(0) as f64) / scale(LAST);
    (place.min(1.0) * 1000.0).round() / 10.0
}

/// The places of times in order, so far apart that their marks can be told apart.
pub(super) fn apart(times: &[Millis]) -> Vec<f64> {
    const GAP: f64 = 9.5;
    let mut places: Vec<f64> = times.iter().map(|time| place(*time)).collect();
    for index in 1..places.len() {
        places[index] = places[index].max(places[index - 1] + GAP);
    }
    let mut most = 100.0;
    for place in places.iter_mut().rev() {
        *place = place.min(most).max(0.0);
        most = *place - GAP;
    }
    places
}
