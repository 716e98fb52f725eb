//! The steps of alerts as Alertmanager gets them.

use super::Side;
use super::notices::Destination;
use crate::lower::labels_of_step;
use crate::model::{Alert, Level, Millis};
use crate::reach::program::Delay;
use std::borrow::Cow;

/// One step of a level: an alert of its own for Alertmanager.
pub(super) struct Step<'a> {
    /// From 1.
    pub number: usize,
    /// Those that are known, sorted: what the condition's result adds is not here.
    pub labels: Labels<'a>,
    side: Side<'a>,
    alert: &'a Alert,
    level: &'a Level,
}

pub(super) type Labels<'a> = Vec<(&'a str, Cow<'a, str>)>;

impl Step<'_> {
    /// From the breach to the notification, in the worst case.
    pub fn latest(&self, told: &Destination) -> Millis {
        let wait = told.settings.group_wait.value;
        Delay::of(self.side.model, self.alert, self.level, self.number, wait).worst()
    }
}

/// The steps of a level.
pub(super) fn of<'a>(side: Side<'a>, alert: &'a Alert, level: &'a Level) -> Vec<Step<'a>> {
    let steps = 1..=side.model.escalations[level.escalation].steps.len();
    steps
        .map(|number| Step { number, labels: labels(side, alert, level, number), side, alert, level })
        .collect()
}

fn labels<'a>(side: Side<'a>, alert: &'a Alert, level: &'a Level, number: usize) -> Labels<'a> {
    let mut labels: Labels = Vec::new();
    let external = side.model.prometheus.external_labels.iter();
    let external = external.map(|(label, value)| (label.as_str(), Cow::Borrowed(value.as_str())));
    // Later ones win: a step's `escalation`, and what a rule sets over what Prometheus adds.
    for (label, value) in external.chain(labels_of_step(side.model, alert, level, number)) {
        match labels.iter_mut().find(|(known, _)| *known == label) {
            Some((_, known)) => *known = value,
            None => labels.push((label, value)),
        }
    }
    // An empty label is none.
    labels.retain(|(_, value)| !value.is_empty());
    labels.sort();
    labels
}
