//! Who is told at a step, inside and outside of a window.

use super::scene::Scene;
use super::words;
use crate::model::{ChannelId, EscalationId, Step, WindowId};
use std::collections::BTreeMap;

/// A step that a window has a say in.
pub(super) struct Use<'m> {
    pub escalation: EscalationId,
    pub step: &'m Step,
    pub inside: Vec<Told>,
    pub outside: Vec<Told>,
}

/// A channel, and the condition of another window that it hangs on.
pub(super) struct Told {
    pub channel: ChannelId,
    pub also: Option<String>,
}

/// The uses of each window.
pub(super) fn uses<'m>(scene: &Scene<'m>) -> BTreeMap<WindowId, Vec<Use<'m>>> {
    let mut uses: BTreeMap<WindowId, Vec<Use>> = BTreeMap::new();
    for escalation in &scene.escalations {
        for step in &scene.model.escalations[*escalation].steps {
            let mut windows: Vec<WindowId> =
                step.notify.iter().filter_map(|notify| notify.when.map(|when| when.window)).collect();
            windows.sort_unstable();
            windows.dedup();
            for window in windows {
                let used = Use {
                    escalation: *escalation,
                    step,
                    inside: told(scene, step, window, false),
                    outside: told(scene, step, window, true),
                };
                uses.entry(window).or_default().push(used);
            }
        }
    }
    uses
}

fn told(scene: &Scene, step: &Step, window: WindowId, outside: bool) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for notify in &step.notify {
        let also = match notify.when {
            Some(when) if when.window == window && when.outside != outside => continue,
            Some(when) if when.window != window => Some(words::when(scene.model, when)),
            _ => None,
        };
        for channel in &notify.channels {
            match told.iter_mut().find(|told| told.channel == *channel) {
                Some(known) if also.is_none() => known.also = None,
                Some(known) if known.also == also || known.also.is_none() => {}
                _ => told.push(Told { channel: *channel, also: also.clone() }),
            }
        }
    }
    told
}
