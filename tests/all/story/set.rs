//! `--set NAME=VALUE`: what another value would change.

use super::history::{HOURS, History, START, openmetrics};
use super::{PROGRAM, counted};
use crate::support::command::Project;
use serde_json::Value;

const SERIES: &str = r#"every 30s
http_requests_total{job="shop", handler="/save", status="500"} 0+0x20 0+20x40 800+0x80
http_requests_total{job="shop", handler="/save", status="200"} 0+180x140
"#;

/// The program with names for what is tried: a limit, and a time; in one environment the limit is another.
fn project() -> Project {
    let program = PROGRAM.replace("> 5% until < 3% for 2m", "> limit until < 1% for wait");
    let lets = "let limit = 5%\nlet wait = 2m\nenvironment test { let limit = 50% }\n";
    Project::of(&[("program.larum", &program), ("lets.larum", lets), ("errors.series", SERIES)])
}

#[test]
fn both_are_counted_side_by_side() {
    let project = project();
    let arguments = ["simulate", "--series", "errors.series", "--only", "ErrorRate"];
    let ran = project.larum(&[&arguments[..], &["--set", "limit=20%"]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let table = ran.stdout.split("as it is → ").nth(1).expect("a comparison");
    assert_eq!(
        table,
        "with limit = 20%
                            fired   in all  messages
ErrorRate warning               1      14m  team 0 → 1
ErrorRate critical          1 → 0  20m → 0  oncall 1 → 0, team 1 → 0
ErrorRate critical, step 2  1 → 0   5m → 0  managers 1 → 0
managers (pagerduty) is told something new 1 → 0 times
oncall (pagerduty) is told something new 1 → 0 times
team (slack) is told something new 1 time
"
    );
    // An environment does not take it back, and several values are one change.
    let more = ["--env", "test", "--set", "limit=4%", "--set", "wait = 10m"];
    let ran = project.larum(&[&arguments[..], &more].concat());
    assert!(ran.stdout.contains("as it is → with limit = 4%, wait = 10m\n"), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("ErrorRate critical  0 → 1"), "{}", ran.stdout);
    for format in ["html", "svg", "json"] {
        let ran = project.larum(&[&arguments[..], &more, &["--format", format]].concat());
        assert!(ran.code == 0 && ran.stdout.contains("limit = 4%"), "{format}: {}", ran.stderr);
    }
}

#[test]
fn values_are_judged_as_if_they_stood_in_a_file() {
    let project = project();
    let said = |value: &str| {
        let ran = project.larum(&["simulate", "--series", "errors.series", "--set", value]);
        (ran.code, ran.stderr)
    };
    for (value, code, words) in [
        ("limt=4%", 1, &["name/unknown", "[--set:1:5]", "help: did you mean `limit`?"][..]),
        ("limit=4s", 1, &["unit/mismatch", "`4s` is in seconds, but it is compared with a ratio"]),
        ("wait=4%", 1, &["name/not-duration", "bound here: --set:1:5"]),
        ("limit==4%", 1, &["syntax/unexpected", "[--set:1:11]"]),
        ("limit=4% alert", 1, &["syntax/", "[--set:1:"]),
        ("limit=4%\nlet wait = 3m", 2, &["write `NAME=VALUE`"]),
        ("limit", 2, &["--set: `limit` is none: write `NAME=VALUE`, as in `--set limit=5%`"]),
        ("limit=", 2, &["write `NAME=VALUE`"]),
    ] {
        let (got, said) = said(value);
        assert_eq!(got, code, "{value}: {said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{value}: no `{word}` in\n{said}"));
    }
}

#[test]
fn a_history_is_fetched_once_and_run_twice() {
    let project = project();
    let history = History::start(&openmetrics(), &[]);
    let time = |hour: i64| jiff::Timestamp::from_second(START + hour * 3600).expect("a time").to_string();
    let (address, from, until) = (history.address(), time(4), time(HOURS));
    let backtest = |more: &[&str]| -> Value {
        let all = ["backtest", "--prometheus", &address, "--no-cache", "--format", "json", "--since", &from];
        let ran = project.larum(&[&all[..], &["--until", &until], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(ran.stderr.matches("samples of").count(), 1, "{}", ran.stderr);
        serde_json::from_str(&ran.stdout).expect("JSON")
    };
    let as_it_is = backtest(&[]);
    let both = backtest(&["--set", "limit=15%"]);
    assert_eq!(both["as_it_is"]["levels"], as_it_is["levels"]);
    assert_eq!(both["as_it_is"]["channels"], as_it_is["channels"]);
    project.write("lets.larum", "let limit = 15%\nlet wait = 2m\n");
    let edited = backtest(&[]);
    assert_eq!(counted(&both.to_string()), counted(&edited.to_string()));
    assert_ne!(both["levels"], both["as_it_is"]["levels"]);
}
