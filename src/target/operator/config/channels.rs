//! Receivers: each channel's settings as the CRD has them, or why it cannot.

use super::super::super::settings::Secret;
use super::fields::{self, Fields, Form};
use super::{Refusals, globals};
use crate::diag::{Diagnostic, codes};
use crate::lower::Receiver;
use crate::model::{Channel, Model, Setting};
use crate::quantity::parse_duration;
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

/// Translates channels of one program.
pub(super) struct Channels<'a> {
    model: &'a Model,
    secrets: &'a BTreeMap<String, Secret>,
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Channels<'a> {
    pub fn new(model: &'a Model, secrets: &'a BTreeMap<String, Secret>) -> Channels<'a> {
        let named = model.channels.iter().enumerate().map(|(index, channel)| (channel.name.as_str(), index));
        Channels { model, secrets, by_name: named.collect() }
    }

    /// A receiver of the CRD.
    pub fn receiver(&self, receiver: &Receiver, refusals: &mut Refusals) -> Setting {
        let mut entries = vec![("name".to_string(), Setting::Text(receiver.name.clone()))];
        for of_kind in &receiver.integrations {
            let channels = of_kind.channels.iter().filter_map(|name| self.by_name.get(name));
            let channels: Vec<usize> = channels.copied().collect();
            let Some((key, fields)) = fields::of(of_kind.kind) else {
                for index in channels {
                    refusals.push(no_such_kind(&self.model.channels[index]));
                }
                continue;
            };
            let configs = channels.iter().map(|index| Setting::Map(self.config(*index, fields, refusals)));
            entries.push((key.to_string(), Setting::List(configs.collect())));
        }
        Setting::Map(entries)
    }

    /// One integration: the channel's settings, and what it takes from `global`.
    fn config(&self, index: usize, fields: Fields, refusals: &mut Refusals) -> Vec<(String, Setting)> {
        let channel = &self.model.channels[index];
        let places = &self.model.places;
        let mut config = Vec::new();
        for (at, (name, value)) in channel.settings.iter().enumerate() {
            let span = places.setting(index, at).unwrap_or(channel.span);
            config.extend(self.setting(name, value, fields, span, refusals));
        }
        let global = &self.model.alertmanager.global;
        for (at, name) in globals::for_channel(&channel.kind, &channel.settings, global) {
            let span = places.global.get(at).copied().unwrap_or(channel.span);
            config.extend(self.setting(name, &global[at].1, fields, span, refusals));
        }
        config
    }

    fn setting(
        &self,
        name: &str,
        value: &Setting,
        fields: Fields,
        span: Span,
        refusals: &mut Refusals,
    ) -> Option<(String, Setting)> {
        let Some((_, to, form)) = fields.iter().find(|(from, ..)| *from == name) else {
            refusals.push(no_such_setting(name, fields, span));
            return None;
        };
        let value = match form {
            Form::Same => value.clone(),
            Form::Duration => duration(name, value, span, refusals)?,
            Form::OneOf(words) => one_of(name, value, words, span, refusals)?,
            Form::Secret => self.secret(value, span, refusals)?,
            Form::SecretOrConfigMap => {
                Setting::Map(vec![("secret".to_string(), self.secret(value, span, refusals)?)])
            }
            Form::Block(fields) => self.block(value, fields, span, refusals)?,
            Form::Blocks(fields) => {
                let Setting::List(blocks) = value else { return None };
                let blocks = blocks.iter().filter_map(|block| self.block(block, fields, span, refusals));
                Setting::List(blocks.collect())
            }
            Form::Pairs => pairs(name, value, span, refusals)?,
            Form::Threading => threading(value)?,
        };
        Some((to.to_string(), value))
    }

    fn block(&self, value: &Setting, fields: Fields, span: Span, refusals: &mut Refusals) -> Option<Setting> {
        let Setting::Map(entries) = value else { return None };
        let entries =
            entries.iter().filter_map(|(name, value)| self.setting(name, value, fields, span, refusals));
        Some(Setting::Map(entries.collect()))
    }

    /// The key of a Secret that a file of the program is: by `larum.toml`, or by where the operator mounts it.
    fn secret(&self, value: &Setting, span: Span, refusals: &mut Refusals) -> Option<Setting> {
        let Setting::Text(path) = value else { return None };
        let Some(secret) = self.secrets.get(path).cloned().or_else(|| Secret::at(path)) else {
            refusals.push(
                Diagnostic::new(
                    codes::TARGET_OPERATOR_SECRET,
                    span,
                    format!("nothing says which Secret holds the file `{path}`"),
                )
                .help(format!(
                    "write `\"{path}\" = \"<name of the Secret>/<key>\"` under `[target.operator.secrets]` in larum.toml"
                )),
            );
            return None;
        };
        let text = |key: &str, value: String| (key.to_string(), Setting::Text(value));
        Some(Setting::Map(vec![text("name", secret.name), text("key", secret.key)]))
    }
}

