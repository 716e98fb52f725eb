//! Which of many rules the real promtool refuses, and which break as they fire, asked in one run:
//! it reports every bad rule by name.

use super::tools::{promtool_check_rules, promtool_test_rules};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;
use std::fs;

/// One alerting rule to be judged.
pub struct Case {
    pub expr: String,
    /// The text of its only annotation.
    pub annotation: String,
}

/// The places of the refused cases.
pub fn refused(cases: &[Case]) -> BTreeSet<usize> {
    // The last rule is surely bad: without word of it promtool has not come to judge rules at all.
    let bad = Case { expr: "up ===".to_owned(), annotation: String::new() };
    let rules = cases.iter().chain([&bad]).enumerate().map(|(place, case)| rule(place, case)).collect();
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("cases.yml");
    fs::write(&path, rule_file(rules)).expect("a file can be written");
    let output = promtool_check_rules(&path).output;
    let mut named: BTreeSet<usize> = output
        .match_indices("\"Case")
        .filter_map(|(at, start)| output[at + start.len()..].split('"').next()?.parse().ok())
        .collect();
    assert!(named.remove(&cases.len()), "promtool did not judge the rules:\n{output}");
    named
}

fn rule_file(rules: Vec<Value>) -> String {
    let group = mapping([("name", "cases".into()), ("rules", Value::Sequence(rules))]);
    let file = mapping([("groups", Value::Sequence(vec![group]))]);
    serde_yaml::to_string(&file).expect("rules are YAML")
}

fn rule(place: usize, case: &Case) -> Value {
    let annotations = mapping([("text", case.annotation.as_str().into())]);
    mapping([
        ("alert", format!("Case{place}").into()),
        ("expr", case.expr.as_str().into()),
        ("annotations", annotations),
    ])
}

fn mapping<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Mapping(pairs.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<Mapping>())
}

/// The places of the annotations that Prometheus cannot expand when their alert fires.
pub fn broken(annotations: &[String]) -> BTreeSet<usize> {
    // The last one surely breaks: without word of it promtool has not fired the alerts.
    let case = |text: &str| Case { expr: "up".to_owned(), annotation: text.to_owned() };
    let cases = annotations.iter().map(|text| case(text)).chain([case("{{ humanize }}")]);
    let rules: Vec<Value> = cases.enumerate().map(|(place, case)| rule(place, &case)).collect();
    let fired = (0..rules.len()).map(|place| {
        let alert = ("alertname", format!("Case{place}").into());
        mapping([("eval_time", "1m".into()), alert, ("exp_alerts", Value::Sequence(Vec::new()))])
    });
    let series = mapping([("series", "up{job=\"api\"}".into()), ("values", "1x5".into())]);
    let test = mapping([
        ("interval", "1m".into()),
        ("input_series", Value::Sequence(vec![series])),
        ("alert_rule_test", Value::Sequence(fired.collect())),
    ]);
    let tests = mapping([
        ("rule_files", Value::Sequence(vec!["rules.yml".into()])),
        ("tests", Value::Sequence(vec![test])),
    ]);
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("tests.yml");
    fs::write(folder.path().join("rules.yml"), rule_file(rules)).expect("a file can be written");
    fs::write(&path, serde_yaml::to_string(&tests).expect("tests are YAML")).expect("a file can be written");
    let output = promtool_test_rules(&path).output;
    // Each alert that fired is a section: its name, then what it got.
    let mut broken = BTreeSet::new();
    let mut fired = 0;
    for section in output.split("alertname: Case").skip(1) {
        let place = section.split(',').next().and_then(|place| place.parse::<usize>().ok());
        fired += 1;
        if section.contains("<error expanding template") {
            broken.extend(place);
        }
    }
    assert!(
        broken.remove(&annotations.len()) && fired == annotations.len() + 1,
        "alerts did not fire:\n{output}"
    );
    broken
}
