//! Checkstyle's XML, as many CI systems read it.

use super::place::{by_file, path, stretch, whole_text};
use crate::diag::{Diagnostic, Level};
use crate::text::{SourceMap, XmlText};

pub(super) fn write(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (span, found) in by_file(findings) {
        out += &format!("  <file name=\"{}\">\n", XmlText(&path(span, sources)));
        for finding in found {
            out += &error(finding, sources);
        }
        out += "  </file>\n";
    }
    out + "</checkstyle>\n"
}

fn error(finding: &Diagnostic, sources: &SourceMap) -> String {
    let start = stretch(finding.primary.span, sources).start;
    let severity = match finding.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Pedantic => "info",
    };
    format!(
        "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"larum.{}\"/>\n",
        start.line,
        start.column,
        XmlText(&whole_text(finding, sources)).attribute(),
        finding.code.name,
    )
}
