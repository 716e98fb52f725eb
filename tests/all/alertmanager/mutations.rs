//! Good configurations of all that there is, with something in them lost, renamed, doubled, of another type or
//! tagged: our verdict is amtool's, in each mode, and what is found stands in the file.

use super::{MODES, import};
use crate::channels::samples::in_block;
use crate::support::dice::Dice;
use crate::support::tools::amtool_accepts_in;
use larum::channel::{EVENT_RECORDER, GLOBAL, INTEGRATIONS, TRACING};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// How many files in each mode.
const FILES: usize = 400;

/// A text that begins so stands in the file as it is.
const RAW: char = '\u{1}';

/// What a value becomes.
const VALUES: [&str; 64] = [
    "null",
    "~",
    "",
    "''",
    "'x'",
    "5",
    "'5'",
    "-1",
    "0",
    "1.5",
    "true",
    "'true'",
    "yes",
    "off",
    "[]",
    "{}",
    "[a]",
    "{a: b}",
    "[null]",
    "{a: null}",
    "5m",
    "0s",
    "'1d'",
    "1h30m",
    "'http://x/'",
    "http://a:b@c/",
    "ftp://x",
    "'<secret>'",
    "'{{ .X }}'",
    "!!str 5",
    "!!int '5'",
    "!!str true",
    "!!null ''",
    "!foo x",
    "!!binary aGk=",
    "!!binary %",
    "a=b",
    "'a=~\"(\"'",
    "'a=~\"b\"'",
    "a:25",
    "'a b'",
    "'...'",
    "alertname",
    "r",
    "2020-01-01",
    "1e3",
    "0x1f",
    "monday",
    "'09:00'",
    "Europe/Berlin",
    "'é'",
    "\"\\u00e9\"",
    "!!float 3",
    "!!bool 'yes'",
    "'!'",
    "'a='",
    "'été=x'",
    "[[a]]",
    "[{a: b}]",
    "{a: [b]}",
    "{a: {b: c}}",
    "{null: x}",
    "{5: x}",
    "&a x",
];

/// What a key becomes.
const KEYS: [&str; 8] = ["5", "null", "[a]", "true", "name", "url", "matchers", "http_config"];

fn base(dice: &mut Dice) -> Value {
    let mut config = json!({
        "global": merged(dice, &in_block("global", GLOBAL), 3),
        "route": {
            "receiver": "r", "group_by": ["alertname", "cluster"], "group_wait": "30s", "group_interval": "5m",
            "repeat_interval": "4h",
            "routes": [
                { "matchers": ["severity=\"critical\"", "team=~\"a|b\""], "receiver": "s", "continue": true,
                  "mute_time_intervals": ["t"], "active_time_intervals": ["u"] },
                { "match": { "a": "b" }, "match_re": { "c": "d.*" },
                  "routes": [{ "matchers": ["x!=y"], "group_by": ["..."] }] },
            ],
        },
        "inhibit_rules": [
            { "name": "n", "source_matchers": ["severity=\"critical\""], "target_matchers": ["severity=warning"],
              "equal": ["alertname", "cluster"] },
            { "source_match": { "a": "b" }, "target_match": { "c": "d" }, "source_match_re": { "e": "f" },
              "target_match_re": { "g": "h" } },
        ],
        "time_intervals": [{ "name": "t", "time_intervals": [{
            "times": [{ "start_time": "09:00", "end_time": "17:00" }], "weekdays": ["monday:friday"],
            "days_of_month": ["1:5", "-3:-1"], "months": ["january:march"], "years": ["2020:2030"],
            "location": "Europe/Berlin",
        }] }],
        "mute_time_intervals": [{ "name": "u", "time_intervals": [{ "weekdays": ["sunday"] }] }],
        "templates": ["/nowhere/*.tmpl"],
        "receivers": [{ "name": "r", "labels": { "a": "b" } }, { "name": "s" }],
    });
    for _ in 0..3 {
        let integration = dice.one_of(&INTEGRATIONS);
        let samples = in_block(integration.kind, &integration.block);
        config["receivers"][1][format!("{}_configs", integration.kind)] = json!([dice.one_of(&samples)]);
    }
    if dice.chance(20) {
        let mut tracing = dice.one_of(&in_block("tracing", TRACING)).clone();
        tracing["endpoint"] = json!("host:4317");
        config["tracing"] = tracing;
        config["event_recorder"] = json!({
            "file_outputs": [{ "path": "/f" }], "webhook_outputs": [{ "url": "http://h/", "workers": 2 }],
            "kafka_outputs": [{ "brokers": ["b:1"], "topic": "t" }],
        });
        assert!(EVENT_RECORDER.names().all(|name| config["event_recorder"][name].is_array()));
    }
    config
}

