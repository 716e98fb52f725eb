//! JUnit's XML: a suite for each program and file, a case for each test.

use super::Report;
use crate::text::XmlText;
use crate::trial::Outcome;

pub fn junit(report: &Report) -> String {
    let all = report.outcomes().count();
    let failed = report.failed();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"larum test\" tests=\"{all}\" failures=\"{failed}\">\n"
    );
    for suite in &report.suites {
        let failed = suite.outcomes.iter().filter(|outcome| !outcome.passed()).count();
        let name = XmlText(&suite.name);
        let tests = suite.outcomes.len();
        out += &format!("  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\">\n");
        for outcome in &suite.outcomes {
            out += &case(outcome, &suite.name);
        }
        out += "  </testsuite>\n";
    }
    out + "</testsuites>\n"
}

fn case(outcome: &Outcome, suite: &str) -> String {
    let title = outcome.title();
    let head = format!(
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"",
        XmlText(&title).attribute(),
        XmlText(suite),
        XmlText(&outcome.place.file),
        outcome.place.line
    );
    if outcome.passed() {
        return head + "/>\n";
    }
    let mut out = head + ">\n";
    for fault in &outcome.faults {
        let message = XmlText(&fault.message).attribute();
        out +=
            &format!("      <failure message=\"{message}\">{}</failure>\n", XmlText(fault.text.trim_end()));
    }
    out + "    </testcase>\n"
}
