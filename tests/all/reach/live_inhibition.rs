//! Inhibition as a running Alertmanager tells it: random rules over random alerts.

use super::{borrowed, read, send};
use crate::support::dice::Dice;
use crate::support::servers::Alertmanager;
use larum::reach::concrete::{Inhibition, Inhibitor};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;

/// Worlds whose rules do not see each other's alerts.
const WORLDS: usize = 150;
const ALERTS: usize = 15;
const LABELS: [&str; 4] = ["severity", "team", "zone", "k8s.pod"];
const VALUES: [&str; 3] = ["a", "b", "ab"];

fn matchers(dice: &mut Dice, world: usize) -> Value {
    let mut entries = vec![format!("world={world}")];
    for _ in 0..dice.number(0, 2).min(dice.number(0, 2)) {
        let label = dice.one_of(&LABELS);
        let (op, value) = match *dice.one_of(&["=", "!=", "=~", "!~"]) {
            op @ ("=" | "!=") => (op, *dice.one_of(&["a", "b", ""])),
            op => (op, *dice.one_of(&["a.*", "a|b", ".*", ".+", "b?"])),
        };
        entries.push(format!("\"{label}\"{op}\"{value}\""));
    }
    entries.into()
}

fn rule(dice: &mut Dice, world: usize) -> Value {
    let equal: Vec<&str> = LABELS.into_iter().filter(|_| dice.chance(25)).collect();
    let mut rule = json!({
        "source_matchers": matchers(dice, world), "target_matchers": matchers(dice, world), "equal": equal,
    });
    if dice.chance(20) {
        rule["source_match"] = json!({ "severity": "a" });
        rule["target_match_re"] = json!({ "severity": "a?b" });
    }
    rule
}

#[test]
fn inhibition_is_that_of_a_running_alertmanager() {
    let mut dice = Dice::new();
    let (mut rules, mut worlds) = (Vec::new(), Vec::new());
    for world in 0..WORLDS {
        rules.extend(dice.several(1, 3, |dice, _| rule(dice, world)));
        let alerts: Vec<Vec<(String, String)>> = (0..ALERTS)
            .map(|number| {
                let mut labels =
                    vec![("world".to_string(), world.to_string()), ("n".into(), number.to_string())];
                for label in LABELS {
                    if dice.chance(60) {
                        labels.push((label.to_string(), dice.one_of(&VALUES).to_string()));
                    }
                }
                labels
            })
            .collect();
        worlds.push(alerts);
    }
    let text =
        json!({ "route": { "receiver": "r" }, "receivers": [{ "name": "r" }], "inhibit_rules": rules });
    let text = text.to_string(); // JSON is YAML
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("alertmanager.yml");
    fs::write(&path, &text).expect("the scratch folder takes a file");
    let server = Alertmanager::start(&path).unwrap_or_else(|log| panic!("{log}"));
    send(&server, &worlds.concat());

    let imported = read(&text);
    let config = imported.config();
    let inhibitor = Inhibitor::new(&config).expect("good regexes");
    let ours: Vec<Vec<Vec<Inhibition>>> = worlds
        .iter()
        .map(|alerts| {
            let firing: Vec<_> = alerts.iter().map(|labels| borrowed(labels)).collect();
            firing.iter().map(|labels| inhibitor.inhibitions(labels, &firing)).collect()
        })
        .collect();
    // The inhibitor takes alerts one after the other.
    let mut differences = Vec::new();
    for _ in 0..300 {
        differences = difference(&server, &worlds, &ours);
        if differences.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));

    let all: Vec<&Vec<Inhibition>> = ours.iter().flatten().collect();
    let is_uncertain =
        |of: &&&Vec<Inhibition>| !of.is_empty() && of.iter().all(|inhibition| !inhibition.certain);
    let quiet = all.iter().filter(|of| of.iter().any(|inhibition| inhibition.certain)).count();
    let uncertain = all.iter().filter(is_uncertain).count();
    let loud = all.iter().filter(|of| of.is_empty()).count();
    assert!(
        quiet > 350 && loud > 350 && uncertain < quiet / 2,
        "{quiet} quiet, {loud} loud, {uncertain} uncertain"
    );
}

/// Alerts of which Alertmanager says something else than we do.
fn difference(
    server: &Alertmanager,
    worlds: &[Vec<Vec<(String, String)>>],
    ours: &[Vec<Vec<Inhibition>>],
) -> Vec<String> {
    let told = server.0.json("/api/v2/alerts");
    let told = told.as_array().expect("a list of alerts");
    assert_eq!(told.len(), WORLDS * ALERTS);
    let place = |alert: &Value| -> (usize, usize) {
        let number = |label: &str| alert["labels"][label].as_str().and_then(|text| text.parse().ok());
        (number("world").expect("a world"), number("n").expect("a number"))
    };
    let by_fingerprint: HashMap<&str, (usize, usize)> = told
        .iter()
        .map(|alert| (alert["fingerprint"].as_str().expect("a fingerprint"), place(alert)))
        .collect();
    let mut differences = Vec::new();
    for alert in told {
        let (world, number) = place(alert);
        let ours = &ours[world][number];
        let by = alert["status"]["inhibitedBy"].as_array().expect("a list").first();
        let by = by.and_then(Value::as_str).map(|fingerprint| by_fingerprint[fingerprint]);
        let agrees = match by {
            Some((source_world, source)) => {
                source_world == world && ours.iter().any(|inhibition| inhibition.sources.contains(&source))
            }
            None => ours.iter().all(|inhibition| !inhibition.certain),
        };
        if !agrees {
            differences.push(format!("{:?} by {by:?}, but we say {ours:?}", worlds[world][number]));
        }
    }
    differences
}