fn merged(dice: &mut Dice, samples: &[Value], count: usize) -> Value {
    let mut merged = Map::new();
    for _ in 0..count {
        merged.extend(dice.one_of(samples).as_object().expect("a block").clone());
    }
    Value::Object(merged)
}

/// Changes one place: that with the number that `left` counts down to.
fn change(value: &mut Value, left: &mut usize, dice: &mut Dice) {
    if *left == 0 {
        *left = usize::MAX;
        let replaced = Value::String(format!("{RAW}{}", dice.one_of(&VALUES)));
        match value {
            Value::Object(entries) if !entries.is_empty() && dice.chance(85) => change_entry(entries, dice),
            Value::Array(list) if !list.is_empty() && dice.chance(85) => {
                let at = dice.number(0, list.len() - 1);
                match dice.number(0, 2) {
                    0 => drop(list.remove(at)),
                    1 => list.insert(at, list[at].clone()),
                    _ => list[at] = replaced,
                }
            }
            value => *value = replaced,
        }
        return;
    }
    *left -= 1;
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(|value| change_unless_done(value, left, dice))
        }
        Value::Array(list) => list.iter_mut().for_each(|value| change_unless_done(value, left, dice)),
        _ => {}
    }
}

fn change_unless_done(value: &mut Value, left: &mut usize, dice: &mut Dice) {
    if *left != usize::MAX {
        change(value, left, dice);
    }
}

fn change_entry(entries: &mut Map<String, Value>, dice: &mut Dice) {
    let keys: Vec<String> = entries.keys().cloned().collect();
    let key = dice.one_of(&keys).clone();
    let replaced = Value::String(format!("{RAW}{}", dice.one_of(&VALUES)));
    match dice.number(0, 5) {
        0 => drop(entries.remove(&key)),
        1 => {
            let value = entries.remove(&key).expect("a key of the mapping");
            let other = match dice.number(0, 3) {
                0 => format!("{key}s"),
                1 => key[..key.len() - 1].to_owned(),
                2 => format!("{RAW}{}", dice.one_of(&KEYS)),
                _ => key.to_uppercase(),
            };
            entries.insert(other, value);
        }
        2 => drop(entries.insert(format!("{RAW}'{key}'"), entries[&key].clone())),
        3 => drop(entries.insert(dice.one_of(&KEYS).to_string(), replaced)),
        _ => drop(entries.insert(key, replaced)),
    }
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Object(entries) => entries.values().map(places).sum(),
        Value::Array(list) => list.iter().map(places).sum(),
        _ => 0,
    }
}

fn text_of(text: &str) -> String {
    match text.strip_prefix(RAW) {
        Some(raw) => raw.to_owned(),
        None => Value::from(text).to_string(),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text_of(text),
        Value::Array(list) => format!("[{}]", list.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{}: {}", text_of(key), written(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn mutated(dice: &mut Dice) -> String {
    let mut config = base(dice);
    for _ in 0..dice.number(0, 2) {
        let mut left = dice.number(0, places(&config) - 1);
        change(&mut config, &mut left, dice);
    }
    match &config {
        Value::Object(entries) => {
            let line = |(key, value): (&String, &Value)| format!("{}: {}\n", text_of(key), written(value));
            entries.iter().map(line).collect()
        }
        other => written(other),
    }
}

#[test]
fn verdicts_are_those_of_amtool() {
    let folder = TempDir::new().expect("a scratch folder");
    let mut dice = Dice::new();
    let mut wrong = Vec::new();
    for (feature, notation) in MODES {
        let texts: Vec<String> = (0..FILES).map(|_| mutated(&mut dice)).collect();
        let files: Vec<PathBuf> =
            (0..FILES).map(|index| folder.path().join(format!("{notation:?}{index}.yml"))).collect();
        for (file, text) in files.iter().zip(&texts) {
            fs::write(file, text).expect("the scratch folder takes a file");
        }
        let accepted = amtool_accepts_in(feature, &files);
        let good = accepted.iter().filter(|accepted| **accepted).count();
        assert!(good > FILES / 10 && good < FILES * 9 / 10, "{good} of {FILES} are good");
        for (text, accepted) in texts.iter().zip(accepted) {
            let import = import(text, notation);
            if import.is_refused() == accepted {
                wrong.push(format!(
                    "{notation:?}, amtool takes it: {accepted}; {:#?}\n{text}",
                    import.findings
                ));
            }
            for finding in import.findings.iter() {
                let at = finding.primary.span.start as usize..finding.primary.span.end as usize;
                assert!(text.get(at.clone()).is_some(), "{at:?} is no place in\n{text}");
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), MODES.len() * FILES, wrong.join("\n"));
}
