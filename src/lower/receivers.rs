//! Receivers: one for each step of a used policy and each of its windows.

use super::output::Receiver;
use super::policies::{self, Policy};
use crate::model::{Model, Watchdog};

/// Told of alerts that no route knows. Other receivers have a `/` in their names.
pub(super) const FALLBACK: &str = "fallback";

pub(super) fn watchdog_receiver(watchdog: &Watchdog) -> String {
    format!("watchdog/{}", watchdog.name)
}

/// In stable order: the fallback, heartbeats, policies with their steps.
pub(super) fn all<'m>(model: &'m Model, policies: &[Policy<'m>]) -> Vec<Receiver<'m>> {
    let channels = |ids: Vec<usize>| ids.into_iter().map(|id| &model.channels[id]);
    let fallback = model.alertmanager.fallback.clone();
    let mut all = vec![Receiver::new(FALLBACK.to_string(), channels(fallback), None)];
    for watchdog in &model.watchdogs {
        let told = channels(watchdog.channels.clone());
        all.push(Receiver::new(watchdog_receiver(watchdog), told, Some(watchdog.span)));
    }
    for policy in policies {
        let steps = policy.escalation.steps.iter().zip(1..);
        for (step, number) in steps {
            for told in policies::told(step) {
                let name = policies::receiver_name(model, policy.escalation, number, told.when);
                all.push(Receiver::new(name, channels(told.channels), Some(step.span)));
            }
        }
    }
    all
}
