//! The table of codes and its pages: sorted, unique, none without the other, and each page whole.

use crate::support::command::Project;
use crate::support::markdown::{Block, blocks};
use crate::support::source::{Checked, model};
use larum::diag::Level;
use larum::diag::codes::{ALL, Code};
use larum::expr::catalogue::from_exposition;
use larum::lint::Facts;
use larum::ruleset::of_model;
use larum::text::FileId;
use std::collections::BTreeSet;
use std::path::Path;
use walkdir::WalkDir;

/// `Cannot see` is what is left unsaid on purpose.
const SECTIONS: [&str; 6] = ["What", "Why", "Bad", "Good", "Fix", "Cannot see"];

#[test]
fn codes_are_sorted_and_unique() {
    for pair in ALL.windows(2) {
        assert!(pair[0].name < pair[1].name, "`{}` must not stand before `{}`", pair[0].name, pair[1].name);
    }
}

#[test]
fn codes_are_words_in_a_group() {
    for code in ALL {
        let parts: Vec<&str> = code.name.split('/').collect();
        let word = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(parts.len() == 2 && parts.iter().all(word), "`{}` is not `group/name`", code.name);
    }
}

/// The other way round holds by construction: a code without its page does not build.
#[test]
fn every_page_has_its_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes");
    let entries = WalkDir::new(&folder).into_iter().map(|entry| entry.expect("docs/codes is readable"));
    let pages: BTreeSet<String> = entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(&folder).expect("inside the folder").display().to_string())
        .collect();
    let list = std::iter::once("README.md".to_string());
    let expected: BTreeSet<String> = ALL.iter().map(|code| format!("{}.md", code.name)).chain(list).collect();
    assert_eq!(pages, expected, "left: files in docs/codes; right: the table of codes");
}

#[test]
fn every_page_has_its_sections() {
    for code in ALL {
        let page = code.page();
        let title = page.lines().next().unwrap_or_default();
        assert_eq!(title, format!("# {}", code.name), "the title of the page");
        let sections = sections(page);
        let names: Vec<&str> = sections.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, SECTIONS, "the sections of {}", code.name);
        for (name, body) in sections {
            assert!(!body.trim().is_empty(), "{}: {name} is empty", code.name);
            let programs = programs(body).len();
            assert_eq!(programs > 0, ["Bad", "Good"].contains(&name), "{}: programs in {name}", code.name);
        }
    }
}

/// Each bad program gives its page's code and no other; each good one gives nothing. Notes are no
/// faults: but for its own a page may have them.
#[test]
fn programs_of_pages_give_what_the_pages_say() {
    let mut wrong = Vec::new();
    for code in ALL {
        for (name, body) in sections(code.page()) {
            for program in programs(body) {
                let found = found(code, program);
                let right = match name {
                    // Beside what is wrong with an allowance stands what it does not allow.
                    "Bad" if code.name.starts_with("allow/") => found.iter().any(|found| found == code.name),
                    "Bad" => !found.is_empty() && found.iter().all(|found| found == code.name),
                    _ => found.is_empty(),
                };
                if !right {
                    wrong.push(format!("{} {name}: {found:?}", code.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The codes that a program gives. Folders that it uses must be real, so these go through files; what
/// a target cannot say is found when it is built for it, with the page's `larum.toml`.
fn found(code: &Code, program: Program) -> Vec<String> {
    let Program { language, text: program } = program;
    let target = code.name.strip_prefix("target/").and_then(|name| name.split('-').next());
    let is_run = code.name == "test/failed";
    let needs_files = code.name.starts_with("use/") || code.name.starts_with("allow/") || is_run;
    let shown = blocks(code.page()).into_iter().find(|block| block.language == "openmetrics");
    if let Some(shown) = shown {
        return found_beside(code, program, shown.text);
    }
    if language == "larum" && !needs_files && target.is_none() {
        let checked = Checked::new("page.larum", program);
        let told = checked.findings.iter().map(|finding| finding.code);
        let counts = |found: &Code| found.level < Level::Note || found.name == code.name;
        return told.filter(counts).map(|code| code.name.to_owned()).collect();
    }
    let settings = blocks(code.page()).into_iter().find(|block| block.language == "toml");
    let file = if language == "yaml" { "page.yml" } else { "page.larum" };
    let project = Project::of(&[(file, program)]);
    project.write("larum.toml", settings.map_or("", |block| block.text));
    let ran = match target {
        Some(target) => project.larum(&["build", "--target", target, "-o", "out"]),
        None if code.name == "test/no-rule-file" => {
            project.write("alerts.yml", "groups: []\n");
            project.larum(&["test", file])
        }
        None if language == "yaml" => return found_in_yaml(code, &project, file),
        None if is_run => project.larum(&["test"]),
        None => project.larum(&["check"]),
    };
    let printed = ran.stdout + &ran.stderr;
    let known = ALL.iter().filter(|code| printed.lines().any(|line| line.trim() == code.name));
    let found: Vec<String> = known.map(|code| code.name.to_owned()).collect();
    assert!(ran.code != 2, "{}: {printed}", code.name);
    found
}

/// The codes that a program gives where all metrics are known.
fn found_beside(code: &Code, program: &str, shown: &str) -> Vec<String> {
    let model = model("page.larum", program, None);
    let mut facts = Facts::of_model(&model);
    facts.catalogue.add_dump(&from_exposition(shown, FileId(0)).expect("a dump"), true);
    let findings = larum::lint::check(&of_model(&model), &facts).sorted();
    let counts = |found: &Code| found.level < Level::Note || found.name == code.name;
    let told = findings.iter().map(|finding| finding.code).filter(counts);
    told.map(|code| code.name.to_owned()).collect()
}

/// The codes that a YAML file gives: errors and warnings, and the page's own whatever its level.
fn found_in_yaml(code: &Code, project: &Project, file: &str) -> Vec<String> {
    let ran = project.larum(&["check", "--pedantic", "--notes", "--format", "json", file]);
    assert!(ran.code != 2, "{}: {ran:?}", code.name);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let counts = |finding: &&serde_json::Value| {
        finding["code"] == code.name || finding["level"] == "error" || finding["level"] == "warning"
    };
    findings
        .iter()
        .filter(counts)
        .map(|finding| finding["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The `## ` sections of a page, outside its blocks of code (where `##` is a comment of Larum).
fn sections(page: &str) -> Vec<(&str, &str)> {
    let mut heads = Vec::new();
    let mut in_block = false;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        in_block ^= line.starts_with("```");
        if let (false, Some(name)) = (in_block, line.strip_prefix("## ")) {
            heads.push((name.trim(), at, at + line.len()));
        }
        at += line.len();
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.1).chain([page.len()]).collect();
    heads.iter().zip(ends).map(|((name, _, start), end)| (*name, &page[*start..end])).collect()
}

/// A whole program, or a YAML file: rules, a configuration of Alertmanager, or both as two documents.
#[derive(Clone, Copy)]
struct Program<'a> {
    language: &'a str,
    text: &'a str,
}

/// The blocks of Larum and of YAML in a part of a page.
fn programs(text: &str) -> Vec<Program<'_>> {
    let found = blocks(text).into_iter().filter(|block| ["larum", "yaml"].contains(&block.language));
    found.map(|Block { language, text, .. }| Program { language, text }).collect()
}
