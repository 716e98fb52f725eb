//! What Prometheus keeps of an alert when its rule changes: `larum diff` says that it fires anew, or says nothing.

use super::diff;
use crate::support::command::Project;
use crate::support::servers::Prometheus;
use serde_json::json;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

const OLD: &str = "alert Down { critical when vector(1) > 0 for 1h  summary \"old\" }";

/// Changes of that alert, and whether its `for` begins anew.
const CHANGES: [(&str, bool); 5] = [
    ("alert Down { critical when vector(1) > 0.5 for 1h  summary \"old\" }", false),
    ("alert Down { critical when vector(1) > 0 for 2h  summary \"new\" }", false),
    ("alert Down { critical when vector(1) > 0 for 1h keep_firing_for 5m  summary \"old\" }", false),
    ("alert Down { critical when vector(1) > 0 for 1h  summary \"old\"  labels { team = \"web\" } }", true),
    ("alert StillDown { critical when vector(1) > 0 for 1h  summary \"old\" }", true),
];

#[test]
fn a_rule_with_the_same_name_and_labels_keeps_its_state() {
    thread::scope(|scope| {
        for (new, anew) in CHANGES {
            scope.spawn(move || {
                let ran = diff(OLD, new, &["--format", "json"]);
                assert_eq!(ran.stdout.contains("fires-anew"), anew, "{new}: {}", ran.stdout);
                assert_eq!(begins_anew(new), anew, "{new}");
            });
        }
    });
}

/// Whether a Prometheus that runs the old program lets the alert begin anew when it loads the new one.
fn begins_anew(new: &str) -> bool {
    let project = Project::of(&[]);
    let rules = project.path("rules.yml");
    let build = |text: &str| {
        project.write("program/a.larum", [super::PEOPLE, text].concat());
        assert_eq!(project.larum(&["build", "program", "-o", "out"]).code, 0, "{text}");
        fs::copy(project.path("out/rules/program.yml"), &rules).expect("a file");
    };
    build(OLD);
    let config = json!({
        "global": { "evaluation_interval": "1s" },
        "rule_files": [rules.to_str().expect("a path is UTF-8")],
    });
    let prometheus = Prometheus::with(config, &["--web.enable-lifecycle"]).expect("Prometheus runs");
    let began = || -> Option<String> {
        let alerts = prometheus.0.json("/api/v1/alerts");
        Some(alerts["data"]["alerts"].get(0)?["activeAt"].as_str()?.to_owned())
    };
    let first = until(began);
    build(new);
    prometheus.0.post("/-/reload", "");
    // Some evaluations of the new rule.
    thread::sleep(Duration::from_secs(4));
    until(began) != first
}

#[track_caller]
fn until(found: impl Fn() -> Option<String>) -> String {
    let began = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "no alert is pending");
        thread::sleep(Duration::from_millis(100));
    }
}
