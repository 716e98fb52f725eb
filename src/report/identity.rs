//! What makes a finding the same one tomorrow: not its line number.

use crate::diag::Diagnostic;
use crate::text::SourceMap;
use serde::{Deserialize, Serialize};

/// A finding without its place: other lines may come and go around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    pub file: String,
    pub code: String,
    /// The line of the token, without the white space around it.
    pub line: String,
    pub message: String,
}

pub fn of(finding: &Diagnostic, sources: &SourceMap) -> Identity {
    let span = finding.primary.span;
    let file = sources.file(span.file);
    Identity {
        file: file.path.display().to_string().replace('\\', "/"),
        code: finding.code.name.to_string(),
        line: file.line_text(span.start).trim().to_string(),
        message: finding.message.clone(),
    }
}
