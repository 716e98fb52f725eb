//! `larum route` as a shell sees it.

use crate::support::command::{Project, Ran};
use serde_json::{Value, json};

const PROGRAM: &str = r##"
channel team   = slack     { api_url_file "/etc/alertmanager/slack"  channel "#ops" }
channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
prometheus { external_labels { cluster = "eu" } }
severity critical { notify oncall }
severity warning  { notify team }
service db  { owner "platform" }
service api { owner "web"  depends_on db }
maintenance patch-day { second tuesday 22:00..23:00  mutes warning }
watchdog every 1m notify team
alert DbDown on db { critical when up{job="db"} == 0 for 1m }
alert ApiSlow on api {
  measure avg by (instance) (latency_seconds)
  warning  when > 1 for 5m
  critical when > 5 for 5m
}
environment staging { severity critical { notify team } }
"##;

const CONFIG: &str = r##"
route:
  receiver: default
  group_wait: 10s
  routes:
    - matchers: ['team=~"a|b"']
      continue: true
      receiver: ab
      group_by: ["..."]
      routes:
        - match: {severity: critical}
          repeat_interval: 1h
          mute_time_intervals: [weekend]
    - match_re: {team: "[a-c]"}
      receiver: abc
time_intervals:
  - name: weekend
    time_intervals: [{weekdays: ["saturday", "sunday"], location: Europe/Berlin}]
inhibit_rules:
  - source_matchers: ["severity=critical"]
    target_matchers: ["severity=warning"]
    equal: [team]
receivers:
  - name: default
  - name: ab
    slack_configs: [{channel: "#ab", api_url: "https://example.com/"}]
    webhook_configs: [{url: "https://example.com/"}]
  - name: abc
"##;

fn project() -> Project {
    Project::of(&[("alerts.larum", PROGRAM), ("am/alertmanager.yml", CONFIG)])
}

fn route(words: &[&str]) -> Ran {
    project().larum(&[&["route"], words].concat())
}

