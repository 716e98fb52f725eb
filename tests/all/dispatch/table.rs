//! Cases as files: configurations, what happens, and who is told what.

use super::schedule::play;
use larum::engine::dispatch::{Dispatcher, Options};
use larum::import::{self, Notation};
use larum::lower::AlertmanagerConfig;
use larum::text::FileId;
use std::fs;
use std::path::{Path, PathBuf};

/// 2026-03-02, a Monday, 00:00 UTC.
const ZERO: i64 = 1_772_409_600_000;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/dispatch/cases");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    paths.sort();
    paths
}

/// A file holds parts with lines `---` between them: options, configurations, what happens, who is told.
fn check(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).expect("a case is text");
    let parts: Vec<&str> = text.split("\n---\n").collect();
    let [options, configs @ .., schedule, expected] = parts.as_slice() else {
        panic!("{}: parts are missing", path.display())
    };
    let imports: Vec<_> =
        configs.iter().map(|text| import::alertmanager(text, FileId(0), Notation::default())).collect();
    let configs: Vec<AlertmanagerConfig> = imports
        .iter()
        .map(|import| match &import.config {
            Some(config) if !import.is_refused() => config.config(),
            _ => panic!("{}: {:?}", path.display(), import.findings),
        })
        .collect();
    let options = with(options);
    let peers = options.peers;
    let mut dispatcher = Dispatcher::new(&configs[0], options).expect("good regexes");
    let told = play(&mut dispatcher, &configs, schedule, ZERO, peers);
    match told.trim() == expected.trim() {
        true => Ok(()),
        false => Err(format!("{}: told\n{told}expected\n{expected}", path.display())),
    }
}

/// `# peers 2`
fn with(text: &str) -> Options {
    let mut options = Options { starts_at: ZERO, ..Options::default() };
    for line in text.lines() {
        match line.trim_start_matches('#').trim().split_once(' ') {
            Some(("peers", number)) => {
                options.peers = number.parse().expect("a number");
                options.starts_at = ZERO - 60 * 60 * 1000; // they know each other by now
            }
            Some(("start-delay", length)) => options.start_delay = super::schedule::millis(length),
            Some(("retention", length)) => options.retention = super::schedule::millis(length),
            _ => {}
        }
    }
    options
}

#[test]
fn everybody_is_told_what_the_tables_say() {
    let cases = cases();
    assert!(cases.len() >= 15, "cases are missing: {}", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|path| check(path).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
