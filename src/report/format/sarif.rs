//! SARIF 2.1.0 (OASIS), as GitHub's code scanning and most viewers read it.

use super::place::{Stretch, fingerprints, path, stretch};
use crate::diag::{Applicability, Code, Diagnostic, Edit, Level};
use crate::text::{SourceMap, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let mut rules: BTreeMap<&str, Code> = BTreeMap::new();
    for finding in findings {
        rules.insert(finding.code.name, finding.code);
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(index, name)| (*name, index)).collect();
    let names = fingerprints(findings, sources);
    let results = findings.iter().zip(names);
    let results: Vec<Value> =
        results.map(|(finding, name)| result(finding, index[finding.code.name], &name, sources)).collect();
    super::pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "larum",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().map(rule).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// A code, with its page as help.
fn rule(code: Code) -> Value {
    let what = code.section("What").unwrap_or_default();
    json!({
        "id": code.name,
        "shortDescription": { "text": what },
        "help": { "text": what, "markdown": code.page() },
        "defaultConfiguration": { "level": level(code.level) },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Pedantic => "note",
    }
}

fn result(finding: &Diagnostic, rule: usize, fingerprint: &str, sources: &SourceMap) -> Value {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text += &format!("\n{help}");
    }
    let mut result = json!({
        "ruleId": finding.code.name,
        "ruleIndex": rule,
        "level": level(finding.level()),
        "message": { "text": text },
        "locations": [location(finding.primary.span, &finding.primary.text, sources)],
        "partialFingerprints": { "larum/v1": fingerprint },
    });
    let causes = finding.causes.iter().map(|cause| location(cause.span, &cause.text, sources));
    let causes: Vec<Value> = causes.collect();
    if !causes.is_empty() {
        result["relatedLocations"] = causes.into();
    }
    if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.applicability != Applicability::Display) {
        result["fixes"] = json!([{
            "description": { "text": fix.title },
            "artifactChanges": changes(&fix.edits, sources),
        }]);
    }
    result
}

fn location(span: Span, text: &str, sources: &SourceMap) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&path(span, sources)) },
        "region": region(stretch(span, sources)),
    }});
    if !text.is_empty() {
        location["message"] = json!({ "text": text });
    }
    location
}

fn region(span: Stretch) -> Value {
    json!({
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    })
}

/// The edits of a fix; all of them are of one file.
fn changes(edits: &[Edit], sources: &SourceMap) -> Value {
    let Some(first) = edits.first() else { return json!([]) };
    let replacements = edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(stretch(edit.span, sources)),
            "insertedContent": { "text": edit.text },
        })
    });
    json!([{
        "artifactLocation": { "uri": uri(&path(first.span, sources)) },
        "replacements": replacements.collect::<Vec<Value>>(),
    }])
}

/// A path as a relative URI: what has a meaning in URIs is escaped.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escaped = path
        .bytes()
        .map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") });
    escaped.collect()
}
