//! Larum's own format. What it promises is told in `docs/formats.md`; `VERSION` counts what breaks readers.

use super::place::{Stretch, path, stretch};
use crate::diag::{Applicability, Diagnostic, Fix};
use crate::report::allow;
use crate::text::{SourceMap, Span};
use serde::Serialize;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    larum: &'static str,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    level: &'static str,
    message: &'a str,
    file: String,
    span: Stretch,
    /// A few words about the token itself.
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    /// What made it so.
    causes: Vec<Cause<'a>>,
    help: Option<&'a str>,
    fix: Option<Remedy<'a>>,
    /// The comment that silences it; none where nothing does.
    allow: Option<String>,
    /// The page of the code, in Larum's own repository; `larum explain CODE` prints it.
    page: String,
}

#[derive(Serialize)]
struct Cause<'a> {
    file: String,
    span: Stretch,
    label: &'a str,
}

#[derive(Serialize)]
struct Remedy<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    file: String,
    span: Stretch,
    text: &'a str,
}

pub(super) fn write(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let findings = findings.iter().map(|finding| of(finding, sources)).collect();
    let report = Report { version: VERSION, larum: env!("CARGO_PKG_VERSION"), findings };
    super::pretty(&report)
}

fn of<'a>(finding: &'a Diagnostic, sources: &SourceMap) -> Finding<'a> {
    let place = |span: Span| (path(span, sources), stretch(span, sources));
    let (file, span) = place(finding.primary.span);
    let causes = finding.causes.iter().map(|cause| {
        let (file, span) = place(cause.span);
        Cause { file, span, label: &cause.text }
    });
    Finding {
        code: finding.code.name,
        level: finding.level().name(),
        message: &finding.message,
        file,
        span,
        label: &finding.primary.text,
        causes: causes.collect(),
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref().map(|fix| remedy(fix, sources)),
        allow: allow::line(finding),
        page: format!("docs/codes/{}.md", finding.code.name),
    }
}

fn remedy<'a>(fix: &'a Fix, sources: &SourceMap) -> Remedy<'a> {
    let edits = fix.edits.iter().map(|edit| Change {
        file: path(edit.span, sources),
        span: stretch(edit.span, sources),
        text: &edit.text,
    });
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::Display => "display",
    };
    Remedy { title: &fix.title, applicability, edits: edits.collect() }
}
