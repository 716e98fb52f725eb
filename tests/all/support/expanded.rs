//! What Prometheus makes of templates, asked in one run of promtool: each is the annotation of an alert that
//! fires, and promtool's report on it shows what it got.

use super::tools::promtool_test_rules;
use serde_json::json;
use std::fs;

/// The alerts of the run are named `A0`, `A1`, …
pub fn expanded(templates: &[String], value: &str) -> Vec<String> {
    let rules = templates.iter().enumerate().map(
        |(place, text)| json!({"alert": format!("A{place}"), "expr": "m", "annotations": {"text": text}}),
    );
    let rules = json!({"groups": [{"name": "g", "rules": rules.collect::<Vec<_>>()}]});
    let fired = (0..templates.len())
        .map(|place| json!({"eval_time": "0m", "alertname": format!("A{place}"), "exp_alerts": []}));
    let tests = json!({
        "rule_files": ["rules.yml"],
        "tests": [{
            "interval": "1m",
            "external_labels": {"cluster": "c1", "zone": "z"},
            "external_url": "http://prom.example/x",
            "input_series": [
                {"series": "m{foo=\"x\",instance=\"host:9100\"}", "values": value},
                {"series": "q{a=\"2\",b=\"x\"}", "values": "7"},
                {"series": "q{a=\"1\",b=\"y\"}", "values": "8"},
            ],
            "alert_rule_test": fired.collect::<Vec<_>>(),
        }],
    });
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("tests.yml");
    fs::write(folder.path().join("rules.yml"), rules.to_string()).expect("a file can be written");
    fs::write(&path, tests.to_string()).expect("a file can be written");
    let output = promtool_test_rules(&path).output;
    let mut got = vec![None; templates.len()];
    for section in output.split("alertname: A").skip(1) {
        let place = section.split(',').next().and_then(|place| place.parse::<usize>().ok());
        let text = section.split_once("Annotations:{").expect(&output).1;
        // An annotation that is empty is none.
        let text = match text.strip_prefix("text=") {
            Some(quoted) => &quoted[..quoted.rfind("}\n").expect(&output)],
            None => "\"\"",
        };
        got[place.expect("the place of a case")] = Some(text.to_owned());
    }
    let all = |(place, text): (usize, Option<String>)| {
        text.unwrap_or_else(|| panic!("{} did not fire:\n{output}", templates[place]))
    };
    got.into_iter().enumerate().map(all).collect()
}
