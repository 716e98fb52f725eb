//! Which settings of a channel an AlertmanagerConfig has, and under which name. What is not here it lacks.
//! Source: the CRD of prometheus-operator 0.93; both of its versions agree in all of this.

/// How a setting is said.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// As it is.
    Same,
    /// As it is; it must be a duration as Prometheus writes it.
    Duration,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The path of a secret's file becomes the key of a Secret.
    Secret,
    /// The same for what may also come from a ConfigMap.
    SecretOrConfigMap,
    /// A block with settings of its own.
    Block(Fields),
    /// A list of such blocks.
    Blocks(Fields),
    /// Keys of the user's own, as a list of keys and values.
    Pairs,
    /// `threading` of e-mail: it is on when it is there.
    Threading,
}

/// Our names, and those of the CRD.
pub(super) type Fields = &'static [(&'static str, &'static str, Form)];

use Form::{Block, Blocks, Duration, OneOf, Pairs, Same, Secret, SecretOrConfigMap, Threading};

/// The field of a receiver that holds the integrations of a kind, and what each may say.
pub(super) fn of(kind: &str) -> Option<(&'static str, Fields)> {
    Some(match kind {
        "discord" => ("discordConfigs", DISCORD),
        "email" => ("emailConfigs", EMAIL),
        "msteams" => ("msteamsConfigs", MSTEAMS),
        "msteamsv2" => ("msteamsv2Configs", MSTEAMSV2),
        "opsgenie" => ("opsgenieConfigs", OPSGENIE),
        "pagerduty" => ("pagerdutyConfigs", PAGERDUTY),
        "pushover" => ("pushoverConfigs", PUSHOVER),
        "rocketchat" => ("rocketchatConfigs", ROCKETCHAT),
        "slack" => ("slackConfigs", SLACK),
        "sns" => ("snsConfigs", SNS),
        "telegram" => ("telegramConfigs", TELEGRAM),
        "victorops" => ("victoropsConfigs", VICTOROPS),
        "webex" => ("webexConfigs", WEBEX),
        "webhook" => ("webhookConfigs", WEBHOOK),
        "wechat" => ("wechatConfigs", WECHAT),
        _ => return None,
    })
}

const RESOLVED: (&str, &str, Form) = ("send_resolved", "sendResolved", Same);
const HTTP: (&str, &str, Form) = ("http_config", "httpConfig", Block(HTTP_CONFIG));

/// `oauth2` is missing: there the CRD wants the client's name from a Secret. So do names in `basic_auth`.
const HTTP_CONFIG: Fields = &[
    (
        "authorization",
        "authorization",
        Block(&[("type", "type", Same), ("credentials_file", "credentials", Secret)]),
    ),
    (
        "basic_auth",
        "basicAuth",
        Block(&[("username_file", "username", Secret), ("password_file", "password", Secret)]),
    ),
    ("bearer_token_file", "bearerTokenSecret", Secret),
    ("enable_http2", "enableHttp2", Same),
    ("follow_redirects", "followRedirects", Same),
    ("no_proxy", "noProxy", Same),
    ("proxy_from_environment", "proxyFromEnvironment", Same),
    ("proxy_url", "proxyUrl", Same),
    ("tls_config", "tlsConfig", Block(TLS_CONFIG)),
];

const TLS_CONFIG: Fields = &[
    ("ca_file", "ca", SecretOrConfigMap),
    ("cert_file", "cert", SecretOrConfigMap),
    ("key_file", "keySecret", Secret),
    ("insecure_skip_verify", "insecureSkipVerify", Same),
    ("min_version", "minVersion", Same),
    ("max_version", "maxVersion", Same),
    ("server_name", "serverName", Same),
];

const DISCORD: Fields = &[
    RESOLVED,
    HTTP,
    ("webhook_url_file", "apiURL", Secret),
    ("title", "title", Same),
    ("message", "message", Same),
    ("content", "content", Same),
    ("username", "username", Same),
    ("avatar_url", "avatarURL", Same),
];

const EMAIL: Fields = &[
    RESOLVED,
    ("to", "to", Same),
    ("from", "from", Same),
    ("hello", "hello", Same),
    ("smarthost", "smarthost", Same),
    ("auth_username", "authUsername", Same),
    ("auth_identity", "authIdentity", Same),
    ("auth_password_file", "authPassword", Secret),
    ("auth_secret_file", "authSecret", Secret),
    ("require_tls", "requireTLS", Same),
    ("force_implicit_tls", "forceImplicitTLS", Same),
    ("tls_config", "tlsConfig", Block(TLS_CONFIG)),
    ("headers", "headers", Pairs),
    ("html", "html", Same),
    ("text", "text", Same),
    ("threading", "threading", Threading),
];

