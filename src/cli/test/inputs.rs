//! What paths stand for: programs, and files of promtool's tests.

use super::super::{Failure, load};
use crate::import::Kind;
use crate::text::FileId;
use crate::yaml::{self, Dialect};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The folder of a program in which tests of its rules lie.
pub(super) const TESTS: &str = "tests";

/// Each once, in the order in which they were named.
#[derive(Default)]
pub(super) struct Inputs {
    pub programs: Vec<PathBuf>,
    pub files: Vec<PathBuf>,
}

/// A folder stands for all below it.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Inputs, Failure> {
    let mut found = Inputs::default();
    for path in paths {
        let meta = std::fs::metadata(path).map_err(|error| Failure::io("read", path, &error))?;
        if meta.is_dir() {
            found.programs.extend(load::programs_in(path)?);
            found.files.extend(test_files(path, true)?);
        } else if path.extension().is_some_and(|ending| ending == "larum") {
            found.programs.extend(load::programs(std::slice::from_ref(path))?);
        } else {
            found.files.push(path.clone());
        }
    }
    // Those of a program are run over its rules.
    let own =
        |file: &PathBuf| found.programs.iter().any(|folder| file.parent() == Some(&*folder.join(TESTS)));
    found.files.retain(|file| !own(file));
    once(&mut found.programs);
    once(&mut found.files);
    Ok(found)
}

fn once(paths: &mut Vec<PathBuf>) {
    let mut seen = std::collections::HashSet::new();
    paths.retain(|path| seen.insert(path.clone()));
}

/// The files of promtool's tests in a folder, or in all below it; none when there is no such folder.
pub(super) fn test_files(folder: &Path, below: bool) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let depth = if below { usize::MAX } else { 1 };
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let mut found = Vec::new();
    let entries = WalkDir::new(folder).max_depth(depth).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(visible) {
        let path = entry.map_err(|error| Failure::new(format!("cannot read {error}")))?.into_path();
        let is_yaml = path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
        if is_yaml && path.is_file() && is_test(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// What cannot be read is none: nobody named it.
fn is_test(path: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let read = yaml::read(&text, FileId(0), Dialect::V3);
    read.documents.first().is_some_and(|document| Kind::of(document) == Kind::Tests)
}
