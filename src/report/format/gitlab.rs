//! GitLab's Code Quality report: a subset of Code Climate's issues.
//! Source: GitLab's page "Code Quality", "Code Quality report format".

use super::place::{fingerprints, path, stretch, whole_text};
use crate::diag::{Diagnostic, Level};
use crate::text::SourceMap;
use serde_json::{Value, json};

pub(super) fn write(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let names = fingerprints(findings, sources);
    let issues = findings.iter().zip(names).map(|(finding, name)| issue(finding, &name, sources));
    super::pretty(&issues.collect::<Vec<Value>>())
}

fn issue(finding: &Diagnostic, fingerprint: &str, sources: &SourceMap) -> Value {
    let span = stretch(finding.primary.span, sources);
    let severity = match finding.level() {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note | Level::Pedantic => "info",
    };
    json!({
        "type": "issue",
        "description": finding.message,
        "content": { "body": whole_text(finding, sources) },
        "check_name": finding.code.name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": path(finding.primary.span, sources),
            "lines": { "begin": span.start.line, "end": span.end.line },
        },
    })
}
