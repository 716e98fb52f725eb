//! Escalations as Prometheus runs them: when each step fires, and when it does not.

use crate::support::compiled::Compiled;
use crate::support::models::*;
use crate::support::tools::promtool_test_rules;
use larum::model::*;
use std::fmt::Write;
use std::fs;

/// `promtool test rules` over the compiled rules of a model without services: an evaluation a
/// minute over `series`, each with its values, then the alerts of `X` at each time.
#[track_caller]
fn run(model: &Model, series: &[(&str, &str)], expected: &[(&str, &[Fires])]) {
    let compiled = Compiled::new(model);
    compiled.expect_accepted();
    let mut tests =
        "rule_files: [program.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n".to_string();
    tests += "    input_series:\n";
    for (name, values) in series {
        let _ = writeln!(tests, "      - {{ series: '{name}', values: '{values}' }}");
    }
    tests += "    alert_rule_test:\n";
    for (time, alerts) in expected {
        let _ = writeln!(tests, "      - eval_time: {time}\n        alertname: X\n        exp_alerts:");
        for Fires(labels, summary) in *alerts {
            let _ = writeln!(tests, "          - exp_labels: {{ {labels} }}");
            let _ = writeln!(tests, "            exp_annotations: {{ summary: '{summary}' }}");
        }
    }
    let path = compiled.folder.path().join("tests.yml");
    fs::write(&path, tests).expect("the scratch folder takes a file");
    promtool_test_rules(&path).expect_ok(&path);
}

/// Labels and the summary of an alert that fires.
struct Fires(&'static str, &'static str);

/// One alert `X` whose only level escalates at once, after 15 and after 30 minutes.
fn one_level(level: Level) -> Model {
    let steps = [0, 15, 30].map(|after| step(after * MINUTE, &[(&[0], None)]));
    let summary = pairs(&[("summary", "{{ $labels.pod }} has {{ $value }}")]);
    let level = Level { annotations: summary, ..level };
    Model {
        channels: vec![webhook("oncall")],
        escalations: vec![escalation("p", steps.to_vec())],
        severities: vec![severity("critical", 10, 0)],
        alerts: vec![alert("X", None, vec![level])],
        ..empty()
    }
}

fn bad(condition: &str, pending: Millis) -> Level {
    let result_labels = Some(vec!["pod".to_string()]);
    Level { pending, result_labels, ..level("critical", 0, 0, condition) }
}

const FIRST: &str = "pod: a, severity: critical, escalation_policy: p";
const SECOND_STEP: &str = "pod: a, severity: critical, escalation_policy: p, escalation: \"2\"";
const THIRD_STEP: &str = "pod: a, severity: critical, escalation_policy: p, escalation: \"3\"";

#[test]
fn steps_follow_each_other_and_resolve_together() {
    let model = one_level(bad("load > 5", 2 * MINUTE));
    let value = "a has 7";
    run(
        &model,
        &[("load{pod=\"a\"}", "1x9 7x40 1x10")],
        &[
            ("11m", &[]),
            ("12m", &[Fires(FIRST, value)]),
            ("26m", &[Fires(FIRST, value)]),
            ("27m", &[Fires(FIRST, value), Fires(SECOND_STEP, value)]),
            ("41m", &[Fires(FIRST, value), Fires(SECOND_STEP, value)]),
            ("42m", &[Fires(FIRST, value), Fires(SECOND_STEP, value), Fires(THIRD_STEP, value)]),
            ("51m", &[]),
        ],
    );
}

/// Bad for 8 minutes of each 10: kept firing all the time, so it escalates all the same.
#[test]
fn an_alert_that_is_kept_firing_escalates() {
    let level = Level { keep_firing_for: 5 * MINUTE, ..bad("load > 5", 2 * MINUTE) };
    let ten = "7x7 1x1 ";
    run(
        &one_level(level),
        &[("load{pod=\"a\"}", &format!("{}1x30", ten.repeat(4)))],
        &[
            ("1m", &[]),
            ("2m", &[Fires(FIRST, "a has 7")]),
            ("16m", &[Fires(FIRST, "a has 7")]),
            ("17m", &[Fires(FIRST, "a has 7"), Fires(SECOND_STEP, "a has 7")]),
            ("32m", &[Fires(FIRST, "a has 7"), Fires(SECOND_STEP, "a has 7"), Fires(THIRD_STEP, "a has 7")]),
            ("44m", &[]),
        ],
    );
}

/// Held from 3 to 5, let go under 3, and then bad only over 5 again.
#[test]
fn hysteresis_holds_between_its_thresholds() {
    let level = Level { hold: Some(expr("load >= 3")), ..bad("load > 5", 2 * MINUTE) };
    let model = one_level(level);
    run(
        &model,
        &[("load{pod=\"a\"}", "4x4 7x4 4x9 1x4 4x9 7x9")],
        &[
            ("4m", &[]),
            ("6m", &[]),
            ("7m", &[Fires(FIRST, "a has 7")]),
            ("19m", &[Fires(FIRST, "a has 4")]),
            ("20m", &[]),
            ("26m", &[]),
            ("34m", &[]),
            ("36m", &[]),
            ("37m", &[Fires(FIRST, "a has 7")]),
        ],
    );
}
