//! Lints on expressions, as cases. A file of `cases/` holds, apart by empty lines, an expression (the first
//! line, or several) and below it, sorted by place, what is found: `! code: token`. Nothing below: nothing is found.
//! Findings of levels note and pedantic stand there, too. `#` begins a comment line.

mod facts;
mod fixes;
mod recorded;

mod claims;
mod corpus;

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
        for case in text.split("\n\n") {
            let lines = case.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            let (expected, expression): (Vec<&str>, Vec<&str>) =
                lines.partition(|line| line.starts_with("! "));
            if expression.is_empty() {
                continue;
            }
            count += 1;
            let expression = expression.join("\n");
            let found = found(&expression);
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
