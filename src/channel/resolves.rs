//! Who is told that an alert has ended, and what stays open until then.

use super::integration;
use super::table::Opens;
use crate::model::{Channel, Setting};

/// Whether an integration of this kind, with these settings, tells of the end.
pub fn sends_resolved(kind: &str, settings: &[(String, Setting)]) -> bool {
    match settings.iter().find(|(name, _)| name == "send_resolved") {
        Some((_, Setting::Bool(said))) => *said,
        _ => integration(kind).is_none_or(|known| known.send_resolved),
    }
}

/// What a channel leaves open until it is told of the end. Nothing when it is never told: then somebody
/// closes it by hand in any case.
pub fn opens(channel: &Channel) -> Opens {
    match sends_resolved(&channel.kind, &channel.settings) {
        true => integration(&channel.kind).map_or(Opens::Nothing, |known| known.opens),
        false => Opens::Nothing,
    }
}
