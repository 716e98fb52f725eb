//! Alertmanager's own configurations: what is found at the levels that everyone sees is looked through by hand,
//! and is nothing but this.

use super::{findings, read};
use larum::diag::Level;
use larum::import::{Notation, alertmanager};
use larum::text::FileId;
use std::collections::BTreeSet;
use std::path::Path;
use walkdir::WalkDir;

/// They hold keys in plain text, receivers that only tests of other things need, and `http_config` in two places.
const FOUND: [&str; 4] =
    ["channel/http-config", "receiver/empty", "receiver/plain-secret", "receiver/unused"];

#[test]
fn good_configurations_are_hardly_spoken_of() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/alertmanager");
    let mut codes = BTreeSet::new();
    let mut count = 0;
    for entry in WalkDir::new(corpus).sort_by_file_name() {
        let path = entry.expect("the corpus is readable").into_path();
        if path.extension().is_none_or(|end| end != "yml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the corpus is text");
        let import = alertmanager(&text, FileId(0), Notation::default());
        if import.is_refused() || import.config.is_none() {
            continue;
        }
        let _ = read(&text);
        count += 1;
        for (finding, _) in findings(&text, None, None) {
            if finding.level() < Level::Note {
                codes.insert(finding.code.name);
            }
        }
    }
    assert!(count > 15, "{count}");
    assert_eq!(codes, BTreeSet::from(FOUND));
}
