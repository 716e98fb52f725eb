//! JUnit's XML: a suite for each program and file, a case for each test.

use super::Report;
use crate::text::XmlText;
use crate::trial::Outcome;

pub fn junit(report: &Report) -> String {
    let all = report.outcomes().count();
    let failed = report.failed();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"larum test\" tests=\"{all}\" failures=\"{failed}\" errors=\"0\">\n"
    );
    for suite in &report.suites {
        let failed = suite.outcomes.iter().filter(|outcome| !outcome.passed()).count();
        let name = XmlText(&suite.name);
        let tests = suite.outcomes.len();
        out += &format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n"
        );
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
    // Many readers take the first failure of a case alone: all are in it.
    let more = match outcome.faults.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let first = outcome.faults.first().map_or("", |fault| fault.message.as_str());
    let message = format!("{first}{more}");
    let texts: Vec<&str> = outcome.faults.iter().map(|fault| fault.text.trim_end()).collect();
    let text = texts.join("\n\n");
    let (message, text) = (XmlText(&message).attribute(), XmlText(&text));
    let out =
        format!("{head}>\n      <failure message=\"{message}\" type=\"test/failed\">{text}</failure>\n");
    out + "    </testcase>\n"
}
