//! A run that begins later tells of its time what one tells that began with the first sample.

use super::PROGRAM;
use super::history::{HOURS, History, START, openmetrics};
use crate::support::command::Project;
use serde_json::Value;
use std::collections::BTreeSet;

/// It looks four hours back: at two hours of what is recorded, for an hour, and half an hour longer than that.
const TREND: &str = r#"
record handler:errors:ratio5m on shop =
  sum by (handler) (rate(http_requests_total{status="500"}[5m])) / sum by (handler) (rate(http_requests_total[5m]))
alert Trend on shop {
  warning when avg_over_time(handler:errors:ratio5m[2h]) > 0.4% for 1h keep_firing_for 30m
  summary "errors of ${handler} go on: ${value}"
}
"#;

/// In hours from the first sample on.
fn time(hour: i64) -> String {
    jiff::Timestamp::from_second(START + hour * 3600).expect("a time").to_string()
}

fn story(project: &Project, arguments: &[&str]) -> Value {
    let ran = project.larum(&[arguments, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

/// States of all alerts from an instant on, and who was first told of what.
fn told(story: &Value, since: i64) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    for alert in list(&story["alerts"]) {
        for panel in list(&alert["panels"]) {
            let name = format!("{} {}", alert["name"], panel["labels"]);
            for lane in list(&panel["states"]) {
                for span in list(&lane["spans"]) {
                    if span["end"].as_i64().is_none_or(|end| end > since) {
                        let start = span["start"].as_i64().expect("a time").max(since);
                        let what = format!("{} {} {}", lane["severity"], lane["step"], span["state"]);
                        all.insert(format!("{name} {what} {start} {}", span["end"]));
                    }
                }
            }
            for channel in list(&panel["channels"]) {
                for message in list(&channel["messages"]) {
                    if message["at"].as_i64().is_some_and(|at| at >= since) && message["why"] == "new" {
                        all.insert(format!("{name} {} {}", channel["channel"], message["at"]));
                    }
                }
            }
        }
    }
    all
}

#[test]
fn a_run_that_begins_later_knows_what_was_before() {
    let samples = openmetrics();
    let project =
        Project::of(&[("program.larum", PROGRAM), ("trend.larum", TREND), ("history.om", &samples)]);
    let whole = story(&project, &["simulate", "--series", "history.om"]);
    let history = History::start(&samples, &[]);
    let address = history.address();
    let (until, mut without) = (time(HOURS), 0);
    for hour in [9, 12, 15, 20] {
        let since = (START + hour * 3600) * 1000;
        let from = time(hour);
        let arguments =
            ["backtest", "--prometheus", &address, "--cache", "kept", "--since", &from, "--until", &until];
        let warm = story(&project, &arguments);
        assert_eq!(warm["start"], since);
        // 1h + 30m + 2h + 5m, and who is told waits half a minute and five.
        assert_eq!(warm["evaluated_from"], since - 4 * 3_600_000);
        // The first run goes on for a minute less: what lasts until the end has no end there.
        assert_eq!(told(&warm, since), told(&whole, since), "since hour {hour}");
        let cold = story(&project, &[&arguments[..], &["--warm-up", "0s"]].concat());
        assert_eq!(cold["evaluated_from"], since);
        without += usize::from(told(&cold, since) != told(&whole, since));
    }
    assert!(without > 0, "it makes no difference");
}

#[test]
fn what_the_server_does_not_know_any_more_is_said() {
    let samples = openmetrics();
    let project = Project::of(&[("program.larum", PROGRAM), ("trend.larum", TREND)]);
    let history = History::start(&samples, &[]);
    let (from, until) = (time(1), time(3));
    let address = history.address();
    let arguments = ["backtest", "--prometheus", &address, "--no-cache", "--since", &from, "--until", &until];
    let ran = project.larum(&arguments);
    assert!(
        ran.stderr.contains("larum: the server has no samples of the first 3h"),
        "{}\n{}",
        ran.stderr,
        ran.stdout
    );
    let ran = project.larum(&[&arguments[..], &["--warm-up", "-1h"]].concat());
    assert!(ran.code == 2, "{}", ran.stderr);
    project.write(
        "other.larum",
        "alert Gone on shop { critical when nothing > 1  summary \"it is ${value}\" }\n",
    );
    let ran = project.larum(&arguments);
    let named = "larum: the server has no samples of {__name__=\"nothing\", job=\"shop\"}\n";
    assert!(ran.stderr.contains(named), "{}", ran.stderr);
}
