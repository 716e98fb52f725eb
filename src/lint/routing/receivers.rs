//! Receivers: those that nobody names, those that tell nobody, and settings that do something else than it seems.

use super::look::{Look, has_integrations, integrations};
use super::place::Step;
use crate::channel::{GLOBAL, Opens, Type, integration, is_secret_url, sends_resolved};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Setting;
use crate::text::Span;
use std::collections::HashSet;

/// Words by which people say that a receiver drops what it gets.
const DROPS: [&str; 14] = [
    "null", "nul", "none", "black", "hole", "dev", "drop", "void", "noop", "nop", "nobody", "ignore",
    "silen", "empty",
];

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let used: HashSet<&str> = look.nodes().filter_map(|(_, node)| node.route.receiver.as_deref()).collect();
    for (index, receiver) in look.config.receivers.iter().enumerate() {
        let name = receiver.name.as_str();
        let span = name_span(look, index);
        if !used.contains(name) {
            let message = format!("no route names the receiver `{name}`");
            findings.push(
                Diagnostic::new(codes::RECEIVER_UNUSED, span, message)
                    .help("remove it, or name it in a route"),
            );
        } else if !has_integrations(receiver) && !is_meant_to_drop(look, name) {
            let message = format!("`{name}` has no integration: who is sent there is told nothing");
            findings.push(Diagnostic::new(codes::RECEIVER_EMPTY, span, message).help(
                "give it one, such as `webhook_configs`; to drop alerts on purpose, call it `null` or `blackhole`",
            ));
        }
        for (kind, place, settings) in integrations(receiver) {
            ends(look, name, kind, place, settings, findings);
            http(look, name, kind, place, settings, findings);
            let Some(known) = integration(kind) else { continue };
            let mut way =
                vec![Step::Key("receivers"), Step::Index(index), Step::Configs(kind), Step::Index(place)];
            secrets(look, settings, &|name| known.block.type_of(name), &mut way, findings);
        }
    }
    let mut way = vec![Step::Key("global")];
    secrets(look, look.config.global, &|name| GLOBAL.type_of(name), &mut way, findings);
}

/// A name that says it, or routes that only send it what checks the alerting itself, or is no alert.
fn is_meant_to_drop(look: &Look, name: &str) -> bool {
    let lower = name.to_lowercase();
    let watches = |text: &str| {
        ["watchdog", "deadman", "inhibit", "info"].iter().any(|word| text.to_lowercase().contains(word))
    };
    if DROPS.iter().any(|word| lower.contains(word)) || watches(&lower) {
        return true;
    }
    let mut nodes = look.nodes().filter(|(_, node)| node.route.receiver.as_deref() == Some(name)).peekable();
    nodes.peek().is_some()
        && nodes.all(|(_, node)| {
            node.route.matchers.iter().any(|matcher| watches(&matcher.value) || matcher.value == "none")
        })
}

/// Whether the alert's end is told.
fn ends(
    look: &Look,
    name: &str,
    kind: &str,
    place: usize,
    settings: &[(String, Setting)],
    findings: &mut Diagnostics,
) {
    if sends_resolved(kind, settings) {
        return;
    }
    let said = settings.iter().any(|(name, _)| name == "send_resolved");
    let opens = integration(kind).map_or(Opens::Nothing, |known| known.opens);
    if said && opens == Opens::Incident {
        let at = setting(look, name, kind, place, &[Step::Key("send_resolved")]);
        let message = format!("incidents in `{name}` stay open when their alert has ended");
        findings.push(
            Diagnostic::new(codes::CHANNEL_NEVER_RESOLVES, at, message)
                .help("remove `send_resolved: false`, unless somebody closes each of them by hand"),
        );
    } else if !said {
        let at = setting(look, name, kind, place, &[]);
        let message = format!(
            "`{name}` is not told of the end of alerts: `{kind}` does that only with `send_resolved: true`"
        );
        findings
            .push(Diagnostic::new(codes::RECEIVER_NO_END, at, message).help("say which of both you want"));
    }
}

/// Settings that are ways to say the same.
const ALIKE: [&[&str]; 2] = [
    &["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"],
    &["proxy_url", "proxy_from_environment", "no_proxy", "proxy_connect_header"],
];

