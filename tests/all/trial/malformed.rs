//! Test files with one fault each: promtool refuses all of them, and so does Larum, which points at the fault.

use super::promtool;
use crate::support::command::Project;
use rayon::prelude::*;

/// The rule files that some of them name.
const RULES: [(&str, &str); 5] = [
    ("bad-expression.yml", "groups: [{name: g, rules: [{record: a, expr: 'sum('}]}]\n"),
    ("bad-field.yml", "groups: [{name: g, rules: [{record: a, expr: '1', owner: me}]}]\n"),
    ("bad-yaml.yml", "groups: [{name: g\n"),
    ("twice.yml", "groups: [{name: g, rules: []}, {name: g, rules: []}]\n"),
    ("folder/rules.yml", "groups: []\n"),
];

#[test]
fn malformed_files_fail_in_both() {
    let cases: Vec<&str> = include_str!("cases/malformed.txt").lines().collect();
    let shown: Vec<String> = cases.par_iter().map(|case| both(case)).collect();
    insta::assert_snapshot!(shown.concat());
}

/// The file, the first thing that promtool says of it, and all that Larum says.
fn both(case: &str) -> String {
    let project = Project::of(&RULES);
    project.write("test.yml", format!("{case}\n"));
    let (passes, report) = promtool(&project.path("test.yml"));
    let ran = project.larum(&["test", "test.yml"]);
    assert!(!passes, "promtool takes\n{case}");
    assert_eq!(ran.code, 1, "{case}\n{}{}", ran.stdout, ran.stderr);
    let words: Vec<&str> =
        report.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "FAILED:").collect();
    let said = ran.stdout.split_once("\n\n").map_or(ran.stdout.as_str(), |(_, said)| said).trim_end();
    let folder = format!("{}/", project.path("").display());
    let text = format!("{case}\n\npromtool: {}\n\n{said}\n", words.join("\n          ")).replace(&folder, "");
    let lines = text.lines().map(|line| line.trim_end().to_owned() + "\n");
    format!("{}{}\n", lines.collect::<String>(), "━".repeat(80))
}

/// promtool says nothing of what it passes over.
#[test]
fn odd_files_pass_with_a_warning() {
    let cases = [
        "rule_files: [nosuch.yml]\ntests: [{}]\n",
        "rule_files: ['*.rules', twice.yml]\n",
        "evaluation_interval: 1m\n",
        "  evaluation_interval: 1m\ntests:\n  - this: is not read\n",
        "evaluation_interval: 1m\n---\ntests: [{promql_expr_test: [{expr: 'vector('}]}]\n",
        "evaluation_interval: 1m\n...\n%: no YAML [\n",
    ];
    let mut shown = String::new();
    for text in cases {
        let project = Project::of(&RULES);
        project.write("test.yml", text);
        let (passes, report) = promtool(&project.path("test.yml"));
        let ran = project.larum(&["test", "test.yml"]);
        assert!(passes, "{text}{report}");
        assert_eq!(ran.code, 0, "{text}\n{}{}", ran.stdout, ran.stderr);
        shown += &format!("{text}\n{}{}\n", ran.stderr, "━".repeat(80));
    }
    insta::assert_snapshot!(shown);
}
