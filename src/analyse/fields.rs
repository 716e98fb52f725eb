//! Typed reading of `key value` settings.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Millis, Pair};
use crate::quantity::parse_duration;
use crate::syntax::ast::{Name, Setting, Settings, Value, ValueKind};
use crate::text::{Span, Spanned};
use std::collections::HashMap;

/// Reports keys that are not in `known`, and keys given twice.
pub(super) fn check(what: &str, settings: &[Setting], known: &[&str], findings: &mut Diagnostics) {
    for (index, setting) in settings.iter().enumerate() {
        let key = &setting.key;
        if !known.contains(&key.value.as_str()) {
            let message = format!("{what} has no setting `{}`", key.value);
            findings.push(
                Diagnostic::new(codes::FIELD_UNKNOWN, key.span, message)
                    .help(format!("its settings are {}", known.join(", ")))
                    .did_you_mean(&key.value, known.iter().copied()),
            );
        } else if let Some(first) = settings[..index].iter().find(|other| other.key == *key) {
            findings.push(
                Diagnostic::new(codes::FIELD_DUPLICATE, key.span, format!("`{}` is given twice", key.value))
                    .because(first.key.span, "first given here")
                    .help("keep one of them"),
            );
        }
    }
}

pub(super) fn wrong_type(value: &Value, key: &str, expected: &str) -> Diagnostic {
    Diagnostic::new(codes::FIELD_TYPE, value.span, format!("`{key}` takes {expected}"))
        .help(format!("write {expected} here"))
}

/// The single value of a setting; more than one is reported.
fn single<'a>(settings: &'a [Setting], key: &str, findings: &mut Diagnostics) -> Option<&'a Value> {
    let setting = settings.iter().find(|setting| setting.key.value == key)?;
    if let Some(second) = setting.values.get(1) {
        findings.push(
            Diagnostic::new(codes::FIELD_TYPE, second.span, format!("`{key}` takes one value"))
                .help("remove the others"),
        );
    }
    setting.values.first()
}

/// A duration in milliseconds.
pub(super) fn time(settings: &[Setting], key: &str, findings: &mut Diagnostics) -> Option<Spanned<Millis>> {
    let value = single(settings, key, findings)?;
    let ValueKind::Quantity(quantity) = &value.kind else {
        findings.push(wrong_type(value, key, "a duration such as `30s`"));
        return None;
    };
    match parse_duration(&quantity.text) {
        Ok(milliseconds) => Some(Spanned::new(milliseconds, value.span)),
        Err(error) => {
            let mut finding = Diagnostic::new(codes::SYNTAX_NUMBER, value.span, error.message);
            finding.help = error.help;
            findings.push(finding);
            None
        }
    }
}

/// A quoted text or a bare word.
pub(super) fn text(settings: &[Setting], key: &str, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    let value = single(settings, key, findings)?;
    match value.text() {
        Some(text) => Some(Spanned::new(text.to_string(), value.span)),
        None => {
            findings.push(wrong_type(value, key, "a text in quotes"));
            None
        }
    }
}

/// A whole number.
pub(super) fn number(settings: &[Setting], key: &str, findings: &mut Diagnostics) -> Option<Spanned<u32>> {
    let value = single(settings, key, findings)?;
    match &value.kind {
        ValueKind::Quantity(quantity)
            if quantity.dimension.is_none()
                && quantity.value.fract() == 0.0
                && (0.0..1e9).contains(&quantity.value) =>
        {
            Some(Spanned::new(quantity.value as u32, value.span))
        }
        _ => {
            findings.push(wrong_type(value, key, "a whole number"));
            None
        }
    }
}

/// A list of names or texts: `a, b` or `[a, b]`.
pub(super) fn list(settings: &[Setting], key: &str, findings: &mut Diagnostics) -> Option<Vec<Name>> {
    let setting = settings.iter().find(|setting| setting.key.value == key)?;
    let mut found = Vec::new();
    let mut rest: Vec<&Value> = setting.values.iter().rev().collect();
    while let Some(value) = rest.pop() {
        match (&value.kind, value.text()) {
            (ValueKind::List(values), _) => rest.extend(values.iter().rev()),
            (_, Some(text)) => found.push(Spanned::new(text.to_string(), value.span)),
            _ => findings.push(wrong_type(value, key, "names")),
        }
    }
    Some(found)
}

/// The block of `labels { … }`.
pub(super) fn block<'a>(
    settings: &'a [Setting],
    key: &str,
    findings: &mut Diagnostics,
) -> Option<&'a Settings> {
    let value = single(settings, key, findings)?;
    match &value.kind {
        ValueKind::Block(block) => Some(block),
        _ => {
            findings.push(wrong_type(value, key, "a block `{ … }`"));
            None
        }
    }
}

/// `{ key = "text" … }`: labels, annotations. Numbers and words are taken as their text.
pub(super) fn pairs(block: &Settings, findings: &mut Diagnostics) -> Vec<(Name, Spanned<String>)> {
    let mut found: Vec<(Name, Spanned<String>)> = Vec::new();
    let mut first: HashMap<&str, Span> = HashMap::new();
    for setting in &block.entries {
        let Some(value) = setting.values.first() else { continue };
        let text = match &value.kind {
            ValueKind::Quantity(quantity) => quantity.text.to_string(),
            ValueKind::Text(text) | ValueKind::Word(text) => text.clone(),
            ValueKind::List(_) | ValueKind::Block(_) => {
                findings.push(wrong_type(value, &setting.key.value, "a text in quotes"));
                continue;
            }
        };
        if let Some(first) = first.get(setting.key.as_str()) {
            findings.push(
                Diagnostic::new(
                    codes::FIELD_DUPLICATE,
                    setting.key.span,
                    format!("`{}` is given twice", setting.key.value),
                )
                .because(*first, "first given here")
                .help("keep one of them"),
            );
            continue;
        }
        first.insert(&setting.key, setting.key.span);
        found.push((setting.key.clone(), Spanned::new(text, value.span)));
    }
    found
}

/// Static labels: names checked, and `${…}` refused that nothing has bound.
pub(super) fn labels(block: &Settings, findings: &mut Diagnostics) -> Vec<Pair> {
    let found = labels_as_given(block, findings);
    for setting in &block.entries {
        let Some(value) = setting.values.first() else { continue };
        if value.text().is_some_and(|text| text.contains("${")) {
            let message = format!("`{}` holds a name that nothing binds", setting.key.value);
            findings.push(Diagnostic::new(codes::NAME_UNKNOWN, value.span, message).help(
                "labels know `let`s, parameters and `for each`; `${owner}` and the like stand in texts",
            ));
        }
    }
    found
}

/// Static labels: names checked, texts taken as they are.
pub(super) fn labels_as_given(block: &Settings, findings: &mut Diagnostics) -> Vec<Pair> {
    let mut found = Vec::new();
    for (key, text) in pairs(block, findings) {
        if super::labels::check_name(&key, findings) {
            found.push((key.value, text.value));
        }
    }
    found
}
