//! Drawing a diagnostic in its source. The only file that knows miette.

use super::{Diagnostic, Level};
use crate::text::SourceMap;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity};
use std::fmt;

/// For whom to draw.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub color: bool,
    /// In columns.
    pub width: usize,
}

/// The finding as a terminal shows it.
pub fn draw(finding: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(style.width).with_context_lines(1);
    let file = sources.file(finding.primary.span.file);
    let source = NamedSource::new(file.path.display().to_string(), file.text.clone());
    let report = Report { finding, source, help: help(finding, sources) };
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = handler.render_report(&mut text, &report);
    text
}

/// The finding in one line: `file:line:column: warning: message [code]`
pub fn line(finding: &Diagnostic, sources: &SourceMap) -> String {
    let file = sources.file(finding.primary.span.file);
    let (line, column) = file.line_column(finding.primary.span.start);
    let (path, level) = (file.path.display(), finding.level().name());
    format!("{path}:{line}:{column}: {level}: {} [{}]\n", finding.message, finding.code.name)
}

/// The remedy, and the causes that stand in other files: these cannot be drawn beside the token.
fn help(finding: &Diagnostic, sources: &SourceMap) -> Option<String> {
    let elsewhere =
        finding.causes.iter().filter(|cause| cause.span.file != finding.primary.span.file).map(|cause| {
            let file = sources.file(cause.span.file);
            let (line, column) = file.line_column(cause.span.start);
            format!("{}: {}:{line}:{column}", cause.text, file.path.display())
        });
    let lines: Vec<String> = finding.help.iter().cloned().chain(elsewhere).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

struct Report<'a> {
    finding: &'a Diagnostic,
    source: NamedSource<String>,
    help: Option<String>,
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.finding.message)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.finding.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.finding.code.name))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.finding.level() {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note | Level::Pedantic => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = &self.finding.primary;
        let here = LabeledSpan::new_primary_with_span(
            (!primary.text.is_empty()).then(|| primary.text.clone()),
            (primary.span.start as usize, (primary.span.end - primary.span.start) as usize),
        );
        let causes =
            self.finding.causes.iter().filter(|cause| cause.span.file == primary.span.file).map(|cause| {
                let length = (cause.span.end - cause.span.start) as usize;
                LabeledSpan::new(Some(cause.text.clone()), cause.span.start as usize, length)
            });
        Some(Box::new(std::iter::once(here).chain(causes)))
    }
}
