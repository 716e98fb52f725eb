//! Since when Alertmanager knows a setting, where that is later than its integration and 0.22.
//! Sources: its CHANGELOG, and `sanitize` in the operator's `pkg/alertmanager/amcfg.go`, which knows the same.

use crate::quantity::Version;

/// Integration, setting, and the minor version of Alertmanager 0 that brought it.
const SETTINGS: &[(&str, &str, u32)] = &[
    ("discord", "avatar_url", 28),
    ("discord", "content", 28),
    ("discord", "username", 28),
    ("discord", "webhook_url_file", 28),
    ("email", "auth_password_file", 25),
    ("email", "auth_secret_file", 31),
    ("email", "force_implicit_tls", 31),
    ("email", "threading", 30),
    ("jira", "api_type", 29),
    ("mattermost", "author_icon", 32),
    ("mattermost", "author_link", 32),
    ("mattermost", "author_name", 32),
    ("mattermost", "color", 32),
    ("mattermost", "fallback", 32),
    ("mattermost", "fields", 32),
    ("mattermost", "footer", 32),
    ("mattermost", "footer_icon", 32),
    ("mattermost", "image_url", 32),
    ("mattermost", "pretext", 32),
    ("mattermost", "thumb_url", 32),
    ("mattermost", "title", 32),
    ("mattermost", "title_link", 32),
    ("msteams", "summary", 27),
    ("opsgenie", "actions", 24),
    ("opsgenie", "api_key_file", 24),
    ("opsgenie", "entity", 24),
    ("opsgenie", "update_alerts", 24),
    ("pagerduty", "routing_key_file", 25),
    ("pagerduty", "service_key_file", 25),
    ("pagerduty", "source", 25),
    ("pagerduty", "timeout", 30),
    ("pushover", "device", 26),
    ("pushover", "monospace", 29),
    ("pushover", "token_file", 26),
    ("pushover", "ttl", 27),
    ("pushover", "user_key_file", 26),
    ("slack", "app_token", 30),
    ("slack", "app_token_file", 30),
    ("slack", "app_url", 30),
    ("slack", "message_text", 31),
    ("slack", "timeout", 30),
    ("slack", "update_message", 32),
    ("sns", "use_aws_http_client", 33),
    ("telegram", "bot_token_file", 26),
    ("telegram", "chat_id_file", 31),
    ("telegram", "message_thread_id", 26),
    ("victorops", "api_key_file", 25),
    ("webhook", "payload", 32),
    ("webhook", "timeout", 28),
    ("webhook", "url_file", 26),
    ("wechat", "api_secret_file", 31),
];

/// The same for `global`.
const GLOBAL: &[(&str, u32)] = &[
    ("mattermost_webhook_url", 32),
    ("mattermost_webhook_url_file", 32),
    ("opsgenie_api_key_file", 24),
    ("slack_app_token", 30),
    ("slack_app_token_file", 30),
    ("slack_app_url", 30),
    ("smtp_auth_password_file", 25),
    ("smtp_auth_secret_file", 31),
    ("smtp_force_implicit_tls", 31),
    ("telegram_bot_token", 31),
    ("telegram_bot_token_file", 31),
    ("victorops_api_key_file", 25),
    ("wechat_api_secret_file", 31),
];

/// The same for what stands in `http_config` and `tls_config`.
const NESTED: &[(&str, u32)] = &[
    ("enable_http2", 25),
    ("http_headers", 28),
    ("max_version", 25),
    ("min_version", 25),
    ("no_proxy", 26),
    ("proxy_connect_header", 26),
    ("proxy_from_environment", 26),
];

/// Since when a channel of a kind may have a setting; none: as long as the integration.
pub fn since_of(kind: &str, setting: &str) -> Option<Version> {
    let found = SETTINGS.iter().find(|(of, name, _)| *of == kind && *name == setting);
    found.map(|(.., minor)| Version::new(0, *minor))
}

/// The same for a setting of `global`.
pub fn since_of_global(setting: &str) -> Option<Version> {
    of(GLOBAL, setting)
}

/// The same for a setting of `http_config` or `tls_config`.
pub fn since_of_nested(setting: &str) -> Option<Version> {
    of(NESTED, setting)
}

fn of(table: &[(&str, u32)], setting: &str) -> Option<Version> {
    table.iter().find(|(name, _)| *name == setting).map(|(_, minor)| Version::new(0, *minor))
}

#[cfg(test)]
#[test]
fn the_tables_name_settings_that_there_are() {
    for (kind, setting, minor) in SETTINGS {
        let integration = super::integration(kind).unwrap_or_else(|| panic!("there is no {kind}"));
        assert!(integration.block.type_of(setting).is_some(), "{kind} has no {setting}");
        let of_kind = integration.since.and_then(Version::parse);
        assert!(of_kind.is_none_or(|since| since < Version::new(0, *minor)), "{kind} is as new as {setting}");
    }
    for (setting, _) in GLOBAL {
        assert!(super::GLOBAL.type_of(setting).is_some(), "`global` has no {setting}");
    }
    let sorted = |pairs: Vec<(&str, &str)>| pairs.is_sorted();
    assert!(sorted(SETTINGS.iter().map(|(kind, name, _)| (*kind, *name)).collect()));
}
