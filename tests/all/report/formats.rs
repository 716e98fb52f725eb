//! Findings as other programs read them.

use super::PROGRAM;
use crate::support::command::Project;

/// Two findings, one with a cause and a remedy.
fn project() -> Project {
    let wrong = PROGRAM
        .replace("for 1m", "for 1m\n  summary \"<${team}> & co\"")
        .replace("up == 0", "sum by (job) (up) == 0");
    Project::of(&[("rules/über.larum", &wrong)])
}

fn report(format: &str) -> String {
    let ran = project().larum(&["check", "--format", format, "rules"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    ran.stdout
}

#[test]
fn each_format_says_the_same() {
    for format in ["json", "sarif", "github", "gitlab", "junit", "checkstyle"] {
        let text = report(format).replace(env!("CARGO_PKG_VERSION"), "[version]");
        // The pages of codes come along.
        let is_page = |line: &&str| line.trim_start().starts_with("\"markdown\": ");
        let shown: Vec<&str> = text.lines().filter(|line| !is_page(line)).collect();
        insta::assert_snapshot!(format, shown.join("\n"));
    }
}

#[test]
fn xml_is_xml() {
    for format in ["junit", "checkstyle"] {
        let text = report(format);
        let document = roxmltree::Document::parse(&text).expect(format);
        assert!(
            document.descendants().any(|node| node.attribute("message").is_some_and(|m| m.contains("team")))
        );
    }
}

#[test]
fn a_report_goes_to_a_file() {
    let project = project();
    let ran = project.larum(&["check", "--format", "sarif", "-o", "larum.sarif", "rules"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", "1 error, 1 warning\n"));
    assert!(project.read("larum.sarif").contains("\"version\": \"2.1.0\""));
}

/// A report of nothing is a report.
#[test]
fn clean_programs_have_reports_too() {
    let clean = PROGRAM.replace("window nights { 22:00..06:00 }\n", "");
    let project = Project::of(&[("main.larum", &clean)]);
    for (format, part) in [
        ("json", "\"findings\": []"),
        ("sarif", "\"results\": []"),
        ("gitlab", "[]"),
        ("junit", "<testcase name=\"no findings\" classname=\"main.larum\"/>"),
        ("checkstyle", "</checkstyle>"),
    ] {
        let ran = project.larum(&["check", "--format", format]);
        assert_eq!(ran.code, 0);
        assert!(ran.stdout.contains(part), "{format}: {}", ran.stdout);
    }
    assert_eq!(project.larum(&["check", "--format", "github"]).stdout, "");
}
