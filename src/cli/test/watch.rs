//! `--watch`: again, whenever a file changes.

use super::{Filter, TestOptions, once};
use crate::cli::{Failure, Outcome};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// How long changes are not noticed.
const PATIENCE: Duration = Duration::from_millis(250);
/// Clears the screen and goes to its top.
const CLEAR: &str = "\x1b[2J\x1b[H";

pub(super) fn run(options: &TestOptions, filter: &Filter) -> Result<Outcome, Failure> {
    let mut seen = files(&options.paths);
    loop {
        if std::io::stdout().is_terminal() {
            crate::cli::screen::print(CLEAR)?;
        }
        // A file that is gone, or half written, is no reason to stop.
        if let Err(failure) = once(options, filter) {
            eprintln!("larum: {failure}");
        }
        eprintln!("waiting for changes …");
        loop {
            std::thread::sleep(PATIENCE);
            let now = files(&options.paths);
            if now != seen {
                seen = now;
                break;
            }
        }
    }
}

/// The files that tests are made of, with when they were written and how large they are.
fn files(paths: &[PathBuf]) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let folders = paths.iter().map(|path| match path.is_dir() {
        true => path.clone(),
        false => {
            path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).into()
        }
    });
    let mut found = Vec::new();
    for folder in folders {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        });
        for entry in entries.flatten().filter(|entry| counts(entry.path())) {
            let Ok(meta) = entry.metadata() else { continue };
            found.push((entry.into_path(), meta.modified().ok(), meta.len()));
        }
    }
    found
}

fn counts(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ["larum", "yml", "yaml", "toml"].contains(&ending))
}
