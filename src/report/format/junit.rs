//! JUnit's XML: a suite for each file that was looked at, a failed case for each error and warning. A file
//! without any has one case that passes, so that CI shows that it was looked at.

use super::place::{path, stretch, whole_text};
use crate::diag::{Diagnostic, Level};
use crate::text::{FileId, SourceMap, Span, XmlText};
use std::collections::HashMap;

pub(super) fn write(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let mut by_file: HashMap<FileId, Vec<&Diagnostic>> = HashMap::new();
    for finding in findings {
        by_file.entry(finding.primary.span.file).or_default().push(finding);
    }
    let fails = |finding: &&Diagnostic| finding.level() <= Level::Warning;
    let failures = findings.iter().filter(fails).count();
    let empty = sources.files().filter(|(id, _)| !by_file.contains_key(id)).count();
    let tests = findings.len() + empty;
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"larum\" tests=\"{tests}\" failures=\"{failures}\">\n"
    );
    for (id, _) in sources.files() {
        let found = by_file.remove(&id).unwrap_or_default();
        let name = path(Span::new(id, 0, 0), sources);
        let failures = found.iter().filter(|finding| fails(finding)).count();
        out += &format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">\n",
            XmlText(&name),
            found.len().max(1),
        );
        if found.is_empty() {
            out += &format!("    <testcase name=\"no findings\" classname=\"{}\"/>\n", XmlText(&name));
        }
        for finding in found {
            out += &case(finding, &name, sources);
        }
        out += "  </testsuite>\n";
    }
    out + "</testsuites>\n"
}

fn case(finding: &Diagnostic, file: &str, sources: &SourceMap) -> String {
    let start = stretch(finding.primary.span, sources).start;
    let head = format!(
        "    <testcase name=\"{}:{}:{}\" classname=\"{}\"",
        finding.code.name,
        start.line,
        start.column,
        XmlText(file)
    );
    let text = whole_text(finding, sources);
    let text = XmlText(&text);
    if finding.level() > Level::Warning {
        return format!("{head}>\n      <system-out>{text}</system-out>\n    </testcase>\n");
    }
    let kind = finding.level().name();
    let message = XmlText(&finding.message).attribute();
    format!(
        "{head}>\n      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>\n    </testcase>\n"
    )
}
