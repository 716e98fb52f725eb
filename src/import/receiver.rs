//! Receivers: their names, and which integrations they hold.

use super::fields::{head, value, wrong};
use super::owned::{OfKind, Receiver};
use crate::channel::{INTEGRATIONS, check_yaml, integration};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Setting;
use crate::text::{Span, Spanned};
use crate::yaml::{Entry, Node};

/// An entry that is `null` has no name, and may. The settings of its integrations fall back on `global`.
pub(super) fn read(
    node: &Node,
    global: &[(String, Setting)],
    settings: &mut Diagnostics,
    findings: &mut Diagnostics,
) -> Option<Receiver> {
    if node.is_null() {
        let name = Spanned::new(String::new(), node.span);
        return Some(Receiver { span: node.span, name, integrations: Vec::new() });
    }
    let Some(entries) = node.mapping() else {
        findings.push(wrong(node, "a receiver", "a mapping"));
        return None;
    };
    let mut receiver =
        Receiver { span: node.span, name: Spanned::new(String::new(), head(node)), integrations: Vec::new() };
    let mut named_wrongly =
        entries.iter().any(|entry| crate::text::nearest(value(&entry.key), ["name"]).is_some());
    for Entry { key, value: node, .. } in entries {
        match value(key) {
            "name" => match node.text() {
                Some(_) => receiver.name = Spanned::new(value(node).to_owned(), node.span),
                None => {
                    named_wrongly = true;
                    findings.push(wrong(node, "the name of a receiver", "a text"));
                }
            },
            "labels" => labels(node, &named(entries), settings),
            name => match name.strip_suffix("_configs").and_then(integration) {
                Some(kind) => {
                    let mut of_kind =
                        OfKind { kind: kind.kind, key: key.span, settings: Vec::new(), nodes: Vec::new() };
                    for entry in list(node, name, settings) {
                        of_kind.settings.push(check_yaml(kind, entry, global, settings));
                        of_kind.nodes.push(entry.clone());
                    }
                    receiver.integrations.push(of_kind);
                }
                None => findings.push(unknown(name, key.span)),
            },
        }
    }
    if receiver.name.is_empty() && !named_wrongly {
        let finding = Diagnostic::new(codes::FIELD_MISSING, receiver.name.span, "a receiver has no `name`");
        findings.push(finding.help("name it, so that routes can; `null` is a name only in quotes"));
    }
    (!receiver.name.is_empty()).then_some(receiver)
}

fn named(entries: &[Entry]) -> String {
    let name = entries.iter().find(|entry| entry.key.is_text("name"));
    name.map_or_else(String::new, |entry| value(&entry.value).to_owned())
}

/// Labels of a receiver; `name` among them must be its name.
fn labels(node: &Node, name: &str, findings: &mut Diagnostics) {
    if node.is_null() {
        return;
    }
    let Some(entries) = node.mapping() else {
        findings.push(wrong(node, "`labels`", "a mapping of names to texts"));
        return;
    };
    for Entry { key, value: label, .. } in entries {
        if key.text().is_none() || label.text().is_none() {
            let part = if key.text().is_none() { key } else { label };
            findings.push(wrong(part, "a label of a receiver", "a name and a text"));
        } else if key.is_text("name") && value(label) != name {
            let message = format!("the label `name` of a receiver must be its name, `{name}`");
            let finding = Diagnostic::new(codes::LABELS_RESERVED, label.span, message);
            findings.push(finding.help("remove the label"));
        }
    }
}

fn list<'n>(node: &'n Node, name: &str, findings: &mut Diagnostics) -> &'n [Node] {
    if node.is_null() {
        return &[];
    }
    node.sequence().unwrap_or_else(|| {
        let finding = wrong(node, &format!("`{name}`"), "a list");
        findings.push(finding.help("write each entry behind a `-`"));
        &[]
    })
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let known: Vec<String> =
        INTEGRATIONS.iter().map(|integration| format!("{}_configs", integration.kind)).collect();
    Diagnostic::new(codes::FIELD_UNKNOWN, span, format!("a receiver has no `{name}`"))
        .did_you_mean(name, known.iter().map(String::as_str).chain(["name", "labels"]))
}
