//! What turning pest's pairs into our tree needs on the way: where the slice stands, and
//! a place for findings.

use super::Rule;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Span, Spanned};
use pest::iterators::Pair;

pub(super) struct Reader {
    file: FileId,
    /// Where the slice that pest parsed begins in its file.
    base: usize,
    /// Where the slice ends in its file: what was added behind it to close its blocks has no place.
    end: usize,
    pub findings: Diagnostics,
}

impl Reader {
    pub fn new(file: FileId, base: usize) -> Reader {
        Reader { file, base, end: usize::MAX, findings: Diagnostics::default() }
    }

    /// For a slice that was closed by more than its text.
    pub fn ending(self, end: usize) -> Reader {
        Reader { end, ..self }
    }

    /// What was found in the text itself.
    pub fn found(self) -> Diagnostics {
        let mut found = Diagnostics::default();
        for finding in self.findings.iter().filter(|finding| (finding.primary.span.start as usize) < self.end)
        {
            let mut finding = finding.clone();
            finding.primary.span.end = finding.primary.span.end.min(self.end as u32);
            found.push(finding);
        }
        found
    }

    pub fn span(&self, pair: &Pair<Rule>) -> Span {
        // pest counts the white space before an absent optional part in.
        let start = self.base + pair.as_span().start();
        let end = start + pair.as_str().trim_end().len();
        Span::new(self.file, start.min(self.end), end.min(self.end))
    }

    pub fn text(&self, pair: &Pair<Rule>) -> Spanned<String> {
        Spanned::new(pair.as_str().to_string(), self.span(pair))
    }

    /// Records a finding, for callers that add causes and remedies to it first.
    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message));
    }
}
