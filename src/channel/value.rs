//! Values of settings: checked by their type, turned into what stands in the YAML.

use super::address::{address, host_and_port, secret};
use super::table::Type;
use super::{Reader, duration, template};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model;
use crate::quantity::{Dimension, Quantity};
use crate::syntax::ast::{Setting, Settings, Value, ValueKind};
use crate::text::Span;

/// The setting's value as the YAML has it; none when it was refused.
pub fn read(
    kind: Type,
    setting: &Setting,
    reader: &Reader,
    findings: &mut Diagnostics,
) -> Option<model::Setting> {
    if let Type::List(element) = kind {
        let values = match setting.values.as_slice() {
            [Value { kind: ValueKind::List(values), .. }] => values,
            values => values,
        };
        let name = &setting.key.value;
        let read: Vec<_> = values.iter().map(|value| one(*element, name, value, reader, findings)).collect();
        return read.into_iter().collect::<Option<Vec<_>>>().map(model::Setting::List);
    }
    match setting.values.as_slice() {
        [value] => one(kind, &setting.key.value, value, reader, findings),
        values => {
            let span = values.last().map_or(setting.key.span, |value| value.span);
            findings.push(wrong(span, &setting.key.value, "one value"));
            None
        }
    }
}

fn one(
    kind: Type,
    name: &str,
    value: &Value,
    reader: &Reader,
    findings: &mut Diagnostics,
) -> Option<model::Setting> {
    let span = value.span;
    let result = match kind {
        Type::Text | Type::File => plain(value).map(model::Setting::Text),
        Type::Template => {
            template::check_all(name, value, findings);
            plain(value).map(model::Setting::Text)
        }
        Type::Limited(limit) => plain(value).map(|text| {
            template::check_all(name, value, findings);
            findings.extend(too_long(&text, limit, name, span));
            model::Setting::Text(text)
        }),
        Type::Secret => return secret(name, value, reader, findings),
        Type::SecretUrl | Type::TemplateUrl | Type::Url | Type::ProxyUrl => {
            return address(kind, name, value, reader, findings);
        }
        Type::Address => match plain(value) {
            Some(text) => return host_and_port(text, span, findings),
            None => None,
        },
        Type::Duration | Type::Timeout => return time(kind, name, value, findings),
        Type::Count | Type::Integer | Type::Number => integer(kind, value),
        Type::Bool => match value.text() {
            Some("true") => Some(model::Setting::Bool(true)),
            Some("false") => Some(model::Setting::Bool(false)),
            _ => None,
        },
        Type::OneOf(known) => return one_of(known, name, value, findings),
        Type::List(element) => match &value.kind {
            ValueKind::List(values) => {
                let read: Vec<_> =
                    values.iter().map(|value| one(*element, name, value, reader, findings)).collect();
                return read.into_iter().collect::<Option<Vec<_>>>().map(model::Setting::List);
            }
            _ => {
                return one(*element, name, value, reader, findings)
                    .map(|value| model::Setting::List(vec![value]));
            }
        },
        Type::Map(element) => match &value.kind {
            ValueKind::Block(block) => return map(*element, block, reader, findings),
            _ => None,
        },
        Type::Any => Some(anything(value)),
        Type::Object => matches!(value.kind, ValueKind::Block(_)).then(|| anything(value)),
        Type::Templates => matches!(value.kind, ValueKind::Block(_)).then(|| {
            template::check_all(name, value, findings);
            anything(value)
        }),
        Type::Block(block) => match &value.kind {
            ValueKind::Block(settings) => {
                let called = format!("`{name}`");
                return Some(model::Setting::Map(reader.block(block, settings, span, &called, findings)));
            }
            _ => None,
        },
        Type::TemplateOr(block) => {
            let inner =
                if matches!(value.kind, ValueKind::Block(_)) { Type::Block(block) } else { Type::Template };
            return one(inner, name, value, reader, findings);
        }
    };
    if result.is_none() {
        findings.push(wrong(span, name, wanted(kind)));
    }
    result
}

/// The text of a string, a word or a number.
pub fn plain(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Quantity(quantity) => Some(quantity.text.to_string()),
        _ => value.text().map(str::to_owned),
    }
}

fn wanted(kind: Type) -> &'static str {
    match kind {
        Type::Count => "a whole number from 0 up",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::Bool => "`true` or `false`",
        Type::Map(_) | Type::Object | Type::Templates | Type::Block(_) => "a block in braces",
        Type::Duration | Type::Timeout => "a duration such as `30s`",
        _ => "a text in quotes",
    }
}

