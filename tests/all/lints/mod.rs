//! Lints on expressions, as cases. A file of `cases/` holds, apart by empty lines, an expression (the first
//! line, or several) and below it, sorted by place, what is found: `! code: token`. Nothing below: nothing is found.
//! Findings of levels note and pedantic stand there, too. `#` begins a comment line; `#! a/ b/` as a file's first
//! line says that it holds findings of these groups alone.

mod claims;
mod corpus;
mod duplicates;
mod facts;
mod fixes;
mod prometheus;
mod recorded;
mod soundness;
mod whole_files;

use crate::support::rules::alert;
use larum::lint::{Facts, check};
use std::path::Path;
use walkdir::WalkDir;

/// The findings in an alert of this expression, as cases write them.
fn found(expression: &str) -> Vec<String> {
    let (rules, sources) = alert(expression);
    let findings = check(&rules, &Facts::default()).sorted();
    findings
        .iter()
        .map(|found| format!("! {}: {}", found.code.name, sources.text(found.primary.span)))
        .collect()
}

#[test]
fn expressions_are_judged_as_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/lints/cases");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry.expect("cases are readable").into_path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("cases are text");
        let groups: Vec<&str> = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("#! "))
            .map_or(vec![""], |line| line.split(' ').collect());
        for case in text.split("\n\n") {
            let lines = case.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            let (expected, expression): (Vec<&str>, Vec<&str>) =
                lines.partition(|line| line.starts_with("! "));
            if expression.is_empty() {
                continue;
            }
            count += 1;
            let expression = expression.join("\n");
            let mut found = found(&expression);
            found.retain(|line| groups.iter().any(|group| line[2..].starts_with(group)));
            if found != expected {
                wrong += &format!(
                    "{}: {expression}\n  expected {expected:#?}\n  found {found:#?}\n",
                    path.display()
                );
            }
        }
    }
    assert!(wrong.is_empty() && count > 0, "{count} cases:\n{wrong}");
}
