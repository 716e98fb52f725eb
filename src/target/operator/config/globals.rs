//! `global`, which an AlertmanagerConfig lacks: each channel is given what it leans on.

use crate::model::Setting;

/// How the names in `global` begin that channels of a kind lean on.
const PREFIXES: [(&str, &str); 10] = [
    ("email", "smtp_"),
    ("opsgenie", "opsgenie_"),
    ("pagerduty", "pagerduty_"),
    ("rocketchat", "rocketchat_"),
    ("slack", "slack_"),
    ("telegram", "telegram_"),
    ("victorops", "victorops_"),
    ("webex", "webex_"),
    ("wechat", "wechat_"),
    ("jira", "jira_"),
];

/// The settings of `global` (their indices) that a channel leans on, with their names in the channel.
pub(super) fn for_channel<'g>(
    kind: &str,
    own: &[(String, Setting)],
    global: &'g [(String, Setting)],
) -> Vec<(usize, &'g str)> {
    let of_kind = |name: &'g str| match name {
        "http_config" => (kind != "email").then_some("http_config"),
        "wechat_api_corp_id" => (kind == "wechat").then_some("corp_id"),
        _ => {
            let (_, prefix) = PREFIXES.iter().find(|(known, _)| *known == kind)?;
            name.strip_prefix(prefix)
        }
    };
    let has = |name: &str| own.iter().any(|(key, _)| without_file(key) == without_file(name));
    // Slack is told by an address or by a token; one of its own takes the place of both.
    let says_how = kind == "slack" && (has("api_url") || has("app_token"));
    let of_address = |name: &str| ["api_url", "app_token", "app_url"].contains(&without_file(name));
    let set_already = |name: &str| has(name) || says_how && of_address(name);
    let named = global.iter().enumerate().filter_map(|(index, (name, _))| Some((index, of_kind(name)?)));
    named.filter(|(_, name)| !set_already(name)).collect()
}

/// Settings of `global` that are no channel's.
pub(super) fn of_nobody(name: &str) -> bool {
    name == "resolve_timeout"
}

/// `api_key` and `api_key_file` are one setting.
fn without_file(name: &str) -> &str {
    name.strip_suffix("_file").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::for_channel;
    use crate::model::Setting;

    fn settings(names: &[&'static str]) -> Vec<(String, Setting)> {
        names.iter().map(|name| (name.to_string(), Setting::Text(String::new()))).collect()
    }

    #[test]
    fn a_channel_is_given_what_it_lacks() {
        let global = settings(&[
            "http_config",
            "smtp_from",
            "slack_api_url_file",
            "opsgenie_api_key",
            "pagerduty_url",
        ]);
        let given = |kind, own: &[&'static str]| {
            for_channel(kind, &settings(own), &global).into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(given("email", &["to"]), ["from"]);
        assert_eq!(given("email", &["from"]), [""; 0]);
        assert_eq!(given("slack", &["channel"]), ["http_config", "api_url_file"]);
        assert_eq!(given("slack", &["api_url", "http_config"]), [""; 0]);
        assert_eq!(given("slack", &["app_token_file"]), ["http_config"]);
        assert_eq!(given("opsgenie", &["api_key_file"]), ["http_config"]);
        assert_eq!(given("pagerduty", &[]), ["http_config", "url"]);
        assert_eq!(given("webhook", &["url"]), ["http_config"]);
    }
}
