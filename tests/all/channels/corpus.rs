//! Configurations that others wrote: our verdict on their receivers is amtool's.

use super::{amtool, findings};
use larum::diag::codes;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// The parts of a configuration that are about receivers, with a route that is fine.
fn about_receivers(config: &Json) -> Json {
    let receivers = config["receivers"].clone();
    let first = receivers[0]["name"].clone();
    let mut reduced = json!({ "route": { "receiver": first }, "receivers": receivers });
    if config["global"].is_object() {
        reduced["global"] = config["global"].clone();
    }
    reduced
}

#[test]
fn verdicts_are_those_of_amtool() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folders = ["alertmanager-cases", "alertmanager"].map(|folder| corpus.join(folder));
    for folder in &folders {
        assert!(folder.is_dir(), "{} is missing: lay the folder `shared` beside the clone", folder.display());
    }
    let mut judged = [0, 0];
    for entry in folders.iter().flat_map(WalkDir::new) {
        let path = entry.expect("the corpus is readable").into_path();
        if path.extension().is_none_or(|extension| extension != "yml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the corpus is text");
        let Ok(config) = serde_yaml::from_str::<Json>(&text) else { continue };
        if config["receivers"][0]["name"].is_null() {
            continue;
        }
        let reduced = about_receivers(&config);
        let verdict = amtool(&reduced);
        // Broken templates load; they break when they are sent.
        let mut findings = findings(&reduced);
        findings.retain(|finding| !finding.starts_with(codes::CHANNEL_TEMPLATE.name));
        assert_eq!(
            findings.is_empty(),
            verdict.ok,
            "{}: we find {findings:#?}; amtool: {}",
            path.display(),
            verdict.output
        );
        judged[usize::from(verdict.ok)] += 1;
    }
    assert!(judged[0] >= 50 && judged[1] >= 40, "refused and accepted: {judged:?}");
}
