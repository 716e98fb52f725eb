//! Whether two channels tell the same people, and who opens incidents.

use crate::channel::{Opens, opens};
use crate::model::{Channel, Setting};

/// Settings that say where a channel leads, without the ending `_file`.
const ADDRESS: [&str; 17] = [
    "api_key",
    "api_url",
    "channel",
    "chat_id",
    "phone_number",
    "project",
    "room_id",
    "routing_key",
    "service_key",
    "target_arn",
    "to",
    "to_user",
    "topic_arn",
    "url",
    "user_key",
    "webhook_url",
    "channel_id",
];

/// The channel of both programs that goes by one name, or that was renamed and nothing else.
pub(super) fn same(old: &Channel, new: &Channel) -> bool {
    old.name == new.name || old.kind == new.kind && old.settings == new.settings
}

/// Whether both lead to one place.
pub(super) fn same_address(old: &Channel, new: &Channel) -> bool {
    old.kind == new.kind && address(old) == address(new)
}

fn address(channel: &Channel) -> Vec<&(String, Setting)> {
    let leads = |name: &str| ADDRESS.contains(&name.strip_suffix("_file").unwrap_or(name));
    let mut found: Vec<_> = channel.settings.iter().filter(|(name, _)| leads(name)).collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// Whether an incident is known by the key of the group, and is resolved by Alertmanager.
pub(super) fn opens_incidents(channel: &Channel) -> bool {
    opens(channel) != Opens::Nothing
}

/// `oncall (pagerduty)`
pub(super) fn shown(channel: &Channel) -> String {
    format!("{} ({})", channel.name, channel.kind)
}
