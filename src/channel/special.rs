//! Rules of single integrations; each was tried with amtool 0.33.

use super::given::{Given, find, inside, says_something};
use super::http::AUTHORIZED;
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::text::Span;
use std::collections::HashMap;

/// The address of Slack's own interface, which is no secret.
pub const SLACK_API: &str = "https://slack.com/api/chat.postMessage";

/// Whether the block's own `http_config` says how to authorise; also where the secret was refused.
fn has_authorization(given: &Given) -> bool {
    given.keys_of("http_config").iter().any(|(name, _)| AUTHORIZED.contains(name))
}

pub fn reserved(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(codes::CHANNEL_RESERVED_NAME, span, message).help("choose another name, or leave it out")
}

/// An app token is itself sent as authorization, so `http_config` may have none beside it. A channel
/// without a token and an address of its own falls back on `global`: with authorization of its own
/// on the address, else on the token first.
pub fn slack_token_and_authorization(given: &Given, findings: &mut Diagnostics) {
    let global =
        |names: [&str; 2]| names.iter().any(|name| find(given.global, name).is_some_and(says_something));
    let own_token = ["app_token", "app_token_file"].iter().any(|name| given.has(name));
    let own_http = given.span("http_config");
    let own_authorization = has_authorization(given);
    let global_http = inside(given.global, "http_config");
    let global_authorization =
        own_http.is_none() && AUTHORIZED.iter().any(|name| find(global_http, name).is_some());
    let global_token = global(["slack_app_token", "slack_app_token_file"]);
    if own_token && (own_authorization || global_authorization)
        || global_token && global_authorization && !given.has("api_url")
    {
        let span = own_http.unwrap_or(given.owner);
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_CONFLICT,
                span,
                "`http_config` has an authorization, and so has the app token",
            )
            .help("remove `authorization` from `http_config`, or use `api_url_file`"),
        );
    }
    let own_address = ["api_url", "api_url_file"].iter().any(|name| given.has(name));
    let global_address = global(["slack_api_url", "slack_api_url_file"]);
    if own_authorization && !own_token && !own_address && !global_address && global_token {
        let message = format!("{} has authorization of its own, but no `api_url`", given.called);
        findings.push(
            Diagnostic::new(codes::CHANNEL_MISSING, given.owner, message)
                .help(format!("add `{}`", given.written.setting(&["api_url"], SLACK_API))),
        );
    }
}

pub fn slack_update_message(given: &Given, findings: &mut Diagnostics) {
    if let (true, Some(span)) = (given.has("update_message"), given.span("update_message"))
        && given.text("api_url") != Some(SLACK_API)
    {
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_MISSING,
                span,
                "`update_message` needs Slack's own `api_url` beside it",
            )
            .help(format!(
                "add `{}`, and the token in `http_config`",
                given.written.setting(&["api_url"], SLACK_API)
            )),
        );
    }
}

pub fn slack_global(given: &Given, findings: &mut Diagnostics) {
    let url = ["slack_api_url", "slack_api_url_file"].into_iter().find(|name| given.has(name));
    let token = ["slack_app_token", "slack_app_token_file"].into_iter().find(|name| given.has(name));
    let app_url = given.text("slack_app_url").unwrap_or(SLACK_API);
    let (Some(url), Some(token)) = (url, token) else { return };
    if let (true, Some(span)) = (given.text("slack_api_url") != Some(app_url), given.span(token)) {
        let because = given.span(url).unwrap_or(span);
        findings.push(
            Diagnostic::new(codes::CHANNEL_CONFLICT, span, format!("`{token}` cannot stand beside `{url}`"))
                .because(because, format!("`{url}` is set here"))
                .help("keep one of them"),
        );
    }
}

pub fn webex_authorization(given: &Given, findings: &mut Diagnostics) {
    if !has_authorization(given) {
        let message = format!("{} has no `http_config` with `authorization`", given.called);
        findings.push(Diagnostic::new(codes::CHANNEL_MISSING, given.owner, message).help(format!(
            "add `{}`",
            given.written.setting(&["http_config", "authorization", "credentials_file"], "…")
        )));
    }
}

