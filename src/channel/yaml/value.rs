//! Values of settings, by their type, as Alertmanager's reader takes them.

use super::super::table::Type;
use super::super::value::{not_one_of, too_long};
use super::super::{template, url};
use super::{Checked, number};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Setting;
use crate::quantity::parse_duration;
use crate::template::parse_notification;
use crate::text::{Located, Span};
use crate::yaml::{Node, Resolved};

/// The setting that a value belongs to.
pub struct Place<'a> {
    pub name: &'a str,
    pub key: Span,
}

/// What Alertmanager writes instead of an address that it keeps to itself, and takes back.
const HIDDEN: &str = "<secret>";

impl Checked<'_> {
    /// A value that is not `null`; none when it was refused.
    pub(super) fn value(
        &self,
        kind: Type,
        place: &Place,
        node: &Node,
        findings: &mut Diagnostics,
    ) -> Option<Setting> {
        match kind {
            Type::List(element) => {
                let list = self.shape(node.sequence(), node, place, "a list", findings)?;
                let mut values = Vec::with_capacity(list.len());
                for node in list {
                    values.extend(self.element(*element, place, node, findings));
                }
                Some(Setting::List(values))
            }
            Type::Map(element) => {
                let entries = self.shape(node.mapping(), node, place, "a mapping", findings)?;
                let mut values = Vec::with_capacity(entries.len());
                for entry in entries {
                    let Some(key) = entry.key.text() else {
                        findings.push(wrong(&entry.key, &format!("a key of `{}`", place.name), "a text"));
                        continue;
                    };
                    let place = Place { name: &key.value, key: entry.key.span };
                    let value = self.element(*element, &place, &entry.value, findings);
                    values.extend(value.map(|value| (key.value.clone(), value)));
                }
                Some(Setting::Map(values))
            }
            Type::Block(block) => {
                self.shape(node.mapping(), node, place, "a mapping of settings", findings)?;
                let called = format!("`{}`", place.name);
                Some(Setting::Map(self.block(block, node, place.key, &called, findings)))
            }
            Type::TemplateOr(block) => {
                let inner = if node.mapping().is_some() { Type::Block(block) } else { Type::Template };
                self.value(inner, place, node, findings)
            }
            Type::Object | Type::Templates => {
                self.shape(node.mapping(), node, place, "a mapping", findings)?;
                anything(node, place.name, matches!(kind, Type::Templates), findings)
            }
            Type::Any => anything(node, place.name, false, findings),
            Type::Bool => match node.scalar().map(|scalar| scalar.resolved()) {
                Some(Resolved::Bool(value)) => Some(Setting::Bool(value)),
                _ => refuse(findings, wrong(node, &quoted(place), "`true` or `false`")),
            },
            Type::Count | Type::Integer | Type::Number => {
                match node.scalar().and_then(|scalar| number::read(kind, scalar.resolved())) {
                    Some(value) => Some(Setting::Number(value)),
                    None if matches!(kind, Type::Count) => {
                        refuse(findings, wrong(node, &quoted(place), "a whole number from 0 up"))
                    }
                    None => refuse(findings, wrong(node, &quoted(place), "a number")),
                }
            }
            Type::Timeout => {
                let scalar = self.shape(node.scalar(), node, place, "a duration", findings)?;
                match number::timeout(scalar) {
                    Some(text) => Some(Setting::Text(text)),
                    None => refuse(findings, bad_duration(place, node, "write for example `30s` or `1h30m`")),
                }
            }
            _ => {
                let text = self.shape(node.text(), node, place, "a text", findings)?;
                self.text(kind, place, text, findings)
            }
        }
    }

    /// An element of a list or a mapping, where `null` is an empty one.
    fn element(&self, kind: Type, place: &Place, node: &Node, findings: &mut Diagnostics) -> Option<Setting> {
        if !node.is_null() {
            let owner = match node.mapping() {
                Some([first, ..]) if first.merged.is_none() && !node.is_alias => first.key.span,
                _ => node.span,
            };
            let key =
                if matches!(kind, Type::Block(_)) && node.sequence().is_none() { owner } else { place.key };
            return self.value(kind, &Place { name: place.name, key }, node, findings);
        }
        match kind {
            // Alertmanager looks into these, and into no others.
            Type::Block(_) if place.name == "responders" => {
                let message = "an entry of `responders` is empty";
                let finding = Diagnostic::new(codes::CHANNEL_MISSING, node.span, message);
                refuse(findings, finding.help("write its settings, or remove it"))
            }
            Type::Block(_) | Type::Map(_) => Some(Setting::Map(Vec::new())),
            Type::List(_) => Some(Setting::List(Vec::new())),
            _ => Some(Setting::Text(String::new())),
        }
    }

    fn shape<T>(
        &self,
        found: Option<T>,
        node: &Node,
        place: &Place,
        wanted: &str,
        findings: &mut Diagnostics,
    ) -> Option<T> {
        if found.is_none() {
            findings.push(wrong(node, &quoted(place), wanted));
        }
        found
    }

    fn text(&self, kind: Type, place: &Place, text: &Located, findings: &mut Diagnostics) -> Option<Setting> {
        let value = text.value.as_str();
        match kind {
            Type::Template | Type::Limited(_) => {
                template::check_located(place.name, text, findings);
                if let Type::Limited(limit) = kind {
                    findings.extend(too_long(value, limit, place.name, text.span));
                }
            }
            Type::OneOf(known) if !known.contains(&value) => {
                return refuse(findings, not_one_of(known, place.name, value, text.span));
            }
            Type::Duration => {
                if let Err(error) = parse_duration(value) {
                    let help =
                        error.help.unwrap_or_else(|| "write for example `30s`, `5m` or `1d`".to_owned());
                    let message = format!("`{}` takes a duration: {}", place.name, error.message);
                    let finding = Diagnostic::new(codes::CHANNEL_BAD_DURATION, text.span, message);
                    return refuse(findings, finding.help(help));
                }
            }
            Type::SecretUrl | Type::TemplateUrl if value == HIDDEN => {}
            Type::TemplateUrl if value.contains("{{") => match parse_notification(value) {
                Ok(_) => template::check_located(place.name, text, findings),
                Err(errors) => {
                    for error in errors {
                        let message =
                            format!("`{}` is no template of an address: {}", place.name, error.message);
                        let place = text.span_of(error.at);
                        let mut finding = Diagnostic::new(codes::CHANNEL_BAD_URL, place, message);
                        finding.help = error.help;
                        findings.push(finding);
                    }
                    return None;
                }
            },
            // A receiver with an empty one has none.
            Type::TemplateUrl if value.is_empty() => {}
            Type::TemplateUrl | Type::SecretUrl | Type::Url => {
                url::check(value).or_else(|fault| bad_url(text, fault, findings).ok_or(())).ok()?;
            }
            Type::ProxyUrl => {
                url::check_any(value).or_else(|fault| bad_url(text, fault, findings).ok_or(())).ok()?;
            }
            Type::Address if !value.is_empty() => {
                if let Err(fault) = url::check_host_and_port(value) {
                    let message = format!("`{value}` is no `host:port`: {fault}");
                    let finding = Diagnostic::new(codes::CHANNEL_BAD_URL, text.span, message);
                    return refuse(findings, finding.help("write for example `smtp.example.com:587`"));
                }
            }
            _ => {}
        }
        Some(Setting::Text(value.to_owned()))
    }
}

