//! Configurations that others wrote, good and bad: our verdict is amtool's, and so are the receivers.

use super::{borrowed, read};
use crate::support::dice::Dice;
use crate::support::tools::{amtool_accepts, amtool_routes};
use larum::emit::matcher_text;
use larum::lower::{Matcher, Route};
use larum::reach::concrete::visits;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
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
fn verdicts_and_receivers_are_those_of_amtool() {
    let files = files();
    let accepted = amtool_accepts(&files);
    let mut without_settings = Vec::new();
    let (mut asked, mut refused) = (0, 0);
    let mut dice = Dice::new();
    let folder = TempDir::new().expect("a scratch folder");
    for (path, accepted) in files.iter().zip(accepted) {
        let text = fs::read_to_string(path).expect("the corpus is text");
        match (larum::import::alertmanager(&text), accepted) {
            (Ok(_), true) => asked += ask(path, &text, &mut dice),
            (Err(_), false) => refused += 1,
            (Ok(_), false) => {
                let reduced = folder.path().join(format!("{}.yml", without_settings.len()));
                fs::write(&reduced, names_alone(&text)).expect("the scratch folder takes a file");
                without_settings.push(reduced);
            }
            (Err(fault), true) => panic!("{}: {fault}", path.display()),
        }
    }
    assert!(asked > 100 && refused > 20 && without_settings.len() > 20, "{asked}, {refused}");
    // What amtool alone refuses is wrong in the settings of receivers or of `global`, which are not looked at.
    let verdicts = amtool_accepts(&without_settings);
    let wrong: Vec<_> = without_settings.iter().zip(verdicts).filter(|(_, accepted)| !accepted).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The configuration with nothing but names in its receivers.
fn names_alone(text: &str) -> String {
    let mut config: Value = serde_yaml::from_str(text).expect("it is YAML");
    config.as_object_mut().expect("it is a mapping").remove("global");
    for receiver in config["receivers"].as_array_mut().expect("there are receivers") {
        *receiver = json!({ "name": receiver["name"] });
    }
    config.to_string()
}

/// Compares the receivers of some alerts.
fn ask(path: &Path, text: &str, dice: &mut Dice) -> usize {
    let imported = read(text);
    let config = imported.config();
    let mut known = Vec::new();
    collect(&config.route, &mut known);
    for _ in 0..6 {
        let mut labels: Vec<(String, String)> = Vec::new();
        for _ in 0..dice.number(0, 4).min(known.len()) {
            let (name, value) = dice.one_of(&known).clone();
            if !labels.iter().any(|(label, _)| *label == name) && !value.is_empty() {
                labels.push((name, value));
            }
        }
        let visits = visits(&config, &borrowed(&labels)).expect("good regexes");
        let ours: Vec<&str> = visits.iter().map(|visit| visit.settings.receiver.value).collect();
        let words: Vec<String> =
            labels.iter().map(|(name, value)| matcher_text(&Matcher::equal(name, value))).collect();
        assert_eq!(ours, amtool_routes(path, &words), "{words:?} in {}", path.display());
    }
    6
}

/// Labels with values that matchers ask for; of regexes, the first alternative.
fn collect(route: &Route, known: &mut Vec<(String, String)>) {
    for matcher in &route.matchers {
        let value = matcher.value.trim_matches(['^', '$', '(', ')']).split('|').next().unwrap_or_default();
        known.push((matcher.label.to_string(), value.to_string()));
    }
    route.routes.iter().for_each(|child| collect(child, known));
}
