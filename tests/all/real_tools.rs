//! The judges themselves: each accepts a good file and refuses a bad one.

use crate::support::servers::{Alertmanager, Prometheus};
use crate::support::tools::{Verdict, amtool_check_config, promtool_check_rules, promtool_test_rules};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const RULES: &str = "
groups:
  - name: one
    rules:
      - alert: Down
        expr: up == 0
        for: 1m
      - record: job:up:sum
        expr: sum by (job) (up)
";

const CONFIG: &str = "
route: { receiver: nobody, routes: [{ matchers: ['severity=\"page\"'], receiver: nobody }] }
receivers: [{ name: nobody }]
";

/// A scratch folder with one file in it.
fn file(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a scratch folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("the scratch folder takes a file");
    (folder, path)
}

#[track_caller]
fn refused(verdict: Verdict, words: &str) {
    assert!(!verdict.ok && verdict.output.contains(words), "expected `{words}`, got {verdict:?}");
}

#[test]
fn promtool_tells_good_rules_from_bad() {
    let (_folder, good) = file("good.yml", RULES);
    promtool_check_rules(&good).expect_ok(&good);
    let (_folder, bad) = file("bad.yml", &RULES.replace("up == 0", "up ==="));
    refused(promtool_check_rules(&bad), "parse error");
}

#[test]
fn lints_of_promtool_count_as_refusals() {
    let twice = "      - record: job:up:sum\n        expr: sum by (job) (up)\n";
    let (_folder, rules) = file("twice.yml", &format!("{RULES}{twice}"));
    refused(promtool_check_rules(&rules), "duplicate rule(s) found");
}

#[test]
fn amtool_tells_good_configurations_from_bad() {
    let (_folder, good) = file("alertmanager.yml", CONFIG);
    amtool_check_config(&good, false).expect_ok(&good);
    amtool_check_config(&good, true).expect_ok(&good);
    let (_folder, bad) = file("alertmanager.yml", &CONFIG.replace("name: nobody", "name: somebody"));
    refused(amtool_check_config(&bad, false), "undefined receiver");
}

#[test]
fn strict_mode_refuses_what_only_the_old_matchers_allow() {
    let (_folder, config) = file("alertmanager.yml", &CONFIG.replace("severity=\"page\"", "severity=pa{ge"));
    amtool_check_config(&config, false).expect_ok(&config);
    refused(amtool_check_config(&config, true), "unexpected {");
}

#[test]
fn promtool_runs_tests_of_rules() {
    let test = |fires: bool| {
        let alerts = if fires { "[{ exp_labels: { job: api } }]" } else { "[]" };
        format!(
            "rule_files: [rules.yml]\ntests: [{{ interval: 1m, input_series: [{{ series: 'up{{job=\"api\"}}', \
             values: '0x10' }}], alert_rule_test: [{{ eval_time: 5m, alertname: Down, exp_alerts: {alerts} }}] }}]"
        )
    };
    let (folder, _rules) = file("rules.yml", RULES);
    let write = |name: &str, text: String| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("the scratch folder takes a file");
        path
    };
    let passes = write("passes.yml", test(true));
    promtool_test_rules(&passes).expect_ok(&passes);
    refused(promtool_test_rules(&write("fails.yml", test(false))), "alertname: Down");
}

#[test]
fn prometheus_reports_the_rules_that_it_loaded() {
    let (_folder, rules) = file("rules.yml", RULES);
    let server = start_prometheus(&[&rules]);
    assert_eq!(server.rule_names(), ["Down", "job:up:sum"]);
    assert_eq!(server.rule_groups()[0]["name"], "one");
    let (_folder, bad) = file("bad.yml", &RULES.replace("up == 0", "up ==="));
    let log = Prometheus::start(&[&bad]).err().expect("a Prometheus refuses bad rules");
    assert!(log.contains("parse error"), "{log}");
}

fn start_prometheus(rules: &[&Path]) -> Prometheus {
    Prometheus::start(rules).unwrap_or_else(|log| panic!("Prometheus did not start:\n{log}"))
}

#[test]
fn alertmanager_reports_the_configuration_that_it_loaded() {
    let (_folder, config) = file("alertmanager.yml", CONFIG);
    let server = Alertmanager::start(&config).unwrap_or_else(|log| panic!("it did not start:\n{log}"));
    assert!(server.loaded_config().contains("receiver: nobody"), "{}", server.loaded_config());
    let (_folder, bad) = file("bad.yml", &CONFIG.replace("name: nobody", "name: somebody"));
    let log = Alertmanager::start(&bad).err().expect("an Alertmanager refuses a bad configuration");
    assert!(log.contains("undefined receiver"), "{log}");
}
