//! Files that other people wrote.

use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Configurations of Alertmanager, good and bad.
pub fn alertmanager_files() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folders = ["alertmanager-cases", "alertmanager"].map(|folder| corpus.join(folder));
    for folder in &folders {
        assert!(folder.is_dir(), "{} is missing: lay the folder `shared` beside the clone", folder.display());
    }
    let entries = folders.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
    let paths = entries.map(|entry| entry.expect("the corpus is readable").into_path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "yml")).collect()
}
