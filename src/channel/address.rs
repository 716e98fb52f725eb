//! Secrets in plain text, and addresses, which may hold some.

use super::table::Type;
use super::value::{plain, wrong};
use super::{Reader, special, url};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model;
use crate::syntax::ast::Value;
use crate::text::Span;

pub fn secret(
    name: &str,
    value: &Value,
    reader: &Reader,
    findings: &mut Diagnostics,
) -> Option<model::Setting> {
    let Some(text) = plain(value) else {
        findings.push(wrong(value.span, name, "a text in quotes"));
        return None;
    };
    if !text.is_empty() && !reader.is_allowed(name) {
        findings.push(inline_secret(name, value.span));
        return None;
    }
    Some(model::Setting::Text(text))
}

fn inline_secret(name: &str, span: Span) -> Diagnostic {
    let file = match name {
        "secrets" => "files".to_owned(),
        "proxy_url" | "proxy_connect_header" | "secret_key" => String::new(),
        _ => format!("{name}_file"),
    };
    let allow = format!("`allow_inline {name}`");
    let help = match file.as_str() {
        "" => format!("give it in another way, or allow it by {allow}"),
        file => format!(
            "name a file that holds it: `{file} \"/etc/alertmanager/secrets/…\"`, or allow it by {allow}"
        ),
    };
    Diagnostic::new(
        codes::CHANNEL_INLINE_SECRET,
        span,
        format!("`{name}` would put a secret into the configuration"),
    )
    .help(help)
}

pub fn address(
    kind: Type,
    name: &str,
    value: &Value,
    reader: &Reader,
    findings: &mut Diagnostics,
) -> Option<model::Setting> {
    let Some(text) = value.text() else {
        findings.push(wrong(value.span, name, "an address in quotes"));
        return None;
    };
    let templated = matches!(kind, Type::TemplateUrl) && text.contains("{{");
    if templated {
        super::template::check_all(name, value, findings);
    }
    let checked = match kind {
        Type::ProxyUrl => url::check_any(text),
        _ if templated => Ok(()),
        // `global` and receivers alike take an empty template for none.
        Type::TemplateUrl if text.is_empty() => Ok(()),
        _ => url::check(text),
    };
    if let Err(fault) = checked {
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_BAD_URL,
                value.span,
                format!("`{text}` cannot be called: {fault}"),
            )
            .help("write a whole address, for example `https://hooks.example.com/alerts`"),
        );
        return None;
    }
    if is_secret_url(kind, text) && !reader.is_allowed(name) {
        findings.push(inline_secret(name, value.span));
        return None;
    }
    Some(model::Setting::Text(text.to_owned()))
}

pub fn host_and_port(text: String, span: Span, findings: &mut Diagnostics) -> Option<model::Setting> {
    if text.is_empty() {
        return Some(model::Setting::Text(text));
    }
    if let Err(fault) = url::check_host_and_port(&text) {
        findings.push(
            Diagnostic::new(codes::CHANNEL_BAD_URL, span, format!("`{text}` is no `host:port`: {fault}"))
                .help("write for example `smtp.example.com:587`"),
        );
        return None;
    }
    Some(model::Setting::Text(text))
}

/// Whether an address of this type lets its reader in.
pub fn is_secret_url(kind: Type, text: &str) -> bool {
    matches!(kind, Type::SecretUrl) && text != special::SLACK_API || url::holds_secret(text)
}
