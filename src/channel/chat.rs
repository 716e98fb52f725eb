//! Integrations that write into rooms. Source: `config/notifiers.go` and `notify/*/config.go` of
//! prometheus/alertmanager 0.33; names and types are compared with amtool by a test.

use super::http::HTTP;
use super::special;
use super::table::{Block, Integration, Opens, Rule, Type};

const FIELD: Type = Type::Block(&Block {
    settings: &[(Type::Template, &["title", "value"]), (Type::Bool, &["short"])],
    rules: &[Rule::Needs(&["title"], &[]), Rule::Needs(&["value"], &[])],
});

/// Where nothing is required of a field.
const LOOSE_FIELD: Type = Type::Block(&Block {
    settings: &[(Type::Template, &["title", "value"]), (Type::Bool, &["short"])],
    rules: &[],
});

pub static SLACK: Integration = Integration {
    kind: "slack",
    since: None,
    send_resolved: false,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "short_fields", "link_names", "update_message"]),
            (HTTP, &["http_config"]),
            (Type::SecretUrl, &["api_url"]),
            (Type::Secret, &["app_token"]),
            (Type::File, &["api_url_file", "app_token_file"]),
            (Type::Url, &["app_url"]),
            (Type::Timeout, &["timeout"]),
            (Type::Limited(1024), &["title"]),
            (
                Type::Template,
                &[
                    "channel",
                    "username",
                    "color",
                    "title_link",
                    "pretext",
                    "text",
                    "footer",
                    "fallback",
                    "callback_id",
                    "icon_emoji",
                    "icon_url",
                    "image_url",
                    "thumb_url",
                    "message_text",
                ],
            ),
            (Type::List(&Type::Text), &["mrkdwn_in"]),
            (Type::List(&FIELD), &["fields"]),
            (Type::List(&SLACK_ACTION), &["actions"]),
        ],
        rules: &[
            Rule::OneOnly(&["api_url", "api_url_file", "app_token", "app_token_file"]),
            Rule::Needs(
                &["api_url_file", "api_url", "app_token_file", "app_token"],
                &["slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file"],
            ),
            Rule::Also(
                "An app token and an `authorization` in `http_config` exclude each other.",
                special::slack_token_and_authorization,
            ),
            Rule::Also(
                "`update_message` needs `api_url \"https://slack.com/api/chat.postMessage\"`.",
                special::slack_update_message,
            ),
        ],
    },
};

const SLACK_ACTION: Type = Type::Block(&Block {
    settings: &[
        (Type::Template, &["type", "text", "url", "style", "name", "value"]),
        (
            Type::Block(&Block {
                settings: &[(Type::Template, &["text", "title", "ok_text", "dismiss_text"])],
                rules: &[Rule::Needs(&["text"], &[])],
            }),
            &["confirm"],
        ),
    ],
    rules: &[Rule::Needs(&["type"], &[]), Rule::Needs(&["text"], &[]), Rule::Needs(&["url", "name"], &[])],
});

pub static DISCORD: Integration = Integration {
    kind: "discord",
    since: Some("0.25"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::SecretUrl, &["webhook_url"]),
            (Type::File, &["webhook_url_file"]),
            (Type::Limited(256), &["title"]),
            (Type::Limited(4096), &["message"]),
            (Type::Limited(2000), &["content"]),
            (Type::Template, &["username", "avatar_url"]),
        ],
        rules: WEBHOOK_URL,
    },
};

const WEBHOOK_URL: &[Rule] = &[
    Rule::OneOnly(&["webhook_url", "webhook_url_file"]),
    Rule::Needs(&["webhook_url_file", "webhook_url"], &[]),
];

pub static MSTEAMS: Integration = Integration {
    kind: "msteams",
    since: Some("0.26"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::SecretUrl, &["webhook_url"]),
            (Type::File, &["webhook_url_file"]),
            (Type::Template, &["title", "summary", "text"]),
        ],
        rules: WEBHOOK_URL,
    },
};

pub static MSTEAMSV2: Integration = Integration {
    kind: "msteamsv2",
    since: Some("0.28"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::SecretUrl, &["webhook_url"]),
            (Type::File, &["webhook_url_file"]),
            (Type::Template, &["title", "text"]),
        ],
        rules: WEBHOOK_URL,
    },
};

pub static WEBEX: Integration = Integration {
    kind: "webex",
    since: Some("0.25"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::Url, &["api_url"]),
            (Type::Limited(7439), &["message"]),
            (Type::Text, &["room_id"]),
        ],
        rules: &[
            Rule::Needs(&["room_id"], &[]),
            Rule::Also("`http_config` with an `authorization` is required.", special::webex_authorization),
        ],
    },
};