#[track_caller]
fn answer(words: &[&str]) -> Value {
    let ran = route(&[words, &["--json"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    serde_json::from_str(&ran.stdout).expect("JSON")
}

/// Of a configuration that Larum did not write.
#[track_caller]
fn of_config(words: &[&str]) -> Value {
    answer(&[words, &["-p", "am/alertmanager.yml"]].concat())
}

fn receivers(answer: &Value) -> Vec<&str> {
    answer["told"].as_array().expect("a list").iter().filter_map(|told| told["receiver"].as_str()).collect()
}

#[test]
fn the_programs_labels_are_added() {
    let answer = answer(&["alertname=DbDown"]);
    let labels = json!({
        "alertname": "DbDown", "severity": "critical", "service": "db", "escalation_policy": "critical", "cluster": "eu",
    });
    assert_eq!(answer["labels"], labels);
    assert_eq!(answer["added"], json!(["severity", "service", "escalation_policy", "cluster"]));
    assert_eq!(receivers(&answer), ["critical/1"]);
    assert_eq!(answer["told"][0]["channels"], json!([{ "kind": "pagerduty", "name": "oncall" }]));
    let ran = route(&["alertname=DbDown", "--env", "staging"]);
    assert!(ran.stdout.contains("team (slack)") && !ran.stdout.contains('\x1b'), "{ran:?}");
}

#[test]
fn an_alert_with_several_levels_needs_its_severity() {
    let ran = route(&["alertname=ApiSlow"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("add `severity=warning` or `severity=critical`"), "{ran:?}");
    assert_eq!(receivers(&answer(&["alertname=ApiSlow", "severity=warning"])), ["warning/1"]);
    assert_eq!(receivers(&answer(&["alertname=Watchdog"])), ["watchdog/Watchdog"]);
}

#[test]
fn maintenance_mutes_at_its_times() {
    let muted =
        |at: &str| answer(&["alertname=ApiSlow", "severity=warning", "--at", at])["told"][0]["muted"].clone();
    // The second Tuesday of November 2026 is the 10th.
    assert_eq!(muted("2026-11-10T22:59")["intervals"], json!(["maintenance/patch-day"]));
    assert_eq!(muted("2026-11-10T22:59")["clocks"], json!(["Tue 2026-11-10 22:59 in UTC"]));
    for sent in ["2026-11-10T21:59", "2026-11-10T23:00", "2026-11-03T22:30", "2026-11-10T22:30-03:00"] {
        assert_eq!(muted(sent), Value::Null, "{sent}");
    }
}

#[test]
fn a_firing_alert_inhibits() {
    let of = |firing: &str| {
        answer(&["alertname=ApiSlow", "severity=warning", "--firing", firing])["inhibited_by"].clone()
    };
    assert_eq!(of("alertname=DbDown")[0]["name"], "db is down");
    assert_eq!(of("alertname=DbDown")[0]["source"]["service"], "db", "its labels are added, too");
    assert_eq!(of("alertname=DbDown,cluster=us"), json!([]), "another cluster");
    assert_eq!(of("alertname=ApiSlow,severity=critical")[0]["name"], "critical over warning");
}

#[test]
fn the_way_through_a_foreign_tree_is_told() {
    let answer = of_config(&["team=b", "severity=critical", "--at", "2026-11-21T00:30+01:00"]);
    let decisions: Vec<Value> = answer["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| json!([node["path"], node["decision"]]))
        .collect();
    let expected = [
        ["route", "passes on"],
        ["route.routes[0]", "passes on"],
        ["route.routes[0].routes[0]", "tells"],
        ["route.routes[1]", "tells"],
    ];
    assert_eq!(json!(decisions), json!(expected));
    let told = &answer["told"][0];
    assert_eq!(told["receiver"], "ab");
    assert_eq!(told["receiver_from"], "route.routes[0]");
    assert_eq!(told["group_by"], json!({ "value": ["..."], "from": "route.routes[0]" }));
    assert_eq!(told["group_wait"], json!({ "value": "10s", "from": "route" }));
    assert_eq!(told["group_interval"], json!({ "value": "5m", "from": "default" }));
    assert_eq!(told["repeat_interval"], json!({ "value": "1h", "from": "here" }));
    assert_eq!(
        told["channels"],
        json!([{ "kind": "slack", "name": "#ab" }, { "kind": "webhook", "name": null }])
    );
    assert_eq!(told["muted"]["clocks"], json!(["Sat 2026-11-21 00:30 in Europe/Berlin"]));
    assert_eq!(receivers(&answer), ["ab", "abc"]);
}

#[test]
fn a_refusal_names_matcher_and_value() {
    let answer = of_config(&["team=x"]);
    let because = json!({ "matcher": "team=~\"a|b\"", "label": "team", "value": "x" });
    assert_eq!(answer["nodes"][1]["because"], because);
    assert_eq!(receivers(&answer), ["default"]);
    let ran = route(&["severity=warning", "-p", "am/alertmanager.yml"]);
    assert!(ran.stdout.contains("no: the alert has no `team`"), "{ran:?}");
}

/// A missing label is an empty one: both have no team.
#[test]
fn labels_that_both_lack_are_equal() {
    let answer = of_config(&["severity=warning", "--firing", "severity=critical,zone=\"a,b\""]);
    assert_eq!(answer["inhibited_by"][0]["rule"], 0);
    assert_eq!(answer["inhibited_by"][0]["source"], json!({ "severity": "critical", "zone": "a,b" }));
    let other = of_config(&["severity=warning", "--firing", "severity=critical,team=a"]);
    assert_eq!(other["inhibited_by"], json!([]));
}

#[test]
fn what_cannot_be_asked_is_said() {
    for (words, why) in [
        (&["severity"][..], "`severity` is no label of an alert"),
        (&["severity=~x"], "an alert has the value"),
        (&["a=b", "a=c"], "`a` is given twice"),
        (&["a=b", "--at", "noon"], "`noon` is no time"),
        (&["a=b", "--at", "2026-11-21T03:00[Mars/Base]"], "is no time"),
        (&["a=b", "-p", "nowhere"], "nowhere"),
        (&["a=b", "-p", "am/alertmanager.yml", "--env", "x"], "only programs have environments"),
        (&["a=b", "--env", "x"], "no environment `x`"),
        (&["alertname=ApiSlow", "severity=warn"], "there are critical, warning"),
    ] {
        let ran = route(words);
        assert_eq!(ran.code, 2, "{words:?}: {ran:?}");
        assert!(ran.stderr.contains(why) && !ran.stderr.contains("panicked"), "{words:?}: {ran:?}");
    }
    let ran = route(&["severty=critical"]);
    assert!(ran.code == 0 && ran.stdout.contains("did you mean `severity`?"), "{ran:?}");
    let ran = route(&["alertname=DbDwn"]);
    assert!(ran.code == 0 && ran.stdout.contains("did you mean `DbDown`?"), "{ran:?}");
    let project = project();
    project.write(
        "am/wrong.yml",
        "route: {receiver: a, routes: [{matchers: ['x=~\"[\"']}]}\nreceivers: [{name: a}]\n",
    );
    let ran = project.larum(&["route", "a=b", "-p", "am/wrong.yml"]);
    assert!(ran.code == 1 && ran.stderr.contains("am/wrong.yml:1:"), "{ran:?}");
    assert!(ran.stderr.contains("`[` is no regex") && ran.stdout.is_empty(), "{ran:?}");
    project.write("wrong.larum", "alert Down { critical when upp( }\n");
    assert_eq!(project.larum(&["route", "a=b"]).code, 1, "the program is wrong");
}
