//! Why a file cannot be read on.

use crate::diag::{Code, Diagnostic, codes};
use crate::text::{FileId, Span};
use std::ops::Range;

/// The first thing that stops the reader. There is no tree behind it.
#[derive(Debug)]
pub(super) struct Fault {
    code: Code,
    at: Range<usize>,
    message: String,
    here: &'static str,
    because: Option<(Range<usize>, &'static str)>,
    help: Option<String>,
}

pub(super) type Outcome<T> = Result<T, Box<Fault>>;

impl Fault {
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Box<Fault> {
        let message = message.into();
        Box::new(Fault { code: codes::YAML_SYNTAX, at, message, here: "", because: None, help: None })
    }

    pub fn code(mut self: Box<Fault>, code: Code) -> Box<Fault> {
        self.code = code;
        self
    }

    pub fn here(mut self: Box<Fault>, text: &'static str) -> Box<Fault> {
        self.here = text;
        self
    }

    pub fn because(mut self: Box<Fault>, at: Range<usize>, text: &'static str) -> Box<Fault> {
        self.because = Some((at, text));
        self
    }

    pub fn help(mut self: Box<Fault>, help: impl Into<String>) -> Box<Fault> {
        self.help = Some(help.into());
        self
    }

    pub fn diagnostic(self, file: FileId) -> Diagnostic {
        let span = |at: &Range<usize>| Span::new(file, at.start, at.end);
        let mut finding = Diagnostic::new(self.code, span(&self.at), self.message).here(self.here);
        if let Some((at, text)) = &self.because {
            finding = finding.because(span(at), *text);
        }
        match self.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }
}
