//! The channels that a receiver tells.

use crate::channel::integration;
use crate::lower::{AlertmanagerConfig, Receiver};
use crate::model::Setting;
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
        let by_default = integration(of_kind.kind).is_none_or(|integration| integration.send_resolved);
        for (place, settings) in of_kind.settings.iter().enumerate() {
            let said = settings.iter().find(|(name, _)| name == "send_resolved").map(|(_, value)| value);
            let sends_resolved = match said {
                Some(Setting::Bool(said)) => *said,
                _ => by_default,
            };
            let name = of_kind.channels.get(place).copied().unwrap_or(of_kind.kind);
            all.push(Told { name, kind: of_kind.kind, sends_resolved });
        }
    }
    all.into()
}
