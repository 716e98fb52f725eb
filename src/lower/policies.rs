//! The escalations that some alert uses, with what of them the routes and the receivers share.

use crate::model::{ChannelId, Escalation, EscalationId, Model, Notify, ServiceId, SeverityId, Step, When};
use std::collections::{BTreeMap, BTreeSet};

/// A severity and a service of alerts, as their labels name them.
pub(super) type Kind = (SeverityId, Option<ServiceId>);

/// An escalation, and the alerts that it is for.
pub(super) struct Policy<'m> {
    pub escalation: &'m Escalation,
    pub kinds: BTreeSet<Kind>,
}

/// In the order of the model.
pub(super) fn used(model: &Model) -> Vec<Policy<'_>> {
    let mut kinds: BTreeMap<EscalationId, BTreeSet<Kind>> = BTreeMap::new();
    for alert in &model.alerts {
        for level in &alert.levels {
            kinds.entry(level.escalation).or_default().insert((level.severity, alert.service));
        }
    }
    let policy = |(id, kinds): (EscalationId, _)| Policy { escalation: &model.escalations[id], kinds };
    kinds.into_iter().map(policy).collect()
}

/// Who is told at one step at the same times: the clauses of one window are one receiver.
pub(super) struct Told {
    pub when: Option<When>,
    pub channels: Vec<ChannelId>,
}

/// The receivers of a step, in source order.
pub(super) fn told(step: &Step) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for Notify { channels, when } in &step.notify {
        match all.iter_mut().find(|told| told.when == *when) {
            Some(told) => told.channels.extend(channels),
            None => all.push(Told { when: *when, channels: channels.clone() }),
        }
    }
    all
}

/// The name of a receiver: `immediate/1`, `immediate/1/office-hours`, `immediate/1/outside
/// office-hours`. Names of policies and windows hold neither `/` nor a space, so that no two are
/// the same.
pub(super) fn receiver_name(
    model: &Model,
    escalation: &Escalation,
    number: usize,
    when: Option<When>,
) -> String {
    let policy = &escalation.name;
    match when {
        None => format!("{policy}/{number}"),
        Some(when) => {
            let window = &model.windows[when.window].name;
            let outside = if when.outside { "outside " } else { "" };
            format!("{policy}/{number}/{outside}{window}")
        }
    }
}
