//! Settings of integrations that write into rooms.

use super::Form::{Block, Blocks, Duration, OneOf, Same, Secret};
use super::{Fields, HTTP, RESOLVED};

pub(super) const DISCORD: Fields = &[
    RESOLVED,
    HTTP,
    ("webhook_url_file", "apiURL", Secret),
    ("title", "title", Same),
    ("message", "message", Same),
    ("content", "content", Same),
    ("username", "username", Same),
    ("avatar_url", "avatarURL", Same),
];

pub(super) const MSTEAMS: Fields = &[
    RESOLVED,
    HTTP,
    ("webhook_url_file", "webhookUrl", Secret),
    ("title", "title", Same),
    ("summary", "summary", Same),
    ("text", "text", Same),
];

pub(super) const MSTEAMSV2: Fields = &[
    RESOLVED,
    HTTP,
    ("webhook_url_file", "webhookURL", Secret),
    ("title", "title", Same),
    ("text", "text", Same),
];

pub(super) const ROCKETCHAT: Fields = &[
    RESOLVED,
    HTTP,
    ("token_file", "token", Secret),
    ("token_id_file", "tokenID", Secret),
    ("api_url", "apiURL", Same),
    ("channel", "channel", Same),
    ("color", "color", Same),
    ("title", "title", Same),
    ("title_link", "titleLink", Same),
    ("text", "text", Same),
    ("emoji", "emoji", Same),
    ("icon_url", "iconURL", Same),
    ("image_url", "imageURL", Same),
    ("thumb_url", "thumbURL", Same),
    ("link_names", "linkNames", Same),
    ("short_fields", "shortFields", Same),
    ("fields", "fields", Blocks(FIELD)),
    ("actions", "actions", Blocks(&[("text", "text", Same), ("url", "url", Same)])),
];

const FIELD: Fields = &[("title", "title", Same), ("value", "value", Same), ("short", "short", Same)];

pub(super) const SLACK: Fields = &[
    RESOLVED,
    HTTP,
    ("api_url_file", "apiURL", Secret),
    ("channel", "channel", Same),
    ("username", "username", Same),
    ("color", "color", Same),
    ("title", "title", Same),
    ("title_link", "titleLink", Same),
    ("pretext", "pretext", Same),
    ("text", "text", Same),
    ("message_text", "messageText", Same),
    ("footer", "footer", Same),
    ("fallback", "fallback", Same),
    ("callback_id", "callbackId", Same),
    ("icon_emoji", "iconEmoji", Same),
    ("icon_url", "iconURL", Same),
    ("image_url", "imageURL", Same),
    ("thumb_url", "thumbURL", Same),
    ("link_names", "linkNames", Same),
    ("short_fields", "shortFields", Same),
    ("mrkdwn_in", "mrkdwnIn", Same),
    ("fields", "fields", Blocks(FIELD)),
    ("actions", "actions", Blocks(SLACK_ACTION)),
    ("timeout", "timeout", Duration),
];

const SLACK_ACTION: Fields = &[
    ("type", "type", Same),
    ("text", "text", Same),
    ("url", "url", Same),
    ("style", "style", Same),
    ("name", "name", Same),
    ("value", "value", Same),
    (
        "confirm",
        "confirm",
        Block(&[
            ("text", "text", Same),
            ("title", "title", Same),
            ("ok_text", "okText", Same),
            ("dismiss_text", "dismissText", Same),
        ]),
    ),
];

pub(super) const TELEGRAM: Fields = &[
    RESOLVED,
    HTTP,
    ("api_url", "apiURL", Same),
    ("bot_token_file", "botToken", Secret),
    ("chat_id", "chatID", Same),
    ("message_thread_id", "messageThreadID", Same),
    ("message", "message", Same),
    ("parse_mode", "parseMode", OneOf(&["MarkdownV2", "Markdown", "HTML"])),
    ("disable_notifications", "disableNotifications", Same),
];

pub(super) const WEBEX: Fields =
    &[RESOLVED, HTTP, ("api_url", "apiURL", Same), ("room_id", "roomID", Same), ("message", "message", Same)];

pub(super) const WECHAT: Fields = &[
    RESOLVED,
    HTTP,
    ("api_url", "apiURL", Same),
    ("api_secret_file", "apiSecret", Secret),
    ("corp_id", "corpID", Same),
    ("agent_id", "agentID", Same),
    ("to_user", "toUser", Same),
    ("to_party", "toParty", Same),
    ("to_tag", "toTag", Same),
    ("message", "message", Same),
    ("message_type", "messageType", Same),
];
