//! Integrations that page people, open incidents and tickets, or call other programs.
//! Source: `config/notifiers.go` and `notify/*/config.go` of prometheus/alertmanager 0.33;
//! names and types are compared with amtool by a test.

use super::http::{HTTP, TLS};
use super::special;
use super::table::{Block, Integration, Opens, Rule, Type};

pub static WEBHOOK: Integration = Integration {
    kind: "webhook",
    since: None,
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::TemplateUrl, &["url"]),
            (Type::File, &["url_file"]),
            (Type::Count, &["max_alerts"]),
            (Type::Timeout, &["timeout"]),
            (Type::Any, &["payload"]),
        ],
        rules: &[Rule::OneOnly(&["url", "url_file"]), Rule::Needs(&["url", "url_file"], &[])],
    },
};

pub static PAGERDUTY: Integration = Integration {
    kind: "pagerduty",
    since: None,
    send_resolved: true,
    opens: Opens::Incident,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::Secret, &["routing_key", "service_key"]),
            (Type::File, &["routing_key_file", "service_key_file"]),
            (Type::Url, &["url"]),
            (Type::Limited(1024), &["description"]),
            (Type::Template, &["client", "client_url", "source", "severity", "class", "component", "group"]),
            (Type::Templates, &["details"]),
            (
                Type::List(&Type::Block(&Block {
                    settings: &[(Type::Template, &["src", "alt", "href"])],
                    rules: &[],
                })),
                &["images"],
            ),
            (
                Type::List(&Type::Block(&Block {
                    settings: &[(Type::Template, &["href", "text"])],
                    rules: &[],
                })),
                &["links"],
            ),
            (Type::Timeout, &["timeout"]),
        ],
        rules: &[
            Rule::OneOnly(&["routing_key", "routing_key_file"]),
            Rule::OneOnly(&["service_key", "service_key_file"]),
            Rule::Needs(&["routing_key_file", "service_key_file", "routing_key", "service_key"], &[]),
        ],
    },
};

pub static OPSGENIE: Integration = Integration {
    kind: "opsgenie",
    since: None,
    send_resolved: true,
    opens: Opens::Incident,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "update_alerts"]),
            (HTTP, &["http_config"]),
            (Type::Secret, &["api_key"]),
            (Type::File, &["api_key_file"]),
            (Type::Url, &["api_url"]),
            (Type::Limited(130), &["message"]),
            (Type::Template, &["description", "source", "entity", "actions", "tags", "note", "priority"]),
            (Type::Map(&Type::Template), &["details"]),
            (
                Type::List(&Type::Block(&Block {
                    settings: &[(Type::Template, &["id", "name", "username", "type"])],
                    rules: &[
                        Rule::Needs(&["id", "name", "username"], &[]),
                        Rule::Needs(&["type"], &[]),
                        Rule::Also(
                            "`type` is `team`, `teams`, `user`, `escalation`, `schedule`, or a template.",
                            special::opsgenie_responder,
                        ),
                    ],
                })),
                &["responders"],
            ),
        ],
        rules: &[
            Rule::OneOnly(&["api_key", "api_key_file"]),
            Rule::Needs(&["api_key_file", "api_key"], &["opsgenie_api_key", "opsgenie_api_key_file"]),
        ],
    },
};

pub static VICTOROPS: Integration = Integration {
    kind: "victorops",
    since: None,
    send_resolved: true,
    opens: Opens::Incident,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::Secret, &["api_key"]),
            (Type::File, &["api_key_file"]),
            (Type::Url, &["api_url"]),
            (Type::Limited(20480), &["state_message"]),
            (Type::Template, &["routing_key", "message_type", "entity_display_name", "monitoring_tool"]),
            (Type::Map(&Type::Template), &["custom_fields"]),
        ],
        rules: &[
            Rule::OneOnly(&["api_key", "api_key_file"]),
            Rule::Needs(&["routing_key"], &[]),
            Rule::Needs(&["api_key_file", "api_key"], &["victorops_api_key", "victorops_api_key_file"]),
            Rule::Also("No name in `custom_fields` may be one of VictorOps' own.", special::victorops_fields),
        ],
    },
};

pub static PUSHOVER: Integration = Integration {
    kind: "pushover",
    since: None,
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "html", "monospace"]),
            (HTTP, &["http_config"]),
            (Type::Secret, &["user_key", "token"]),
            (Type::File, &["user_key_file", "token_file"]),
            (Type::Limited(250), &["title"]),
            (Type::Limited(1024), &["message"]),
            (Type::Limited(512), &["url"]),
            (Type::Template, &["url_title", "device", "sound", "priority"]),
            (Type::Timeout, &["retry", "expire", "ttl"]),
        ],
        rules: &[
            Rule::OneOnly(&["user_key", "user_key_file"]),
            Rule::OneOnly(&["token", "token_file"]),
            Rule::OneOnly(&["html", "monospace"]),
            Rule::Needs(&["user_key_file", "user_key"], &[]),
            Rule::Needs(&["token_file", "token"], &[]),
        ],
    },
};

