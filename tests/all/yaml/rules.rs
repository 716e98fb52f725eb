//! What is wrong in rule files, at which token; promtool refuses the same.

use super::{refusals, text_of};
use crate::support::tools::promtool_loads;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Cases apart by `===` lines: a rule file, then `---` and what is found, a line each.
const CASES: &str = include_str!("cases.txt");

fn cases() -> Vec<(String, Vec<String>)> {
    let cases = CASES.split("===\n").filter(|case| !case.trim().is_empty());
    let read = |case: &str| {
        let (file, found) = case.split_once("\n---\n").unwrap_or_else(|| panic!("no `---` in {case}"));
        (format!("{file}\n"), found.lines().map(str::to_owned).collect())
    };
    cases.map(read).collect()
}

#[test]
fn faults_stand_at_their_tokens() {
    let mut wrong = String::new();
    for (file, expected) in cases() {
        let mut found = refusals(&file);
        found.sort();
        let mut expected = expected.clone();
        expected.sort();
        if found != expected {
            wrong += &format!("{file}---\n{}\n===\n", found.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn promtool_refuses_the_same_cases() {
    let folder = TempDir::new().expect("a scratch folder");
    let mut files: Vec<PathBuf> = Vec::new();
    for (index, (file, _)) in cases().iter().enumerate() {
        files.push(folder.path().join(format!("{index}.yml")));
        std::fs::write(&files[index], file).expect("a file is written");
    }
    for ((file, expected), loads) in cases().iter().zip(promtool_loads(&files)) {
        // Prometheus loads these rules and then fails to evaluate them, each time.
        let fails_later = expected.iter().any(|line| line.contains("a rule cannot keep"));
        assert_eq!(expected.is_empty() || fails_later, loads, "{file}");
    }
}

#[test]
fn each_refusal_of_the_corpus_has_its_token() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/rules/prometheus+prometheus");
    for (file, expected) in [
        ("model/rulefmt/testdata/bad_expr.bad.yaml", "type/mismatch `hi`: "),
        (
            "model/rulefmt/testdata/bad_field.bad.yaml",
            "field/unknown `annotation`: a rule has no field `annotation`",
        ),
        ("model/rulefmt/testdata/invalid_label_name.bad.yaml", "labels/name `__name__`: "),
        ("model/rulefmt/testdata/invalid_record_name.bad.yaml", "record/braces `{`: "),
        ("model/rulefmt/testdata/noexpr.bad.yaml", "field/missing `record`: the rule has no expression"),
        ("model/rulefmt/testdata/record_and_alert.bad.yaml", "field/conflict `Hello`: "),
        (
            "model/rulefmt/testdata/record_and_for.bad.yaml",
            "field/unknown `for`: a recording rule has no field `for`",
        ),
        ("cmd/promtool/testdata/rules-bad.yml", "template/syntax "),
        ("cmd/promtool/testdata/bad-rules-syntax.yml", "syntax/unexpected "),
        ("cmd/promtool/testdata/features.yml", "expr/experimental "),
    ] {
        let found = refusals(&text_of(&folder.join(file)));
        assert!(found.iter().any(|line| line.starts_with(expected)), "{file}: {found:#?}");
    }
}
