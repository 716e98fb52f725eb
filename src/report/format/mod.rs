//! Findings as other programs read them. All of them are made of the same list; what a format has no place
//! for is left out, nothing is made up.

mod checkstyle;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod sarif;

use crate::diag::Diagnostic;
use crate::text::SourceMap;

/// A machine's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Larum's own, documented in `docs/formats.md`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    Junit,
    Checkstyle,
}

/// The findings in `format`. `files` are those that were looked at, also where nothing was found.
pub fn write(format: Format, findings: &[Diagnostic], sources: &SourceMap) -> String {
    match format {
        Format::Json => json::write(findings, sources),
        Format::Sarif => sarif::write(findings, sources),
        Format::Github => github::write(findings, sources),
        Format::Gitlab => gitlab::write(findings, sources),
        Format::Junit => junit::write(findings, sources),
        Format::Checkstyle => checkstyle::write(findings, sources),
    }
}

/// JSON for people, too. Our own types always have one.
fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
