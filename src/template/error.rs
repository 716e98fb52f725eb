use std::ops::Range;

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The bytes of the text that are wrong.
    pub at: Range<usize>,
    /// One sentence without full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl TemplateError {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> TemplateError {
        TemplateError { at, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> TemplateError {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TemplateError {}
