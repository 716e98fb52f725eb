//! Annotations of GitHub Actions: workflow commands, one a line.
//! Source: the page "Workflow commands for GitHub Actions" and `command.ts` of its toolkit.

use super::place::{path, stretch, whole_text};
use crate::diag::{Diagnostic, Level};
use crate::text::SourceMap;

pub(super) fn write(findings: &[Diagnostic], sources: &SourceMap) -> String {
    findings.iter().map(|finding| command(finding, sources)).collect()
}

fn command(finding: &Diagnostic, sources: &SourceMap) -> String {
    let kind = match finding.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Pedantic => "notice",
    };
    let span = stretch(finding.primary.span, sources);
    let mut place =
        format!("file={},line={}", property(&path(finding.primary.span, sources)), span.start.line);
    // Columns count only within one line.
    if span.start.line == span.end.line {
        place += &format!(",col={},endColumn={}", span.start.column, span.end.column);
    } else {
        place += &format!(",endLine={}", span.end.line);
    }
    let title = property(finding.code.name);
    format!("::{kind} {place},title={title}::{}\n", data(&whole_text(finding, sources)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
