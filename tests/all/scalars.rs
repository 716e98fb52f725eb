//! Text stays the same text to every reader of YAML: serde_yaml, PyYAML, Prometheus and
//! Alertmanager, in each place where Larum writes text.

use crate::support::compiled::Compiled;
use crate::support::dice::{Dice, NASTY};
use crate::support::models::*;
use crate::support::pyyaml;
use crate::support::servers::Prometheus;
use larum::model::*;
use serde_json::Value;
use std::fs;

/// A program whose annotations, receiver's settings and interval's location hold `texts`, and whose
/// label names are `names`.
fn program(texts: &[String], names: &[String]) -> Model {
    let annotations = texts.iter().enumerate().map(|(index, text)| (format!("t{index}"), text.clone()));
    let labels = names.iter().map(|name| (name.clone(), "x".to_string()));
    let level = Level {
        annotations: annotations.collect(),
        labels: labels.collect(),
        ..level("critical", 0, 0, "up == 0")
    };
    let settings = texts.iter().map(|text| Setting::Text(text.clone())).collect();
    let keys = texts.iter().map(|text| (format!("k{text}"), Setting::Text(text.clone()))).collect();
    let settings =
        vec![("list".to_string(), Setting::List(settings)), ("map".to_string(), Setting::Map(keys))];
    Model {
        channels: vec![Channel { settings, ..webhook("oncall") }],
        escalations: vec![escalation("p", vec![step(0, &[(&[0], None)])])],
        severities: vec![severity("critical", 10, 0)],
        alerts: vec![alert("X", None, vec![level])],
        ..empty()
    }
}

/// `texts` are what the reader of each file found.
#[track_caller]
fn expect_same(rules: &Value, alertmanager: &Value, texts: &[String], names: &[String]) {
    let rule = &rules["groups"][0]["rules"][0];
    let settings = &alertmanager["receivers"][1]["webhook_configs"][0];
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(rule["annotations"][format!("t{index}")], **text, "an annotation");
        assert_eq!(settings["list"][index], **text, "an element");
        assert_eq!(settings["map"][format!("k{text}")], **text, "a key or its value");
    }
    for name in names {
        assert_eq!(rule["labels"][name.as_str()], "x", "a label called {name:?}");
    }
}

fn texts() -> Vec<String> {
    let mut dice = Dice::new();
    let mut texts: Vec<String> = NASTY.iter().map(|text| text.to_string()).collect();
    texts.extend(NASTY.iter().map(|text| format!("{text}\n{text}")));
    texts.extend(NASTY.iter().map(|text| format!("{} {text}", "long ".repeat(25))));
    texts.extend((0..2_000).map(|_| dice.of(proptest::prelude::any::<String>())));
    texts.extend((0..2_000).map(|_| dice.of("[ \\t\\na:#'\"\\-?,\\[{}&*!|>%@`0-9.ey\\\\]{0,8}")));
    texts.sort();
    texts.dedup(); // keys must differ
    texts
}

/// Label names that a reader could take for something else.
fn names() -> Vec<String> {
    NASTY.iter().filter(|name| !name.is_empty()).map(|name| name.to_string()).collect()
}

#[test]
fn serde_yaml_reads_the_same_text() {
    let (texts, names) = (texts(), names());
    let compiled = Compiled::new(&program(&texts, &names));
    let read = |text: &str| serde_yaml::from_str::<Value>(text).expect("YAML");
    let (rules, alertmanager) = (compiled.rules_of("program"), compiled.alertmanager_text());
    expect_same(&read(&rules), &read(&alertmanager), &texts, &names);
}

#[test]
fn pyyaml_reads_the_same_text() {
    let (texts, names) = (texts(), names());
    let compiled = Compiled::new(&program(&texts, &names));
    let read = |path| pyyaml::read(path).expect("YAML");
    expect_same(&read(&compiled.rules[0]), &read(&compiled.alertmanager), &texts, &names);
}

#[test]
fn pyyaml_tells_words_from_text() {
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let file = folder.path().join("words.yml");
    fs::write(&file, "[on, 'on', 12:30:45]").expect("the scratch folder takes a file");
    assert_eq!(pyyaml::read(&file), Ok(serde_json::json!([true, "on", 45045])));
    fs::write(&file, "a: b: c").expect("the scratch folder takes a file");
    assert!(pyyaml::read(&file).is_err());
}

#[test]
fn prometheus_reads_the_same_text() {
    let texts: Vec<String> = texts().into_iter().filter(|text| !text.contains("{{")).collect();
    let names = names();
    let compiled = Compiled::new(&program(&texts, &names));
    let server = Prometheus::start(&[&compiled.rules[0]]).unwrap_or_else(|log| panic!("refused:\n{log}"));
    let groups = server.rule_groups();
    let rule = &groups[0]["rules"][0];
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(rule["annotations"][format!("t{index}")], **text);
    }
    for name in names {
        assert_eq!(rule["labels"][&name], "x", "a label called {name:?}");
    }
}
