//! The settings of `global`, which channels fall back on.

use super::http::{HTTP, TLS};
use super::special;
use super::table::{Block, Rule, Type};

pub static GLOBAL: Block = Block {
    settings: &[
        (HTTP, &["http_config"]),
        (Type::Duration, &["resolve_timeout"]),
        (Type::Bool, &["smtp_require_tls", "smtp_force_implicit_tls"]),
        (TLS, &["smtp_tls_config"]),
        (Type::Template, &["smtp_from"]),
        (Type::Text, &["smtp_hello", "smtp_auth_username", "smtp_auth_identity", "wechat_api_corp_id"]),
        (Type::Address, &["smtp_smarthost"]),
        (
            Type::Url,
            &[
                "jira_api_url",
                "opsgenie_api_url",
                "pagerduty_url",
                "rocketchat_api_url",
                "slack_app_url",
                "telegram_api_url",
                "victorops_api_url",
                "webex_api_url",
                "wechat_api_url",
            ],
        ),
        (Type::SecretUrl, &["mattermost_webhook_url", "slack_api_url"]),
        (
            Type::Secret,
            &[
                "opsgenie_api_key",
                "rocketchat_token",
                "rocketchat_token_id",
                "slack_app_token",
                "smtp_auth_password",
                "smtp_auth_secret",
                "telegram_bot_token",
                "victorops_api_key",
                "wechat_api_secret",
            ],
        ),
        (
            Type::File,
            &[
                "mattermost_webhook_url_file",
                "opsgenie_api_key_file",
                "rocketchat_token_file",
                "rocketchat_token_id_file",
                "slack_api_url_file",
                "slack_app_token_file",
                "smtp_auth_password_file",
                "smtp_auth_secret_file",
                "telegram_bot_token_file",
                "victorops_api_key_file",
                "wechat_api_secret_file",
            ],
        ),
    ],
    rules: &[
        Rule::OneOnly(&["mattermost_webhook_url", "mattermost_webhook_url_file"]),
        Rule::OneOnly(&["opsgenie_api_key", "opsgenie_api_key_file"]),
        Rule::OneOnly(&["rocketchat_token", "rocketchat_token_file"]),
        Rule::OneOnly(&["rocketchat_token_id", "rocketchat_token_id_file"]),
        Rule::OneOnly(&["slack_api_url", "slack_api_url_file"]),
        Rule::OneOnly(&["slack_app_token", "slack_app_token_file"]),
        Rule::OneOnly(&["smtp_auth_password", "smtp_auth_password_file"]),
        Rule::OneOnly(&["smtp_auth_secret", "smtp_auth_secret_file"]),
        Rule::OneOnly(&["telegram_bot_token", "telegram_bot_token_file"]),
        Rule::OneOnly(&["victorops_api_key", "victorops_api_key_file"]),
        Rule::OneOnly(&["wechat_api_secret", "wechat_api_secret_file"]),
        Rule::Also(
            "`slack_api_url` and `slack_app_token` exclude each other, unless the address is Slack's own.",
            special::slack_global,
        ),
    ],
};
