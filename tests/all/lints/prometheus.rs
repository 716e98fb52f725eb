//! What lints on whole rules and on templates claim of Prometheus, asked of promtool and of a server.

use crate::support::http::{HttpServer, Request};
use crate::support::servers::Prometheus;
use crate::support::tools::promtool_test_rules;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

#[test]
fn prometheus_does_what_the_lints_say() {
    for tests in ["tests.yml", "slow_tests.yml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/lints/promtool").join(tests);
        promtool_test_rules(&path).expect_ok(&path);
    }
}

#[test]
fn a_label_of_a_rule_hides_the_external_label_of_that_name() {
    let (sender, sent) = channel();
    let alertmanager = HttpServer::start(move |request: &Request| {
        let alerts: Vec<Value> = serde_json::from_str(&request.body).unwrap_or_default();
        let _ = sender.send(alerts);
        (200, "{}".to_owned())
    });
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let rules = folder.path().join("rules.yml");
    let text = "groups: [{name: a, rules: [{alert: Own, expr: vector(1), labels: {region: everywhere}}, {alert: Plain, expr: vector(1)}]}]";
    std::fs::write(&rules, text).expect("a file");
    let address = format!("127.0.0.1:{}", alertmanager.port());
    let config = json!({
        "global": { "evaluation_interval": "1s", "external_labels": { "region": "eu" } },
        "rule_files": [rules],
        "alerting": { "alertmanagers": [{ "static_configs": [{ "targets": [address] }] }] },
    });
    // The first time it sends, it does not know the Alertmanager yet.
    let flags = ["--rules.alert.resend-delay=1s"];
    let _prometheus = Prometheus::with(config, &flags).expect("it starts");
    let (mut own, mut plain) = (None, None);
    while own.is_none() || plain.is_none() {
        for alert in sent.recv_timeout(Duration::from_secs(60)).expect("Prometheus sends alerts") {
            let region = alert["labels"]["region"].as_str().map(str::to_owned);
            match alert["labels"]["alertname"].as_str() {
                Some("Own") => own = region,
                _ => plain = region,
            }
        }
    }
    assert_eq!((own.as_deref(), plain.as_deref()), (Some("everywhere"), Some("eu")));
}
