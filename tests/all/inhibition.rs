//! Which alerts quiet which: levels of one alert, services that need others, what a program says.

use crate::support::compiled::Compiled;
use crate::support::models::*;
use larum::emit::matcher_text;
use larum::lower::lower;
use larum::model::*;

/// The inhibition rules, one a line.
fn rules(model: &Model) -> Vec<String> {
    Compiled::new(model).expect_accepted();
    let text = |matchers: &[larum::lower::Matcher]| -> String {
        matchers.iter().map(matcher_text).collect::<Vec<_>>().join(" ")
    };
    let rules = lower(model).alertmanager.inhibit_rules;
    let line = |rule: &larum::lower::InhibitRule| {
        let equal = rule.equal.join(" ");
        format!("{}: {} > {} ({equal})", rule.name, text(&rule.source), text(&rule.target))
    };
    rules.iter().map(line).collect()
}

/// A program with three severities and an escalation of one step.
fn program(alerts: Vec<Alert>) -> Model {
    Model {
        channels: vec![webhook("oncall")],
        escalations: vec![escalation("p", vec![step(0, &[(&[0], None)])])],
        severities: vec![severity("critical", 10, 0), severity("warning", 30, 0), severity("info", 50, 0)],
        alerts,
        ..empty()
    }
}

fn by(severity: SeverityId, labels: Option<&[&str]>) -> Level {
    let result_labels = labels.map(|labels| labels.iter().map(|label| label.to_string()).collect());
    let key = ["critical", "warning", "info"][severity];
    Level { result_labels, ..level(key, severity, 0, "up == 0") }
}

#[test]
fn a_level_quiets_the_less_severe_ones_of_its_alert() {
    let alerts = vec![
        alert("Two", None, vec![by(1, Some(&["pod"])), by(0, Some(&["pod"]))]),
        alert("Three", None, vec![by(2, Some(&["job"])), by(1, Some(&["job"])), by(0, Some(&["job"]))]),
        alert("One", None, vec![by(1, Some(&["handler"]))]),
    ];
    let expected = [
        "critical over warning: severity=\"critical\" > severity=\"warning\" (alertname service job pod)",
        "critical over info: severity=\"critical\" > severity=\"info\" (alertname service job)",
        "warning over info: severity=\"warning\" > severity=\"info\" (alertname service job)",
    ];
    assert_eq!(rules(&program(alerts)), expected);
}

#[test]
fn levels_share_only_the_labels_that_both_have() {
    let alerts = vec![
        alert("Same", None, vec![by(1, Some(&["pod"])), by(0, Some(&["pod"]))]),
        alert("Wide", None, vec![by(1, Some(&["pod", "job"])), by(0, Some(&["job"]))]),
        alert("Unknown", None, vec![by(1, Some(&["pod"])), by(0, None)]),
    ];
    let expected = [
        "critical over warning: severity=\"critical\" > severity=\"warning\" alertname!~\"Unknown|Wide\" \
         (alertname service pod)",
        "critical over warning of Wide: alertname=\"Wide\" severity=\"critical\" > \
         alertname=\"Wide\" severity=\"warning\" (alertname service job)",
    ];
    assert_eq!(rules(&program(alerts)), expected);
}

#[test]
fn labels_that_a_rule_sets_itself_are_not_compared() {
    let tier =
        |severity, tier| Level { labels: pairs(&[("tier", tier)]), ..by(severity, Some(&["pod", "tier"])) };
    let alerts = vec![alert("X", None, vec![tier(1, "slow"), tier(0, "fast")])];
    let expected =
        ["critical over warning: severity=\"critical\" > severity=\"warning\" (alertname service pod)"];
    assert_eq!(rules(&program(alerts)), expected);
}

/// One rule tells of all members of a fleet, another one of a single member that is missing.
#[test]
fn a_missing_member_quiets_only_itself() {
    let missing = Level { labels: pairs(&[("system", "a")]), ..by(0, Some(&[])) };
    let alerts = vec![alert("X", None, vec![by(1, Some(&["system"])), by(0, Some(&["system"])), missing])];
    let expected =
        ["critical over warning: severity=\"critical\" > severity=\"warning\" (alertname service system)"];
    assert_eq!(rules(&program(alerts)), expected);
}

#[test]
fn a_service_that_is_down_quiets_all_that_need_it() {
    let needs =
        |name: &str, depends_on: &[ServiceId]| Service { depends_on: depends_on.to_vec(), ..service(name) };
    let down = |name: &str, id| Alert { says_down: true, ..alert(name, Some(id), vec![by(0, None)]) };
    let mut model = program(vec![
        down("PostgresDown", 0),
        down("PostgresGone", 0),
        down("ApiDown", 1),
        down("WebDown", 2),
        alert("Slow", Some(0), vec![by(0, None)]),
    ]);
    model.services =
        vec![needs("postgres", &[]), needs("api", &[0]), needs("web", &[1]), needs("cache", &[])];
    model.prometheus.external_labels = pairs(&[("cluster", "eu")]);
    let expected = [
        "postgres is down: alertname=~\"PostgresDown|PostgresGone\" severity=\"critical\" service=\"postgres\" > \
         service=~\"api|web\" (cluster)",
        "api is down: alertname=\"ApiDown\" severity=\"critical\" service=\"api\" > service=\"web\" (cluster)",
    ];
    assert_eq!(rules(&model), expected);
}

/// Analysis refuses these; lowering must come to an end all the same, and nothing quiet itself.
#[test]
fn services_in_a_circle_do_not_quiet_themselves() {
    let down = |name: &str, id| Alert { says_down: true, ..alert(name, Some(id), vec![by(0, None)]) };
    let mut model = program(vec![down("ADown", 0)]);
    model.services = vec![
        Service { depends_on: vec![0, 1], ..service("a") },
        Service { depends_on: vec![0], ..service("b") },
    ];
    assert_eq!(
        rules(&model),
        ["a is down: alertname=\"ADown\" severity=\"critical\" service=\"a\" > service=\"b\" ()"]
    );
}

#[test]
fn what_a_program_says_holds_within_one_cluster() {
    let matcher = |label: &str, value: &str| larum::expr::Matcher {
        label: larum::text::Spanned::new(label.to_string(), at(1)),
        op: larum::expr::MatchOp::Equal,
        value: larum::text::Spanned::new(value.to_string(), at(1)),
    };
    let inhibition = |source: Vec<larum::expr::Matcher>| Inhibition {
        name: "said".into(),
        source,
        target: vec![matcher("severity", "warning")],
        equal: vec!["pod".into()],
        span: at(1),
    };
    let mut model = program(vec![alert("One", None, vec![by(1, Some(&["pod"]))])]);
    model.prometheus.external_labels = pairs(&[("cluster", "eu"), ("zone", "a")]);
    model.inhibitions = vec![
        inhibition(vec![matcher("alertname", "One")]),
        inhibition(vec![matcher("alertname", "One"), matcher("cluster", "us")]),
    ];
    let expected = [
        "said: alertname=\"One\" > severity=\"warning\" (pod cluster zone)",
        // It names another cluster itself.
        "said: alertname=\"One\" cluster=\"us\" > severity=\"warning\" (pod zone)",
    ];
    assert_eq!(rules(&model), expected);
}
