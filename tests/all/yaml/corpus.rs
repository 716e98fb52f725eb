//! Real files: each is judged as promtool judges it.

use super::{corpus, refusals, text_of};
use crate::support::tools::promtool_loads;
use serde_yaml::Value;
use std::path::PathBuf;
use tempfile::TempDir;

/// Where verdicts differ, each with what Larum says.
fn differences(files: &[PathBuf]) -> Vec<String> {
    let loads = promtool_loads(files);
    let compared = files.iter().zip(loads).filter_map(|(path, loads)| {
        let ours = refusals(&text_of(path));
        (ours.is_empty() != loads).then(|| format!("{}: promtool loads {loads}; {ours:?}", path.display()))
    });
    compared.collect()
}

#[test]
fn rule_files_are_judged_as_promtool_does() {
    assert_eq!(differences(&corpus("rules")), Vec::<String>::new());
}

#[test]
fn files_of_tests_and_their_rules_are_judged_as_promtool_does() {
    let files: Vec<PathBuf> = corpus("promtool-tests")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end != "md"))
        .collect();
    assert_eq!(differences(&files), Vec::<String>::new());
}

/// The rules of a PrometheusRule are those of the file that the operator makes of it.
#[test]
fn objects_are_judged_as_their_rules_are() {
    let folder = TempDir::new().expect("a scratch folder");
    let mut objects = Vec::new();
    for path in corpus("rules") {
        let text = text_of(&path);
        let Ok(Value::Mapping(object)) = serde_yaml::from_str::<Value>(&text) else { continue };
        if object.get("kind").and_then(Value::as_str) != Some("PrometheusRule") {
            continue;
        }
        let plain = folder.path().join(format!("{}.yml", objects.len()));
        std::fs::write(&plain, serde_yaml::to_string(&object["spec"]).expect("YAML"))
            .expect("a file is written");
        objects.push((path, plain));
    }
    assert!(objects.len() > 20, "only {} objects", objects.len());
    let files: Vec<&PathBuf> = objects.iter().map(|(_, plain)| plain).collect();
    for ((path, _), loads) in objects.iter().zip(promtool_loads(&files)) {
        let mut ours = refusals(&text_of(path));
        ours.retain(|line| line != "this is a PrometheusRule");
        assert_eq!(ours.is_empty(), loads, "{}: {ours:?}", path.display());
    }
}