fn bad_url(text: &Located, fault: url::Fault, findings: &mut Diagnostics) -> Option<()> {
    let message = format!("`{}` cannot be called: {fault}", text.value);
    let finding = Diagnostic::new(codes::CHANNEL_BAD_URL, text.span, message);
    findings.push(finding.help("write a whole address, for example `https://hooks.example.com/alerts`"));
    None
}

fn bad_duration(place: &Place, node: &Node, help: &str) -> Diagnostic {
    let message = format!("`{}` takes a duration", place.name);
    Diagnostic::new(codes::CHANNEL_BAD_DURATION, node.span, message).help(help)
}

fn refuse<T>(findings: &mut Diagnostics, finding: Diagnostic) -> Option<T> {
    findings.push(finding);
    None
}

fn quoted(place: &Place) -> String {
    format!("`{}`", place.name)
}

/// `what` takes `wanted`, and `node` is something else.
pub fn wrong(node: &Node, what: &str, wanted: &str) -> Diagnostic {
    let span = match (node.mapping(), node.sequence()) {
        (Some([first, ..]), _) if first.merged.is_none() && !node.is_alias => first.key.span,
        (_, Some([first, ..])) if !node.is_alias && !first.is_null() => first.span,
        _ => node.span,
    };
    Diagnostic::new(codes::CHANNEL_WRONG_TYPE, span, format!("{what} takes {wanted}"))
        .here(format!("this is {}", node.what()))
}

/// Any value. Keys that are no scalars are more than Go can take for keys.
fn anything(node: &Node, name: &str, templates: bool, findings: &mut Diagnostics) -> Option<Setting> {
    if let Some(list) = node.sequence() {
        let values = list.iter().filter_map(|node| anything(node, name, templates, findings));
        return Some(Setting::List(values.collect()));
    }
    if let Some(entries) = node.mapping() {
        let mut values = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry.key.text() {
                Some(key) => {
                    let value = anything(&entry.value, &key.value, templates, findings);
                    values.extend(value.map(|value| (key.value.clone(), value)));
                }
                None => findings.push(wrong(&entry.key, &format!("a key in `{name}`"), "a text")),
            }
        }
        return Some(Setting::Map(values));
    }
    let scalar = node.scalar()?;
    let text = scalar.text.value.clone();
    match scalar.resolved() {
        Resolved::Null => None,
        Resolved::Bool(value) => Some(Setting::Bool(value)),
        Resolved::Int(_) | Resolved::Unsigned(_) | Resolved::Float(_) => Some(Setting::Number(text)),
        Resolved::Text => {
            if templates {
                template::check_located(name, &scalar.text, findings);
            }
            Some(Setting::Text(text))
        }
    }
}
