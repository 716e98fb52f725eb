//! Groups of rules.

use super::foreign::{self, Home, OF_GROUP};
use super::rule;
use crate::diag::{Diagnostic, codes};
use crate::expr::types::Features;
use crate::ruleset::{Clause, Field, Group, Origin};
use crate::text::{Span, Spanned};
use crate::yaml::{Entry, Fields, Node, Reader};
use std::collections::HashMap;

const KEYS: &[&str] = &["name", "interval", "query_offset", "limit", "rules", "labels"];

/// The groups of a list, and what is wrong between them.
pub(super) fn all(node: &Node, home: Home, features: &Features, reader: &mut Reader) -> Vec<Group> {
    let known: Vec<&str> = [KEYS, OF_GROUP].concat();
    let mut groups = Vec::new();
    let mut names: HashMap<String, Span> = HashMap::new();
    for item in reader.list(node, "`groups`") {
        let Some(fields) = reader.fields(item, "a group", &known) else { continue };
        foreign::report(&fields, OF_GROUP, home, reader);
        let name = name(&fields, reader);
        if !name.value.is_empty()
            && let Some(first) = names.insert(name.value.clone(), name.span)
        {
            let message = format!("the group `{}` stands twice in this file", name.value);
            reader.report(
                Diagnostic::new(codes::NAME_DUPLICATE, name.span, message)
                    .because(first, "first here")
                    .help("give it another name, or put the rules of both together"),
            );
        }
        groups.push(group(&fields, name, features, reader));
    }
    groups
}

fn name(fields: &Fields, reader: &mut Reader) -> Spanned<String> {
    let text = fields.get("name").and_then(|node| reader.text(node, "the name of a group"));
    match text {
        Some(text) if !text.value.is_empty() => Spanned::new(text.value.clone(), text.span),
        _ => {
            let span = fields.entry("name").map_or(fields.node.head(), |entry| entry.key.span);
            reader.report(
                Diagnostic::new(codes::FIELD_MISSING, span, "the group has no name").help("add `name: …`"),
            );
            Spanned::new(String::new(), span)
        }
    }
}

fn group(fields: &Fields, name: Spanned<String>, features: &Features, reader: &mut Reader) -> Group {
    let duration = |key: &str, reader: &mut Reader| {
        let entry = fields.entry(key)?;
        let value = reader.duration(&entry.value, &format!("`{key}`"))?;
        Some(clause(entry, value))
    };
    let limit = fields.entry("limit").and_then(|entry| {
        let value = reader.integer(&entry.value, "`limit`")?;
        Some(clause(entry, value))
    });
    let rules = fields.get("rules").map(|rules| reader.list(rules, "`rules`")).unwrap_or_default();
    Group {
        name,
        origin: Origin::Yaml,
        interval: duration("interval", reader),
        query_offset: duration("query_offset", reader),
        limit,
        labels: labels(fields, "labels", reader),
        source_tenants: tenants(fields, reader),
        partial_response_strategy: strategy(fields, reader),
        rules: rules.iter().filter_map(|node| rule::read(node, features, reader)).collect(),
        span: fields.node.span,
    }
}

pub(super) fn clause<T>(entry: &Entry, value: T) -> Clause<T> {
    Clause { key: entry.key.span, value, span: entry.value.span }
}

/// Labels or annotations of any name that Prometheus takes.
pub(super) fn labels(fields: &Fields, key: &str, reader: &mut Reader) -> Vec<Field> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    let mut found = Vec::new();
    for (name, value) in reader.pairs(node, key) {
        let Some(text) = name.text() else { continue };
        let wrong = match text.value.as_str() {
            "" => Some("a name cannot be empty"),
            "__name__" if key == "labels" => Some("the name of the series is no label that a rule can set"),
            _ => None,
        };
        if let Some(wrong) = wrong {
            reader.report(Diagnostic::new(codes::LABELS_NAME, text.span, wrong).help("remove it"));
            continue;
        }
        found.push(Field { name: Spanned::new(text.value.clone(), text.span), value: value.clone() });
    }
    found
}

fn tenants(fields: &Fields, reader: &mut Reader) -> Vec<Spanned<String>> {
    let Some(node) = fields.get("source_tenants") else { return Vec::new() };
    let texts = reader.texts(node, "`source_tenants`").into_iter();
    texts.map(|text| Spanned::new(text.value.clone(), text.span)).collect()
}

fn strategy(fields: &Fields, reader: &mut Reader) -> Option<Clause<String>> {
    let entry = fields.entry("partial_response_strategy")?;
    let text = reader.text(&entry.value, "`partial_response_strategy`")?;
    Some(clause(entry, text.value.clone()))
}