pub static ROCKETCHAT: Integration = Integration {
    kind: "rocketchat",
    since: Some("0.28"),
    send_resolved: false,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "short_fields", "link_names"]),
            (HTTP, &["http_config"]),
            (Type::Url, &["api_url"]),
            (Type::Secret, &["token", "token_id"]),
            (Type::File, &["token_file", "token_id_file"]),
            (
                Type::Template,
                &[
                    "channel",
                    "color",
                    "title",
                    "title_link",
                    "text",
                    "emoji",
                    "icon_url",
                    "image_url",
                    "thumb_url",
                ],
            ),
            (Type::List(&LOOSE_FIELD), &["fields"]),
            (
                Type::List(&Type::Block(&Block {
                    settings: &[(Type::Template, &["type", "text", "url"])],
                    rules: &[],
                })),
                &["actions"],
            ),
        ],
        rules: &[
            Rule::OneOnly(&["token", "token_file"]),
            Rule::OneOnly(&["token_id", "token_id_file"]),
            Rule::Needs(&["token_file", "token"], &["rocketchat_token", "rocketchat_token_file"]),
            Rule::Needs(&["token_id_file", "token_id"], &["rocketchat_token_id", "rocketchat_token_id_file"]),
        ],
    },
};

pub static MATTERMOST: Integration = Integration {
    kind: "mattermost",
    since: Some("0.30"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::SecretUrl, &["webhook_url"]),
            (Type::File, &["webhook_url_file"]),
            (Type::Template, &["channel", "username", "icon_url", "icon_emoji", "type"]),
            (Type::Template, ATTACHMENT_TEXTS),
            (Type::List(&FIELD), &["fields"]),
            (
                Type::List(&Type::Block(&Block {
                    settings: &[(Type::Template, ATTACHMENT_TEXTS), (Type::List(&FIELD), &["fields"])],
                    rules: &[],
                })),
                &["attachments"],
            ),
            (Type::Block(&Block { settings: &[(Type::Template, &["card"])], rules: &[] }), &["props"]),
            (
                Type::Block(&Block {
                    settings: &[
                        (Type::Template, &["priority"]),
                        (Type::Bool, &["requested_ack", "persistent_notifications"]),
                    ],
                    rules: &[],
                }),
                &["priority"],
            ),
        ],
        rules: &[
            Rule::OneOnly(&["webhook_url", "webhook_url_file"]),
            Rule::Needs(
                &["webhook_url_file", "webhook_url"],
                &["mattermost_webhook_url", "mattermost_webhook_url_file"],
            ),
        ],
    },
};

const ATTACHMENT_TEXTS: &[&str] = &[
    "fallback",
    "color",
    "pretext",
    "text",
    "author_name",
    "author_link",
    "author_icon",
    "title",
    "title_link",
    "thumb_url",
    "footer",
    "footer_icon",
    "image_url",
];

pub static TELEGRAM: Integration = Integration {
    kind: "telegram",
    since: Some("0.24"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "disable_notifications"]),
            (HTTP, &["http_config"]),
            (Type::Url, &["api_url"]),
            (Type::Secret, &["bot_token"]),
            (Type::File, &["bot_token_file", "chat_id_file"]),
            (Type::Integer, &["chat_id", "message_thread_id"]),
            (Type::Limited(4096), &["message"]),
            (Type::OneOf(&["", "Markdown", "MarkdownV2", "HTML"]), &["parse_mode"]),
        ],
        rules: &[
            Rule::OneOnly(&["bot_token", "bot_token_file"]),
            Rule::OneOnly(&["chat_id", "chat_id_file"]),
            Rule::Needs(&["bot_token_file", "bot_token"], &["telegram_bot_token", "telegram_bot_token_file"]),
            Rule::Needs(&["chat_id", "chat_id_file"], &[]),
        ],
    },
};

pub static WECHAT: Integration = Integration {
    kind: "wechat",
    since: None,
    send_resolved: false,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::Url, &["api_url"]),
            (Type::Secret, &["api_secret"]),
            (Type::File, &["api_secret_file"]),
            (Type::Template, &["corp_id", "message", "to_user", "to_party", "to_tag", "agent_id"]),
            (Type::OneOf(&["", "text", "markdown"]), &["message_type"]),
        ],
        rules: &[
            Rule::OneOnly(&["api_secret", "api_secret_file"]),
            Rule::Needs(&["api_secret_file", "api_secret"], &["wechat_api_secret", "wechat_api_secret_file"]),
            Rule::Needs(&["corp_id"], &["wechat_api_corp_id"]),
        ],
    },
};
