//! Which settings of a channel an AlertmanagerConfig has, and under which name. What is not here it lacks.
//! Source: the CRD of prometheus-operator 0.93; both of its versions agree in all of this.

mod chat;

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
        "discord" => ("discordConfigs", chat::DISCORD),
        "email" => ("emailConfigs", EMAIL),
        "msteams" => ("msteamsConfigs", chat::MSTEAMS),
        "msteamsv2" => ("msteamsv2Configs", chat::MSTEAMSV2),
        "opsgenie" => ("opsgenieConfigs", OPSGENIE),
        "pagerduty" => ("pagerdutyConfigs", PAGERDUTY),
        "pushover" => ("pushoverConfigs", PUSHOVER),
        "rocketchat" => ("rocketchatConfigs", chat::ROCKETCHAT),
        "slack" => ("slackConfigs", chat::SLACK),
        "sns" => ("snsConfigs", SNS),
        "telegram" => ("telegramConfigs", chat::TELEGRAM),
        "victorops" => ("victoropsConfigs", VICTOROPS),
        "webex" => ("webexConfigs", chat::WEBEX),
        "webhook" => ("webhookConfigs", WEBHOOK),
        "wechat" => ("wechatConfigs", chat::WECHAT),
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

/// `payload` came to the CRD after 0.93.
const WEBHOOK: Fields = &[
    RESOLVED,
    HTTP,
    ("url", "url", Same),
    ("url_file", "urlSecret", Secret),
    ("max_alerts", "maxAlerts", Same),
    ("timeout", "timeout", Duration),
];
