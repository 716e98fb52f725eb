//! One rule.

use super::expression;
use super::foreign::{self, Home, OF_RULE};
use super::group::{clause, labels};
use crate::diag::{Diagnostic, codes};
use crate::expr::types::Features;
use crate::model::Millis;
use crate::ruleset::{AlertFields, Clause, Field, Rule, RuleKind};
use crate::text::{Located, Spanned};
use crate::yaml::{Entry, Fields, Node, Reader};

const KEYS: &[&str] = &["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];

/// The rule; none when it has no name or no expression that can be read, which is a finding.
pub(super) fn read(node: &Node, features: &Features, reader: &mut Reader) -> Option<Rule> {
    let known: Vec<&str> = [KEYS, OF_RULE].concat();
    let fields = reader.fields(node, "a rule", &known)?;
    foreign::report(&fields, OF_RULE, Home::File, reader);
    let record = named(&fields, "record", reader);
    let alert = named(&fields, "alert", reader);
    let pending = duration(&fields, "for", reader);
    let keep_firing_for = duration(&fields, "keep_firing_for", reader);
    let own = labels(&fields, "labels", reader);
    let annotations = labels(&fields, "annotations", reader);
    if alert.is_some() {
        own.iter().chain(&annotations).for_each(|field| template(field, reader));
    }
    let expr = match fields.get("expr").and_then(|node| reader.text(node, "`expr`")) {
        Some(text) if !text.value.is_empty() => expression::read(text, features, reader),
        _ => {
            let written = fields.entry("expr").filter(|entry| entry.value.text().is_some());
            if written.is_some() || fields.entry("expr").is_none() {
                let span = written.map_or(node.head(), |entry| entry.key.span);
                let message = "the rule has no expression";
                reader.report(Diagnostic::new(codes::FIELD_MISSING, span, message).help("add `expr: …`"));
            }
            None
        }
    };
    let (kind, name) = match (record, alert) {
        (Some(record), None) => {
            only_of_alerts(&fields, "for", pending.as_ref().is_some_and(|clause| clause.value != 0), reader);
            let keeps = keep_firing_for.as_ref().is_some_and(|clause| clause.value != 0);
            only_of_alerts(&fields, "keep_firing_for", keeps, reader);
            let annotated = fields.get("annotations").and_then(Node::mapping);
            only_of_alerts(
                &fields,
                "annotations",
                annotated.is_some_and(|entries| !entries.is_empty()),
                reader,
            );
            record_name(record, reader);
            (RuleKind::Record, record)
        }
        (None, Some(alert)) => {
            let fields = AlertFields { pending, keep_firing_for, annotations };
            (RuleKind::Alert(Box::new(fields)), alert)
        }
        (Some(record), Some(alert)) => {
            let message = "a rule either records or alerts";
            reader.report(
                Diagnostic::new(codes::FIELD_CONFLICT, alert.span, message)
                    .because(record.span, "records this")
                    .help("make two rules of it"),
            );
            record_name(record, reader);
            return None;
        }
        (None, None) => {
            let wrong = |key: &str| fields.get(key).is_some_and(|node| node.text().is_none());
            if !wrong("record") && !wrong("alert") {
                let message = "the rule neither records nor alerts";
                let finding = Diagnostic::new(codes::FIELD_MISSING, node.head(), message);
                reader.report(finding.help("add `alert: Name`, or `record: name` for a series"));
            }
            return None;
        }
    };
    let name = Spanned::new(name.value.clone(), name.span);
    Some(Rule { kind, name, expr: expr?, labels: own, span: node.span })
}

/// The name under a key; an empty one is none.
fn named<'n>(fields: &Fields<'n>, key: &str, reader: &mut Reader) -> Option<&'n Located> {
    let text = reader.text(fields.get(key)?, &format!("`{key}`"))?;
    Some(text).filter(|text| !text.value.is_empty())
}

fn duration(fields: &Fields, key: &str, reader: &mut Reader) -> Option<Clause<Millis>> {
    let entry = fields.entry(key)?;
    let value = reader.duration(&entry.value, &format!("`{key}`"))?;
    Some(clause(entry, value))
}

fn only_of_alerts(fields: &Fields, key: &str, says_something: bool, reader: &mut Reader) {
    let Some(entry) = fields.entry(key).filter(|_| says_something) else { return };
    reader.report(
        Diagnostic::new(
            codes::FIELD_UNKNOWN,
            entry.key.span,
            format!("a recording rule has no field `{key}`"),
        )
        .because(
            fields.entry("record").map_or(entry.key.span, |record: &Entry| record.key.span),
            "records a series",
        )
        .help("only alerts have it: remove it"),
    );
}

fn record_name(name: &Located, reader: &mut Reader) {
    let Some(at) = name.value.find(['{', '}']) else { return };
    let finding = Diagnostic::new(
        codes::RECORD_BRACES,
        name.span_of(at..at + 1),
        "the name of a series cannot hold braces",
    );
    reader.report(finding.help("a name stands alone: selectors belong to `expr`, new labels to `labels`"));
}

fn template(field: &Field, reader: &mut Reader) {
    let Err(errors) = crate::template::parse(&field.value.value) else { return };
    for error in errors {
        let span = field.value.span_of(error.at);
        let mut finding = Diagnostic::new(codes::TEMPLATE_SYNTAX, span, error.message);
        finding.help = error.help;
        reader.report(finding);
    }
}
