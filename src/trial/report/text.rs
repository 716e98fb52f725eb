//! For people: a line a test, and what went wrong below it.

use super::{Outcome, Report, plural};
use crate::quantity::duration_text;

/// The outcomes, with or without colour.
pub fn text(report: &Report, color: bool) -> String {
    let mut out = String::new();
    for suite in report.suites.iter().filter(|suite| !suite.outcomes.is_empty()) {
        out += &format!("{}\n", paint("1", &suite.name, color));
        for outcome in &suite.outcomes {
            out += &line(outcome, color);
            for fault in &outcome.faults {
                out += &format!("\n{}\n", fault.text.trim_end());
            }
            if !outcome.passed() {
                out.push('\n');
            }
        }
        if !out.ends_with("\n\n") {
            out.push('\n');
        }
    }
    out
}

fn line(outcome: &Outcome, color: bool) -> String {
    let mark = if outcome.passed() { paint("32", "✓", color) } else { paint("31", "✗", color) };
    let checks = plural(outcome.checks, "check");
    let size = format!("{checks} in {}", duration_text(outcome.lasts));
    format!("  {mark} {}  {}\n", outcome.title(), paint("2", &size, color))
}

/// `5 tests passed`, `4 tests passed, 1 failed`
pub fn count(report: &Report) -> String {
    let failed = report.failed();
    let passed = report.outcomes().count() - failed;
    let passed = format!("{} passed", plural(passed, "test"));
    if failed == 0 { passed } else { format!("{passed}, {failed} failed") }
}

fn paint(code: &str, text: &str, color: bool) -> String {
    if color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
}