pub static SNS: Integration = Integration {
    kind: "sns",
    since: Some("0.23"),
    send_resolved: true,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "use_aws_http_client"]),
            (HTTP, &["http_config"]),
            (Type::Template, &["api_url", "topic_arn", "phone_number", "target_arn", "subject", "message"]),
            (Type::Map(&Type::Template), &["attributes"]),
            (Type::Block(&SIGV4), &["sigv4"]),
        ],
        rules: &[
            Rule::Needs(&["topic_arn", "phone_number", "target_arn"], &[]),
            // Alertmanager refuses two of them, though not three.
            Rule::OneOnly(&["topic_arn", "phone_number", "target_arn"]),
        ],
    },
};

static SIGV4: Block = Block {
    settings: &[
        (Type::Text, &["region", "access_key", "profile", "role_arn", "external_id", "service_name"]),
        (Type::Secret, &["secret_key"]),
        (Type::Bool, &["use_fips_sts_endpoint"]),
    ],
    rules: &[
        Rule::With(&["access_key"], &["secret_key"]),
        Rule::With(&["secret_key"], &["access_key"]),
        Rule::With(&["external_id"], &["role_arn"]),
    ],
};

pub static JIRA: Integration = Integration {
    kind: "jira",
    since: Some("0.28"),
    send_resolved: true,
    opens: Opens::Ticket,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::Url, &["api_url"]),
            (Type::OneOf(&["auto", "cloud", "datacenter"]), &["api_type"]),
            (
                Type::Template,
                &[
                    "project",
                    "issue_type",
                    "priority",
                    "reopen_transition",
                    "resolve_transition",
                    "wont_fix_resolution",
                ],
            ),
            (Type::TemplateOr(&JIRA_FIELD), &["summary", "description"]),
            (Type::List(&Type::Template), &["labels"]),
            (Type::Duration, &["reopen_duration"]),
            (Type::Templates, &["fields"]),
        ],
        rules: &[
            Rule::Needs(&["project"], &[]),
            Rule::Needs(&["issue_type"], &[]),
            Rule::Needs(&["api_url"], &["jira_api_url"]),
        ],
    },
};

static JIRA_FIELD: Block =
    Block { settings: &[(Type::Template, &["template"]), (Type::Bool, &["enable_update"])], rules: &[] };

pub static INCIDENTIO: Integration = Integration {
    kind: "incidentio",
    since: Some("0.29"),
    send_resolved: true,
    opens: Opens::Incident,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved"]),
            (HTTP, &["http_config"]),
            (Type::Url, &["url"]),
            (Type::Secret, &["alert_source_token"]),
            (Type::File, &["url_file", "alert_source_token_file"]),
            (Type::Count, &["max_alerts"]),
            (Type::Timeout, &["timeout"]),
        ],
        rules: &[
            Rule::OneOnly(&["url", "url_file"]),
            Rule::Needs(&["url", "url_file"], &[]),
            Rule::OneOnly(&["alert_source_token", "alert_source_token_file"]),
            Rule::Also(
                "A token or an `authorization` in `http_config` is required, and only one of them.",
                special::incidentio_token,
            ),
        ],
    },
};

pub static EMAIL: Integration = Integration {
    kind: "email",
    since: None,
    send_resolved: false,
    opens: Opens::Nothing,
    block: Block {
        settings: &[
            (Type::Bool, &["send_resolved", "require_tls", "force_implicit_tls"]),
            (TLS, &["tls_config"]),
            (Type::Template, &["to", "from", "html", "text"]),
            (Type::Text, &["hello", "auth_username", "auth_identity"]),
            (Type::Address, &["smarthost"]),
            (Type::Secret, &["auth_password", "auth_secret"]),
            (Type::File, &["auth_password_file", "auth_secret_file"]),
            (Type::Map(&Type::Template), &["headers"]),
            (
                Type::Block(&Block {
                    settings: &[(Type::Bool, &["enabled"]), (Type::Text, &["thread_by_date"])],
                    rules: &[Rule::Also(
                        "With `enabled`, `thread_by_date` is `none` or `daily`.",
                        special::email_threading,
                    )],
                }),
                &["threading"],
            ),
        ],
        rules: &[
            Rule::Needs(&["to"], &[]),
            Rule::Needs(&["from"], &["smtp_from"]),
            Rule::Needs(&["smarthost"], &["smtp_smarthost"]),
            Rule::OneOnly(&["auth_password", "auth_password_file"]),
            Rule::OneOnly(&["auth_secret", "auth_secret_file"]),
            Rule::Also(
                "No header may stand twice, whatever its capitals; with `threading`, `References` and `In-Reply-To` are taken.",
                special::email_headers,
            ),
        ],
    },
};
