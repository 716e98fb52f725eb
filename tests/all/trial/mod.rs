//! Files of `promtool test rules`: the same verdicts and the same reports as promtool's.

mod corpus;
mod damaged;
mod malformed;
mod mutants;
mod mutated;
mod reports;

use crate::support::tools::path_of;
use larum::diag::Diagnostic;
use larum::engine::rules::Group;
use larum::text::FileId;
use larum::trial::promtool::{self, Options};
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What came of a file.
#[derive(Debug, PartialEq)]
enum Verdict {
    Pass,
    Fail,
    /// The file, or a rule file that it names, cannot be loaded.
    Unloadable,
}

/// A file run by Larum: its verdict, and the report of each failure as promtool prints it.
fn larum(path: &Path, options: &Options) -> (Verdict, Vec<String>) {
    let text = &fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let words = |findings: Vec<Diagnostic>| findings.into_iter().map(|finding| finding.message).collect();
    let (file, findings) = promtool::read(text, FileId(0));
    if findings.has_errors() {
        return (Verdict::Unloadable, words(findings.sorted()));
    }
    let mut groups: Vec<Group> = Vec::new();
    let folder = path.parent().expect("a file lies in a folder");
    for rules in &file.rule_files {
        let Ok(text) = fs::read_to_string(folder.join(&rules.value)) else { continue };
        match promtool::load_rules(&text, FileId(1), &options.features, false) {
            Ok(found) => groups.extend(found),
            Err(findings) => return (Verdict::Unloadable, words(findings)),
        }
    }
    let failures: Vec<_> =
        file.tests.par_iter().flat_map_iter(|test| promtool::run(&file, test, &groups, options)).collect();
    let verdict = if failures.is_empty() { Verdict::Pass } else { Verdict::Fail };
    (verdict, failures.into_iter().map(|failure| failure.report).collect())
}

/// The same file run by promtool: whether it passes, and its report.
fn promtool(path: &Path) -> (bool, String) {
    let name = path.file_name().expect("a file has a name");
    let folder = path.parent().expect("a file lies in a folder");
    let answer = Command::new(path_of("promtool"))
        .args(["test", "rules"])
        .arg(name)
        .current_dir(folder)
        .output()
        .expect("promtool runs");
    let report = String::from_utf8(answer.stderr).expect("promtool prints UTF-8");
    (answer.status.success(), report)
}

/// What promtool prints of these failures.
fn printed(reports: &[String]) -> String {
    if reports.is_empty() { String::new() } else { format!("  FAILED:\n{}\n", reports.join("\n")) }
}