/// Alertmanager lets a missing token pass where there is no `http_config`, and then cannot send.
pub fn incidentio_token(given: &Given, findings: &mut Diagnostics) {
    let token = ["alert_source_token", "alert_source_token_file"].into_iter().find(|name| given.has(name));
    let authorized = has_authorization(given);
    match token.and_then(|name| given.span(name)) {
        Some(span) if authorized => findings.push(
            Diagnostic::new(
                codes::CHANNEL_CONFLICT,
                span,
                "the token cannot stand beside `http_config`'s authorization",
            )
            .help("keep one of them"),
        ),
        None if !authorized => {
            let message = format!(
                "{} has no `alert_source_token_file` or authorization in `http_config`",
                given.called
            );
            let finding = Diagnostic::new(codes::CHANNEL_MISSING, given.owner, message)
                .help(format!("add `{}`", given.written.setting(&["alert_source_token_file"], "…")));
            let taken = given.written.is_yaml() && given.span("http_config").is_none();
            findings.push(if taken { finding.at_level(Level::Warning) } else { finding });
        }
        _ => {}
    }
}

const RESPONDERS: [&str; 5] = ["team", "teams", "user", "escalation", "schedule"];

pub fn opsgenie_responder(given: &Given, findings: &mut Diagnostics) {
    let (Some(kind), Some(span)) = (given.text("type"), given.span("type")) else { return };
    let known = RESPONDERS.contains(&kind.to_lowercase().as_str());
    if !kind.is_empty() && !known && !kind.contains("{{") {
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_NOT_ONE_OF,
                span,
                format!("there is no responder of type `{kind}`"),
            )
            .help(format!("write {}", super::rules::either(&RESPONDERS)))
            .did_you_mean(kind, RESPONDERS),
        );
    }
}

const VICTOROPS_OWN: [&str; 7] = [
    "routing_key",
    "message_type",
    "state_message",
    "entity_display_name",
    "monitoring_tool",
    "entity_id",
    "entity_state",
];

pub fn victorops_fields(given: &Given, findings: &mut Diagnostics) {
    for (name, span) in given.keys_of("custom_fields") {
        if VICTOROPS_OWN.contains(&name) {
            findings.push(reserved(span, format!("the field `{name}` is VictorOps' own")));
        }
    }
}

pub fn email_threading(given: &Given, findings: &mut Diagnostics) {
    let by_date = ["none", "daily"];
    let (true, Some(enabled)) = (given.has("enabled"), given.span("enabled")) else { return };
    let help = format!("write `{}`", given.written.setting(&["thread_by_date"], "daily"));
    match (given.text("thread_by_date"), given.span("thread_by_date")) {
        (Some(text), _) if by_date.contains(&text) => {}
        (Some(text), Some(span)) => findings.push(
            Diagnostic::new(codes::CHANNEL_NOT_ONE_OF, span, format!("`thread_by_date` cannot be `{text}`"))
                .because(enabled, "it counts, since this is set")
                .help(format!("write {}", super::rules::either(&by_date))),
        ),
        (_, None) => findings.push(
            Diagnostic::new(codes::CHANNEL_MISSING, enabled, "`enabled` needs `thread_by_date` beside it")
                .help(help),
        ),
        // A value that was refused has its finding.
        (None, Some(_)) => {}
    }
}

pub fn email_headers(given: &Given, findings: &mut Diagnostics) {
    let threaded =
        matches!(find(given.inside("threading"), "enabled"), Some(crate::model::Setting::Bool(true)));
    let mut seen: HashMap<String, Span> = HashMap::new();
    for (name, span) in given.keys_of("headers") {
        let lower = name.to_ascii_lowercase();
        if threaded && ["references", "in-reply-to"].contains(&lower.as_str()) {
            findings.push(reserved(span, format!("the header `{name}` is set by `threading`")));
        }
        if let Some(first) = seen.insert(lower, span) {
            findings.push(
                Diagnostic::new(
                    codes::CHANNEL_REPEATED_SETTING,
                    span,
                    format!("the header `{name}` is set twice"),
                )
                .because(first, "the first one")
                .help("keep one; capitals make no difference"),
            );
        }
    }
}
