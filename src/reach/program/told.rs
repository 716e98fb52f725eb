//! The channels that a receiver tells.

use crate::channel::sends_resolved;
use crate::lower::{AlertmanagerConfig, Receiver};
use std::collections::HashMap;
use std::sync::Arc;

/// One integration of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'c> {
    /// The channel's name; the kind where it has none.
    pub name: &'c str,
    /// `pagerduty`
    pub kind: &'c str,
    /// It is also told when the alert ends.
    pub sends_resolved: bool,
}

pub(super) fn by_receiver<'c>(config: &'c AlertmanagerConfig<'c>) -> HashMap<&'c str, Arc<[Told<'c>]>> {
    config.receivers.iter().map(|receiver| (receiver.name.as_str(), told(receiver))).collect()
}

fn told<'c>(receiver: &'c Receiver<'c>) -> Arc<[Told<'c>]> {
    let mut all = Vec::new();
    for of_kind in &receiver.integrations {
        for (place, settings) in of_kind.settings.iter().enumerate() {
            let sends_resolved = sends_resolved(of_kind.kind, settings);
            let name = of_kind.channels.get(place).copied().unwrap_or(of_kind.kind);
            all.push(Told { name, kind: of_kind.kind, sends_resolved });
        }
    }
    all.into()
}
