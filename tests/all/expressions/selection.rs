//! A service's `select`, added to its alerts' selectors.

use super::{catalogue, parsed, told};
use larum::diag::Diagnostics;
use larum::expr::select::inject;
use larum::expr::{ExprKind, Matcher};

/// The matchers of a selector such as `{job="api"}`.
fn matchers(text: &str) -> Vec<Matcher> {
    match parsed(text).kind {
        ExprKind::Selector(selector) => selector.matchers,
        other => panic!("no selector: {other:?}"),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let mut expr = parsed(text);
    let mut findings = Diagnostics::default();
    inject(&mut expr, &matchers(r#"{job="api", env=~"prod|test"}"#), &catalogue(), &mut findings);
    assert_eq!(expr.to_promql(), expected);
    assert!(findings.is_empty(), "{}", told(text, findings));
}

#[test]
fn every_selector_gets_the_matchers() {
    check(
        r#"rate(a{x="y"}[5m]) / rate(b[5m])"#,
        r#"rate(a{x="y", job="api", env=~"prod|test"}[5m]) / rate(b{job="api", env=~"prod|test"}[5m])"#,
    );
}

#[test]
fn a_selector_that_says_what_it_wants_keeps_it() {
    check(r#"up{job="postgres"}"#, r#"up{job="postgres", env=~"prod|test"}"#);
    check(r#"up{env!="canary"}"#, r#"up{env!="canary", job="api", env=~"prod|test"}"#);
}

#[test]
fn what_is_said_already_is_not_added_twice() {
    let excluding = matchers(r#"{container!="", pod!~"canary.*"}"#);
    let mut expr = parsed("cpu_seconds_total");
    let mut findings = Diagnostics::default();
    for _ in 0..2 {
        inject(&mut expr, &excluding, &catalogue(), &mut findings);
    }
    assert_eq!(expr.to_promql(), r#"cpu_seconds_total{container!="", pod!~"canary.*"}"#);
}

#[test]
fn series_without_the_label_stay_as_they_are() {
    check(r#"ALERTS{alertname="X"}"#, r#"ALERTS{alertname="X"}"#);
    check("job:load:avg", r#"job:load:avg{job="api"}"#);
    check("job_env:requests:rate5m", r#"job_env:requests:rate5m{job="api", env=~"prod|test"}"#);
    check("cluster:requests:rate5m", "cluster:requests:rate5m");
    check("events_total", r#"events_total{job="api"}"#);
}

#[test]
fn excluding_what_the_service_selects_is_reported() {
    let text = r#"up{job!="api"}"#;
    let mut expr = parsed(text);
    let mut findings = Diagnostics::default();
    inject(&mut expr, &matchers(r#"{job="api"}"#), &catalogue(), &mut findings);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, ["labels/never-matches"]);
}
