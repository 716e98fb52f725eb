//! The policy to begin with: it is right, and what it finds in the five systems is known.

use crate::support::source::TODAY;
use larum::analyse::{analyse, policies};
use larum::diag::Diagnostics;
use larum::model::Model;
use larum::model::policy::Policy;
use larum::policy::{Format, Subject, check, prose};
use larum::syntax::parse;
use larum::text::SourceMap;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn starter() -> Vec<Policy> {
    let text = fs::read_to_string(root().join("policies/starter.larum")).expect("the starter is there");
    let mut sources = SourceMap::default();
    // The systems' files come first.
    let id = sources.add("starter", "starter", text.as_str());
    let (file, findings) = parse(&text, id);
    assert!(findings.is_empty(), "{findings:?}");
    let (found, findings) = policies(&file.statements);
    assert!(findings.is_empty(), "{findings:?}");
    found
}

fn system(folder: &Path) -> Model {
    let mut sources = SourceMap::default();
    let mut statements = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a system is a folder")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "larum"))
        .collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).expect("rules are text");
        let name = path.display().to_string();
        let id = sources.add(&name, &name, text.as_str());
        let (file, findings) = parse(&text, id);
        assert!(findings.is_empty(), "{name}: {findings:?}");
        statements.extend(file.statements);
    }
    let (model, findings) = analyse("system", statements, None);
    model.unwrap_or_else(|| panic!("{findings:?}"))
}

#[test]
fn the_starter_judges_the_five_systems() {
    let starter = starter();
    let mut told = String::new();
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("rules"))
        .expect("rules/")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    for folder in folders {
        let model = system(&folder);
        let own = check(&model.policies, &Subject::Program(&model), TODAY);
        assert!(own.is_empty(), "{} does not keep its own policies: {own:#?}", folder.display());
        let findings: Diagnostics = check(&starter, &Subject::Program(&model), TODAY);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for found in findings.sorted() {
            *counts.entry(format!("{:?} {}", found.level(), found.message)).or_default() += 1;
        }
        let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        told += &format!("{name}\n");
        for message in counts.keys() {
            told += &format!("  {message}\n");
        }
    }
    insta::assert_snapshot!("starter_on_the_systems", told);
}

#[test]
fn the_starter_reads_as_prose() {
    insta::assert_snapshot!("starter_in_prose", prose(&starter(), Format::Markdown));
}