const MSTEAMS: Fields = &[
    RESOLVED,
    HTTP,
    ("webhook_url_file", "webhookUrl", Secret),
    ("title", "title", Same),
    ("summary", "summary", Same),
    ("text", "text", Same),
];

const MSTEAMSV2: Fields = &[
    RESOLVED,
    HTTP,
    ("webhook_url_file", "webhookURL", Secret),
    ("title", "title", Same),
    ("text", "text", Same),
];

/// `update_alerts` is in one version of the CRD alone.
const OPSGENIE: Fields = &[
    RESOLVED,
    HTTP,
    ("api_key_file", "apiKey", Secret),
    ("api_url", "apiURL", Same),
    ("message", "message", Same),
    ("description", "description", Same),
    ("source", "source", Same),
    ("entity", "entity", Same),
    ("actions", "actions", Same),
    ("tags", "tags", Same),
    ("note", "note", Same),
    ("priority", "priority", Same),
    ("details", "details", Pairs),
    (
        "responders",
        "responders",
        Blocks(&[
            ("id", "id", Same),
            ("name", "name", Same),
            ("username", "username", Same),
            ("type", "type", RESPONDER),
        ]),
    ),
];

const RESPONDER: Form = OneOf(&["team", "teams", "user", "escalation", "schedule"]);

/// A link's text is called `alt` there.
const PAGERDUTY: Fields = &[
    RESOLVED,
    HTTP,
    ("routing_key_file", "routingKey", Secret),
    ("service_key_file", "serviceKey", Secret),
    ("url", "url", Same),
    ("client", "client", Same),
    ("client_url", "clientURL", Same),
    ("description", "description", Same),
    ("source", "source", Same),
    ("severity", "severity", Same),
    ("class", "class", Same),
    ("component", "component", Same),
    ("group", "group", Same),
    ("details", "details", Pairs),
    (
        "images",
        "pagerDutyImageConfigs",
        Blocks(&[("src", "src", Same), ("alt", "alt", Same), ("href", "href", Same)]),
    ),
    ("links", "pagerDutyLinkConfigs", Blocks(&[("href", "href", Same), ("text", "alt", Same)])),
    ("timeout", "timeout", Duration),
];

const PUSHOVER: Fields = &[
    RESOLVED,
    HTTP,
    ("user_key_file", "userKey", Secret),
    ("token_file", "token", Secret),
    ("title", "title", Same),
    ("message", "message", Same),
    ("url", "url", Same),
    ("url_title", "urlTitle", Same),
    ("device", "device", Same),
    ("sound", "sound", Same),
    ("priority", "priority", Same),
    ("html", "html", Same),
    ("monospace", "monospace", Same),
    ("retry", "retry", Duration),
    ("expire", "expire", Duration),
    ("ttl", "ttl", Duration),
];

const ROCKETCHAT: Fields = &[
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

const SLACK: Fields = &[
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

const SNS: Fields = &[
    RESOLVED,
    HTTP,
    ("api_url", "apiURL", Same),
    ("topic_arn", "topicARN", Same),
    ("phone_number", "phoneNumber", Same),
    ("target_arn", "targetARN", Same),
    ("subject", "subject", Same),
    ("message", "message", Same),
    ("attributes", "attributes", Same),
    (
        "sigv4",
        "sigv4",
        Block(&[("region", "region", Same), ("profile", "profile", Same), ("role_arn", "roleArn", Same)]),
    ),
];

const TELEGRAM: Fields = &[
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

const VICTOROPS: Fields = &[
    RESOLVED,
    HTTP,
    ("api_key_file", "apiKey", Secret),
    ("api_url", "apiUrl", Same),
    ("routing_key", "routingKey", Same),
    ("message_type", "messageType", Same),
    ("entity_display_name", "entityDisplayName", Same),
    ("state_message", "stateMessage", Same),
    ("monitoring_tool", "monitoringTool", Same),
    ("custom_fields", "customFields", Pairs),
];

const WEBEX: Fields =
    &[RESOLVED, HTTP, ("api_url", "apiURL", Same), ("room_id", "roomID", Same), ("message", "message", Same)];

/// `payload` came to the CRD after 0.93.
const WEBHOOK: Fields = &[
    RESOLVED,
    HTTP,
    ("url", "url", Same),
    ("url_file", "urlSecret", Secret),
    ("max_alerts", "maxAlerts", Same),
    ("timeout", "timeout", Duration),
];

const WECHAT: Fields = &[
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
