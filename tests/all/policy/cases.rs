//! Policies as cases. A file of `cases/` begins with the program that all of its cases share; then, each after a
//! line of `---`, come the cases: statements, and what is found in them, sorted by place:
//! `! code: token: message [level]`. The level stands there when it is not the code's, `locked` when it is that.

use crate::support::source::Checked;
use larum::diag::{Diagnostic, Level};
use std::path::Path;
use walkdir::WalkDir;

fn line(found: &Diagnostic, checked: &Checked) -> String {
    let token = checked.sources.text(found.primary.span);
    let level = match found.level() == found.code.level {
        true => String::new(),
        false => format!(" [{:?}]", found.level()),
    };
    let locked = if found.locked { " [locked]" } else { "" };
    let here = match found.primary.text.as_str() {
        "" => String::new(),
        text => format!(" ({text})"),
    };
    format!("! {}: {token}: {}{here}{level}{locked}", found.code.name, found.message)
}

#[test]
fn policies_find_what_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/policy/cases");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry.expect("cases are readable").into_path();
        if path.extension().is_none_or(|end| end != "larum") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("cases are text");
        let mut parts = text.split("\n---\n");
        let frame = parts.next().expect("a split text has a part");
        for case in parts {
            let lines = case.lines().filter(|line| !line.is_empty());
            let (expected, program): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("! "));
            let checked = Checked::new("case.larum", &format!("{frame}\n{}\n", program.join("\n")));
            // What lints say of the rules is not meant here.
            let is_meant =
                |found: &&Diagnostic| found.level() == Level::Error || found.code.name.starts_with("policy/");
            let found: Vec<String> =
                checked.findings.iter().filter(is_meant).map(|found| line(found, &checked)).collect();
            count += 1;
            if found != expected {
                let (found, expected) = (found.join("\n"), expected.join("\n"));
                wrong += &format!(
                    "{}:\n{}\nexpected\n{expected}\nfound\n{found}\n\n",
                    path.display(),
                    program.join("\n")
                );
            }
        }
    }
    assert!(wrong.is_empty() && count > 30, "{count} cases:\n{wrong}");
}
