//! `test` blocks: run, judged, reported, measured, exported.
//!
//! A case is a page under `cases`: a program, commands, and all that they print, with the exit code when it is not 0.

mod export;
mod formats;
mod rules;
mod usage;
mod watch;

use crate::support::command::Project;
use crate::support::markdown::blocks;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_case_prints_what_its_page_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/trial_blocks/cases");
    let entries = fs::read_dir(&folder).expect("the cases are there");
    let pages: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    assert!(pages.len() > 5, "{} holds {} pages", folder.display(), pages.len());
    let faults: Vec<String> = pages.par_iter().filter_map(|page| fault(page)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Runs a page. One that is not true any more is written anew beside the build, to be compared and taken over.
fn fault(page: &Path) -> Option<String> {
    let text = fs::read_to_string(page).expect("a page is readable");
    let project = Project::of(&[]);
    let mut fresh = text.clone();
    for block in blocks(&text) {
        match block.language {
            "larum" => project.write("program.larum", block.text),
            "console" => fresh = fresh.replacen(block.text, &session(block.text, &project), 1),
            other => panic!("{}: nobody knows blocks of `{other}`", page.display()),
        }
    }
    if fresh == text {
        return None;
    }
    let name = page.file_name().expect("a page has a name");
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&beside, &fresh).expect("the build folder takes a file");
    Some(format!("{} is not what is printed: see {}\n{fresh}", page.display(), beside.display()))
}

fn session(text: &str, project: &Project) -> String {
    let mut printed = String::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("$ larum ")) {
        let ran = project.larum(&line.split_whitespace().collect::<Vec<_>>());
        printed += &format!("$ larum {line}\n{}{}", ran.stdout, ran.stderr);
        if ran.code != 0 {
            printed += &format!("exit {}\n", ran.code);
        }
    }
    // Drawn sources have no blanks at their ends in a page.
    printed.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
