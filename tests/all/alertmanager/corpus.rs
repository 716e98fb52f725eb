//! Configurations that others wrote, good and bad: our verdict is amtool's, in each mode.

use super::{MODES, import};
use crate::support::tools::amtool_accepts_in;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

fn files() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folders = ["alertmanager-cases", "alertmanager"].map(|folder| corpus.join(folder));
    for folder in &folders {
        assert!(folder.is_dir(), "{} is missing: lay the folder `shared` beside the clone", folder.display());
    }
    let entries = folders.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
    let paths = entries.map(|entry| entry.expect("the corpus is readable").into_path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "yml")).collect()
}

#[test]
fn verdicts_are_those_of_amtool() {
    let files = files();
    let mut wrong = Vec::new();
    for (feature, notation) in MODES {
        let accepted = amtool_accepts_in(feature, &files);
        let good = accepted.iter().filter(|accepted| **accepted).count();
        assert!(good >= 25 && files.len() - good >= 70, "{good} of {} are good", files.len());
        for (path, accepted) in files.iter().zip(accepted) {
            let text = fs::read_to_string(path).expect("the corpus is text");
            let import = import(&text, notation);
            if import.is_refused() == accepted {
                wrong.push(format!("{} in {notation:?}: {:#?}", path.display(), import.findings));
            }
            assert!(!accepted || import.config.is_some(), "{} gives nothing", path.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
