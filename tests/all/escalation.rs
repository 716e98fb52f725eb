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

/// Each series has its own state; what the labels are is not known, so all but the rule's own count.
#[test]
fn hysteresis_tells_series_apart_by_all_their_labels() {
    let level = Level { hold: Some(expr("load >= 3")), result_labels: None, ..bad("load > 5", 2 * MINUTE) };
    run(
        &one_level(level),
        &[("load{pod=\"a\"}", "7x5 4x10"), ("load{pod=\"b\"}", "4x15"), ("load{pod=\"c\"}", "7x5 1x2 4x8")],
        &[
            ("5m", &[Fires(FIRST, "a has 7"), Fires(OTHER, "c has 7")]),
            ("7m", &[Fires(FIRST, "a has 4")]),
            ("14m", &[Fires(FIRST, "a has 4")]),
        ],
    );
}

const OTHER: &str = "pod: c, severity: critical, escalation_policy: p";

/// What holds an alert also holds its escalation; what releases it starts the steps anew.
#[test]
fn steps_count_the_time_between_the_thresholds() {
    let level = Level { hold: Some(expr("load >= 3")), ..bad("load > 5", 0) };
    run(
        &one_level(level),
        &[("load{pod=\"a\"}", "7x1 4x18 1x4 7x20")],
        &[
            ("0m", &[Fires(FIRST, "a has 7")]),
            ("14m", &[Fires(FIRST, "a has 4")]),
            ("15m", &[Fires(FIRST, "a has 4"), Fires(SECOND_STEP, "a has 4")]),
            ("21m", &[]),
            ("26m", &[Fires(FIRST, "a has 7")]),
            ("39m", &[Fires(FIRST, "a has 7")]),
            ("41m", &[Fires(FIRST, "a has 7"), Fires(SECOND_STEP, "a has 7")]),
        ],
    );
}

/// The steps of an alert that is kept firing end with it, not before and not after.
#[test]
fn steps_of_an_alert_that_is_kept_firing_end_with_it() {
    let level = Level { keep_firing_for: 10 * MINUTE, ..bad("load > 5", 2 * MINUTE) };
    let both = &[Fires(FIRST, "a has 7"), Fires(SECOND_STEP, "a has 7")];
    run(
        &one_level(level),
        &[("load{pod=\"a\"}", "7x15 1x30")],
        &[("16m", &[Fires(FIRST, "a has 7")]), ("17m", both), ("25m", both), ("26m", &[])],
    );
}

/// Labels that Prometheus fills in from a template are taken from the alert itself.
#[test]
fn a_kept_alert_escalates_with_its_own_labels() {
    let labels = pairs(&[("who", "{{ $labels.pod }}-team"), ("tier", "gold")]);
    let level = Level { keep_firing_for: 10 * MINUTE, labels, ..bad("load > 5", 0) };
    let first = "pod: a, severity: critical, escalation_policy: p, who: a-team, tier: gold";
    let second =
        "pod: a, severity: critical, escalation_policy: p, who: a-team, tier: gold, escalation: \"2\"";
    run(
        &one_level(level),
        &[("load{pod=\"a\"}", "7x30")],
        &[("15m", &[Fires(first, "a has 7"), Fires(second, "a has 7")])],
    );
}

/// Two levels of one severity hold and escalate each for itself.
#[test]
fn levels_of_one_severity_are_told_apart() {
    let level = |tier: &str, key: &str, condition: &str| Level {
        labels: pairs(&[("tier", tier)]),
        hold: Some(expr("load >= 3")),
        key: key.into(),
        ..bad(condition, 0)
    };
    let mut model = one_level(level("slow", "slow", "load > 5"));
    let annotations = model.alerts[0].levels[0].annotations.clone();
    model.alerts[0].levels.push(Level { annotations, ..level("fast", "fast", "load > 9") });
    let slow = "pod: a, severity: critical, escalation_policy: p, tier: slow";
    let fast = "pod: a, severity: critical, escalation_policy: p, tier: fast";
    run(
        &model,
        &[("load{pod=\"a\"}", "10 4x1 1x1 7x1 4x5")],
        &[
            ("2m", &[Fires(fast, "a has 4"), Fires(slow, "a has 4")]),
            ("4m", &[]),
            ("6m", &[Fires(slow, "a has 7")]),
            ("10m", &[Fires(slow, "a has 4")]),
        ],
    );
}

/// A sibling sets the label that the condition's own result has: as absence alerts of a fleet do.
#[test]
fn a_label_of_a_sibling_does_not_hide_the_levels_own_alerts() {
    let mut model = one_level(Level { hold: Some(expr("load >= 3")), ..bad("load > 5", 0) });
    let missing = Level {
        labels: pairs(&[("pod", "z")]),
        key: "missing:z".into(),
        annotations: pairs(&[("summary", "gone")]),
        ..bad("absent(load{pod=\"z\"})", 0)
    };
    model.alerts[0].levels.push(missing);
    let gone = "pod: z, severity: critical, escalation_policy: p";
    run(
        &model,
        &[("load{pod=\"a\"}", "7x1 4x5 1x5")],
        &[("5m", &[Fires(FIRST, "a has 4"), Fires(gone, "gone")]), ("8m", &[Fires(gone, "gone")])],
    );
}