/// An own `http_config` takes the whole place of the one in `global`.
fn http(
    look: &Look,
    name: &str,
    kind: &str,
    place: usize,
    settings: &[(String, Setting)],
    findings: &mut Diagnostics,
) {
    let (Some(common), Some(own)) =
        (block(look.config.global, "http_config"), block(settings, "http_config"))
    else {
        return;
    };
    let says = |name: &str| {
        let alike = ALIKE.iter().find(|names| names.contains(&name)).copied().unwrap_or_default();
        own.iter().any(|(own, _)| own == name || alike.contains(&own.as_str()))
    };
    let lost: Vec<&str> = common.iter().map(|(name, _)| name.as_str()).filter(|name| !says(name)).collect();
    let Some(first) = lost.first() else { return };
    let message = format!("`{name}` is called without the `{}` of `global`", lost.join("` and `"));
    let mut finding = Diagnostic::new(
        codes::CHANNEL_HTTP_CONFIG,
        setting(look, name, kind, place, &[Step::Key("http_config")]),
        message,
    )
    .help("repeat it here: Alertmanager does not join the two");
    if let Some(span) = look.places.key(&[Step::Key("global"), Step::Key("http_config"), Step::Key(first)]) {
        finding = finding.because(span, "this holds for integrations without an `http_config` of their own");
    }
    findings.push(finding);
}

fn block<'s>(settings: &'s [(String, Setting)], name: &str) -> Option<&'s [(String, Setting)]> {
    match settings.iter().find(|(key, _)| key == name) {
        Some((_, Setting::Map(entries))) => Some(entries),
        _ => None,
    }
}

/// Secrets in plain text. What they are is never told.
fn secrets<'s>(
    look: &Look,
    settings: &'s [(String, Setting)],
    type_of: &dyn Fn(&str) -> Option<Type>,
    way: &mut Vec<Step<'s>>,
    findings: &mut Diagnostics,
) {
    for (name, value) in settings {
        way.push(Step::Key(name));
        let has_file = || type_of(&format!("{name}_file")).is_some();
        match (type_of(name), value) {
            (Some(Type::Secret), Setting::Text(text)) => plain(look, name, text, has_file(), way, findings),
            (
                Some(kind @ (Type::SecretUrl | Type::Url | Type::TemplateUrl | Type::ProxyUrl)),
                Setting::Text(text),
            ) if is_secret_url(kind, text) => plain(look, name, text, has_file(), way, findings),
            (Some(Type::Block(inner)), Setting::Map(entries)) => {
                secrets(look, entries, &|name| inner.type_of(name), way, findings);
            }
            _ => {}
        }
        way.pop();
    }
}

fn plain(look: &Look, name: &str, text: &str, has_file: bool, way: &[Step], findings: &mut Diagnostics) {
    if is_placeholder(text) {
        return;
    }
    let at = look.places.value(way).unwrap_or(look.places.whole());
    let message = format!("`{name}` holds a secret in plain text");
    findings.push(Diagnostic::new(codes::RECEIVER_PLAIN_SECRET, at, message).help(match has_file {
        true => format!("let Alertmanager read it from a file: `{name}_file`"),
        false => "keep the configuration itself as secret as it is".to_owned(),
    }));
}

/// Something that a deployment fills in, or an example.
fn is_placeholder(text: &str) -> bool {
    let filled_in = ["$", "{{", "<", "%(", "@@", "[["];
    let lower = text.to_lowercase();
    let example =
        ["example", "changeme", "change_me", "change-me", "redacted", "placeholder", "your", "dummy"];
    text.trim().is_empty()
        || filled_in.iter().any(|mark| text.contains(mark))
        || example.iter().any(|word| lower.contains(word))
        || lower.chars().all(|c| ['x', '*', '.', '-', '_', '0'].contains(&c))
}

pub(super) fn name_span(look: &Look, index: usize) -> Span {
    let way = [Step::Key("receivers"), Step::Index(index), Step::Key("name")];
    look.places.value(&way).unwrap_or(look.places.whole())
}

/// Where a setting of an integration stands, or the integration itself.
pub(super) fn setting(look: &Look, receiver: &str, kind: &str, place: usize, inside: &[Step]) -> Span {
    let index = look.config.receivers.iter().position(|one| one.name == receiver).unwrap_or(usize::MAX);
    let mut way = vec![Step::Key("receivers"), Step::Index(index), Step::Configs(kind), Step::Index(place)];
    let whole = look.places.value(&way);
    way.extend(inside.iter().cloned());
    look.places.value(&way).or(whole).unwrap_or(look.places.whole())
}
