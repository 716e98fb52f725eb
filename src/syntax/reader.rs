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
    pub findings: Diagnostics,
}

impl Reader {
    pub fn new(file: FileId, base: usize) -> Reader {
        Reader { file, base, findings: Diagnostics::default() }
    }

    pub fn span(&self, pair: &Pair<Rule>) -> Span {
        // pest counts the white space before an absent optional part in.
        let start = self.base + pair.as_span().start();
        Span::new(self.file, start, start + pair.as_str().trim_end().len())
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
