//! Where a finding stands, as people and editors count.

use crate::diag::Diagnostic;
use crate::text::{SourceMap, Span};
use serde::Serialize;

/// A place in a file: bytes from 0, lines and columns from 1; columns count characters.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Position {
    pub byte: u32,
    pub line: usize,
    pub column: usize,
}

/// From the first character to behind the last.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Stretch {
    pub start: Position,
    pub end: Position,
}

pub(super) fn stretch(span: Span, sources: &SourceMap) -> Stretch {
    let file = sources.file(span.file);
    let position = |byte: u32| {
        let (line, column) = file.line_column(byte);
        Position { byte, line, column }
    };
    Stretch { start: position(span.start), end: position(span.end.max(span.start)) }
}

/// The path of a span's file, with `/` on every system.
pub(super) fn path(span: Span, sources: &SourceMap) -> String {
    let path = sources.file(span.file).path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { path } else { path.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// All that is to be said, in lines: the message, what stands under the token, the causes, the remedy.
pub(super) fn whole_text(finding: &Diagnostic, sources: &SourceMap) -> String {
    let mut text = finding.message.clone();
    if !finding.primary.text.is_empty() {
        text += &format!("\nhere: {}", finding.primary.text);
    }
    for cause in &finding.causes {
        let start = stretch(cause.span, sources).start;
        let path = path(cause.span, sources);
        text += &format!("\n{path}:{}:{}: {}", start.line, start.column, cause.text);
    }
    if let Some(help) = &finding.help {
        text += &format!("\nhelp: {help}");
    }
    text
}

/// Findings of one file beside each other, in the order of files.
pub(super) fn by_file(findings: &[Diagnostic]) -> Vec<(Span, Vec<&Diagnostic>)> {
    let mut files: Vec<(Span, Vec<&Diagnostic>)> = Vec::new();
    let mut index = std::collections::HashMap::new();
    for finding in findings {
        let at = *index.entry(finding.primary.span.file).or_insert(files.len());
        if at == files.len() {
            files.push((finding.primary.span, Vec::new()));
        }
        files[at].1.push(finding);
    }
    files
}

/// A name for a finding that stays when lines above it change: its code, its file, and the line that it
/// stands in; the same again is numbered.
pub(super) fn fingerprints(findings: &[Diagnostic], sources: &SourceMap) -> Vec<String> {
    let mut seen = std::collections::HashMap::new();
    let name = |finding: &Diagnostic| {
        let identity = crate::report::identity::of(finding, sources);
        format!("{}:{}:{}", identity.code, identity.file, identity.line)
    };
    let numbered = |name: String| {
        let count: &mut usize = seen.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name}#{count}") }
    };
    findings.iter().map(name).map(numbered).collect()
}