fn no_such_kind(channel: &Channel) -> Diagnostic {
    let message = format!("AlertmanagerConfig has no integration `{}`", channel.kind);
    Diagnostic::new(codes::TARGET_OPERATOR_INTEGRATION, channel.span, message).help(super::AS_SECRET)
}

/// A secret in plain text has a sibling that comes from a file; the CRD takes it from a Secret alone.
fn no_such_setting(name: &str, fields: Fields, span: Span) -> Diagnostic {
    let file = format!("{name}_file");
    if fields.iter().any(|(from, ..)| *from == file) {
        let message = format!("AlertmanagerConfig takes `{name}` from a Secret alone");
        return Diagnostic::new(codes::TARGET_OPERATOR_SECRET, span, message)
            .help(format!("write `{file} \"/etc/alertmanager/secrets/<name of the Secret>/<key>\"`"));
    }
    let message = format!("AlertmanagerConfig has nothing for `{name}`");
    Diagnostic::new(codes::TARGET_OPERATOR_SETTING, span, message).help(super::AS_SECRET)
}

/// Timeouts are Go's durations; the CRD takes those of Prometheus.
fn duration(name: &str, value: &Setting, span: Span, refusals: &mut Refusals) -> Option<Setting> {
    let Setting::Text(text) = value else { return Some(value.clone()) };
    if parse_duration(text).is_err() {
        let message =
            format!("AlertmanagerConfig takes `{name}` as Prometheus writes durations, not `{text}`");
        refusals.push(
            Diagnostic::new(codes::TARGET_OPERATOR_SETTING, span, message)
                .help("for example `1m30s` or `500ms`"),
        );
        return None;
    }
    Some(value.clone())
}

fn one_of(
    name: &str,
    value: &Setting,
    words: &[&str],
    span: Span,
    refusals: &mut Refusals,
) -> Option<Setting> {
    match value {
        Setting::Text(text) if words.contains(&text.as_str()) => Some(value.clone()),
        _ => {
            let message = format!("AlertmanagerConfig has other words for `{name}`");
            let help = format!("write one of {}", words.join(", "));
            refusals.push(Diagnostic::new(codes::TARGET_OPERATOR_SETTING, span, message).help(help));
            None
        }
    }
}

/// `{ a "x" }` as `[{key: a, value: x}]`.
fn pairs(name: &str, value: &Setting, span: Span, refusals: &mut Refusals) -> Option<Setting> {
    let Setting::Map(entries) = value else { return None };
    let mut pairs = Vec::new();
    for (key, value) in entries {
        let text = match value {
            Setting::Text(text) | Setting::Number(text) => text.clone(),
            Setting::Bool(yes) => yes.to_string(),
            Setting::List(_) | Setting::Map(_) => {
                let message =
                    format!("AlertmanagerConfig takes texts alone in `{name}`, and `{key}` is none");
                refusals.push(
                    Diagnostic::new(codes::TARGET_OPERATOR_SETTING, span, message).help(super::AS_SECRET),
                );
                return None;
            }
        };
        let entry = [("key", key.clone()), ("value", text)];
        pairs.push(Setting::Map(entry.map(|(name, text)| (name.to_string(), Setting::Text(text))).to_vec()));
    }
    Some(Setting::List(pairs))
}

/// `threading { enabled true  thread_by_date daily }`
fn threading(value: &Setting) -> Option<Setting> {
    let Setting::Map(entries) = value else { return None };
    let get = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    if get("enabled") != Some(&Setting::Bool(true)) {
        return None;
    }
    let by = match get("thread_by_date") {
        Some(Setting::Text(text)) if text == "daily" => "Daily",
        _ => "None",
    };
    Some(Setting::Map(vec![("threadByDate".to_string(), Setting::Text(by.to_string()))]))
}
