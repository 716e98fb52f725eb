//! Printing: to a pipe or to a terminal, with or without colour.

use super::Failure;
use crate::diag::{Diagnostic, Level, render};
use crate::report::allow;
use crate::text::SourceMap;
use std::io::{IsTerminal, Write};

/// How many findings are drawn; the others have a line each. Drawing reads the file again for each.
const MOST_DRAWN: usize = 50;

/// Prints to stdout. A closed pipe (`| head`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot print: {error}")))
        }
        _ => Ok(()),
    }
}

/// The findings, drawn for where they are printed to, and a line that counts them.
pub(super) fn findings(found: &[Diagnostic], sources: &SourceMap, to: &impl IsTerminal) -> String {
    drawn(found, sources, to, |_| None)
}

/// The same, each with the comment that allows it.
pub(super) fn findings_to_allow(found: &[Diagnostic], sources: &SourceMap, to: &impl IsTerminal) -> String {
    drawn(found, sources, to, allow::line)
}

fn drawn(
    found: &[Diagnostic],
    sources: &SourceMap,
    to: &impl IsTerminal,
    footer: impl Fn(&Diagnostic) -> Option<String>,
) -> String {
    let style = style(to);
    let mut text = String::new();
    for finding in found.iter().take(MOST_DRAWN) {
        text += &render::draw(finding, sources, style);
        if let Some(line) = footer(finding) {
            text += &format!("  allow: {line}\n");
        }
        text.push('\n');
    }
    for finding in found.iter().skip(MOST_DRAWN) {
        text += &render::line(finding, sources);
    }
    text + &count(found)
}

/// How findings are drawn there.
pub(super) fn style(to: &impl IsTerminal) -> render::Style {
    render::Style { color: has_color(to), width: width(to) }
}

/// How many characters a line may have.
pub(super) fn width(to: &impl IsTerminal) -> usize {
    match (to.is_terminal(), terminal_size::terminal_size()) {
        (true, Some((width, _))) => width.0.max(40) as usize,
        _ => 100,
    }
}

/// On a terminal, unless `NO_COLOR` says otherwise.
pub(super) fn has_color(to: &impl IsTerminal) -> bool {
    to.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// `2 errors, 1 warning`; empty when there is nothing to count.
pub(super) fn count(found: &[Diagnostic]) -> String {
    let of = |level| found.iter().filter(|finding| finding.level() == level).count();
    let words = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let levels = [
        (Level::Error, "error"),
        (Level::Warning, "warning"),
        (Level::Note, "note"),
        (Level::Pedantic, "pedantic note"),
    ];
    let parts: Vec<String> = levels.into_iter().filter_map(|(level, word)| words(of(level), word)).collect();
    if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
}