pub fn wrong(span: Span, name: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(codes::CHANNEL_WRONG_TYPE, span, format!("`{name}` takes {wanted}"))
}

fn time(kind: Type, name: &str, value: &Value, findings: &mut Diagnostics) -> Option<model::Setting> {
    let days = matches!(kind, Type::Duration);
    let milliseconds = match &value.kind {
        ValueKind::Quantity(Quantity { dimension: Some(Dimension::Time), value, .. }) => {
            Some((value * 1000.0) as i64)
        }
        ValueKind::Quantity(quantity) if quantity.value == 0.0 => Some(0),
        _ => value.text().and_then(|text| duration::read(text, days)),
    };
    match milliseconds {
        Some(length) => {
            let text = if days { duration::prometheus(length) } else { duration::go(length) };
            Some(model::Setting::Text(text))
        }
        None => {
            let finding = Diagnostic::new(
                codes::CHANNEL_BAD_DURATION,
                value.span,
                format!("`{name}` takes a duration"),
            );
            findings.push(finding.help("write for example `30s`, `5m` or `1h30m`"));
            None
        }
    }
}

fn integer(kind: Type, value: &Value) -> Option<model::Setting> {
    let text = match &value.kind {
        ValueKind::Quantity(quantity) if quantity.dimension.is_none() => quantity.text.to_string(),
        // The language has no negative numbers here: a group of Telegram is `"-1001234"`.
        ValueKind::Text(text) if matches!(kind, Type::Integer) => text.clone(),
        _ => return None,
    };
    let number: i64 = text.parse().ok()?;
    (number >= 0 || matches!(kind, Type::Integer)).then(|| model::Setting::Number(number.to_string()))
}

fn one_of(known: &[&str], name: &str, value: &Value, findings: &mut Diagnostics) -> Option<model::Setting> {
    let Some(text) = plain(value) else {
        findings.push(wrong(value.span, name, "a text in quotes"));
        return None;
    };
    if known.contains(&text.as_str()) {
        return Some(model::Setting::Text(text));
    }
    findings.push(not_one_of(known, name, &text, value.span));
    None
}

pub fn not_one_of(known: &[&str], name: &str, text: &str, span: Span) -> Diagnostic {
    let named: Vec<&str> = known.iter().copied().filter(|word| !word.is_empty()).collect();
    Diagnostic::new(codes::CHANNEL_NOT_ONE_OF, span, format!("`{name}` cannot be `{text}`"))
        .help(format!("write {}", super::rules::either(&named)))
        .did_you_mean(text, named)
}

pub fn too_long(text: &str, limit: usize, name: &str, span: Span) -> Option<Diagnostic> {
    let message = || format!("only the first {limit} characters of `{name}` arrive");
    let long = !text.contains("{{") && text.chars().count() > limit;
    long.then(|| Diagnostic::new(codes::CHANNEL_TOO_LONG, span, message()).help("shorten the text"))
}

fn map(
    element: Type,
    block: &Settings,
    reader: &Reader,
    findings: &mut Diagnostics,
) -> Option<model::Setting> {
    let mut entries = Vec::new();
    for setting in super::once_each(block, findings) {
        entries.push((setting.key.value.clone(), read(element, setting, reader, findings)?));
    }
    Some(model::Setting::Map(entries))
}

/// Any value as YAML has it: numbers without a unit stay numbers, `true` and `false` truths.
fn anything(value: &Value) -> model::Setting {
    match &value.kind {
        ValueKind::Quantity(quantity) if quantity.dimension.is_none() => {
            model::Setting::Number(quantity.text.to_string())
        }
        ValueKind::Quantity(quantity) => model::Setting::Text(quantity.text.to_string()),
        ValueKind::Word(word) if word == "true" || word == "false" => model::Setting::Bool(word == "true"),
        ValueKind::Text(text) | ValueKind::Word(text) => model::Setting::Text(text.clone()),
        ValueKind::List(values) => model::Setting::List(values.iter().map(anything).collect()),
        ValueKind::Block(block) => {
            let entry = |setting: &Setting| {
                let value = match setting.values.as_slice() {
                    [value] => anything(value),
                    values => model::Setting::List(values.iter().map(anything).collect()),
                };
                (setting.key.value.clone(), value)
            };
            model::Setting::Map(block.entries.iter().map(entry).collect())
        }
    }
}
