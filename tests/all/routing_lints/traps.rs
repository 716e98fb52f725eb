//! Configurations that load and do something else than they seem to: each finding at its token. Receivers and the rest
//! of the document are the same for all, so that a case is what is wrong.

use super::found;

/// A case: what is above the receivers, and what is found, sorted by place.
#[track_caller]
fn finds(top: &str, expected: &[&str]) {
    let text = format!("{}{REST}", top.trim_start_matches('\n'));
    let ignored = ["receiver/unused", "interval/unused"];
    let found: Vec<String> =
        found(&text).into_iter().filter(|line| !ignored.iter().any(|code| line.starts_with(code))).collect();
    assert_eq!(found, expected, "{text}");
}

const REST: &str = "
receivers:
- name: root
  webhook_configs: [{url: 'http://root.example/'}]
- name: a
  webhook_configs: [{url: 'http://a.example/'}]
- name: b
  webhook_configs: [{url: 'http://b.example/'}]
- name: pager
  pagerduty_configs: [{routing_key_file: /key}]
time_intervals:
- name: office
  time_intervals: [{weekdays: ['monday:friday'], times: [{start_time: '09:00', end_time: '17:00'}]}]
- name: always
  time_intervals: [{}]
";

#[test]
fn intervals_are_not_inherited() {
    finds(
        "
route:
  receiver: root
  routes:
  - matchers: [team=\"x\"]
    receiver: a
    mute_time_intervals: [always]
    routes:
    - matchers: [service=\"y\"]
      receiver: b",
        &["route/not-inherited: mute_time_intervals", "route/never-sends: always"],
    );
}

#[test]
fn outside_of_its_times_a_route_keeps_its_alerts() {
    let route = |value: &str| {
        format!(
            "
route:
  receiver: root
  routes:
  - matchers: [severity=\"{value}\"]
    receiver: a
    active_time_intervals: [office]"
        )
    };
    finds(&route("critical"), &["route/gap: office"]);
    finds(&route("info"), &["route/held-back: office"]);
    // The same with a fallback that is never asked, and with one that is.
    let fallback = |more: &str| {
        format!(
            "{}\n{more}  - matchers: [severity=\"critical\"]\n    receiver: b\n    mute_time_intervals: [office]",
            route("critical")
        )
    };
    finds(&fallback(""), &["route/gap: office", "route/shadowed: severity=\"critical\""]);
    finds(&fallback("    continue: true\n"), &[]);
}

#[test]
fn one_key_is_one_memory() {
    finds(
        "
route:
  receiver: root
  routes:
  - {matchers: [team=\"x\"], receiver: a, continue: true}
  - {matchers: [team=\"x\"], receiver: a, group_wait: 8s}",
        &["route/never-notifies: team=\"x\""],
    );
}

#[test]
fn repeats_are_rounded_and_forgotten() {
    finds(
        "route: {receiver: root, group_interval: 10m, repeat_interval: 12m}",
        &["route/repeat-interval: 12m"],
    );
    finds(
        "route: {receiver: root, group_interval: 10m, repeat_interval: 5m}",
        &["route/repeat-interval: 5m"],
    );
    finds("route: {receiver: root, repeat_interval: 7d}", &["route/repeat-interval: 7d"]);
    finds("route: {receiver: root, group_interval: 7m, repeat_interval: 4h}", &[]);
    finds(
        "
route:
  receiver: root
  group_interval: 1h
  routes:
  - {matchers: [team=\"x\"], repeat_interval: 90m}",
        &["route/repeat-interval: 90m"],
    );
}

#[test]
fn groups_wait_and_are_looked_at() {
    finds("route: {receiver: root, group_wait: 30m}", &["route/group-wait: 30m"]);
    finds("route: {receiver: root, group_interval: 5s}", &["route/group-interval: 5s"]);
    finds("route: {receiver: pager, group_by: ['...']}", &["route/every-label: '...'"]);
    finds("route: {receiver: root, group_by: ['...']}", &[]);
}

#[test]
fn equal_labels_must_be_there() {
    let rule = |rest: &str| {
        format!(
            "
route: {{receiver: root, group_by: [alertname, datacenter]}}
inhibit_rules:
- source_matchers: [severity=\"critical\"]
  target_matchers: [severity=\"warning\"]
{rest}"
        )
    };
    finds(&rule("  equal: [datacentr]"), &["inhibit/equal-label: datacentr"]);
    finds(&rule("  equal: [datacenter]"), &[]);
    finds(&rule(""), &["inhibit/no-equal: source_matchers"]);
}

#[test]
fn sides_of_inhibition() {
    let rules = |rules: &str| format!("route: {{receiver: root}}\ninhibit_rules:\n{rules}");
    let rule = |source: &str, target: &str| {
        format!("- source_matchers: ['{source}']\n  target_matchers: ['{target}']\n  equal: [cluster]")
    };
    finds(&rules(&rule("severity=\"a\"", "severity=\"a\"")), &["inhibit/no-effect: 'severity=\"a\"'"]);
    finds(&rules(&rule("severity=\"a\"", "severity=~\"a|b\"")), &["inhibit/overlap: 'severity=~\"a|b\"'"]);
    finds(&rules(&rule("severity=~\"a|b\"", "severity=\"a\"")), &[]);
    finds(
        &rules(&rule("severity=\"info\"", "severity=~\"info|critical\"")),
        &[
            "inhibit/less-severe: 'severity=~\"info|critical\"'",
            "inhibit/overlap: 'severity=~\"info|critical\"'",
        ],
    );
    finds(&rules(&rule("severity=\"critical\"", "severity=\"warning\"")), &[]);
    finds(&rules(&rule("a=\"1\",a=\"2\"", "b=\"1\"")), &["inhibit/no-alert: 'a=\"1\",a=\"2\"'"]);
    let circle = format!(
        "{}\n{}",
        rule("alertname=\"A\"", "alertname=\"B\""),
        rule("alertname=\"B\"", "alertname=\"A\"")
    );
    finds(&rules(&circle), &["inhibit/circular: 'alertname=\"B\"'"]);
    let apart = circle.replacen("cluster", "alertname", 1);
    finds(&rules(&apart), &[]); // their names are never equal
    finds(&rules("- target_matchers: ['a=\"b\"']\n  equal: [c]"), &["inhibit/any-alert: target_matchers"]);
}

#[test]
fn matchers_that_hold_for_more_or_less() {
    let route = |matchers: &str| format!("route:\n  receiver: root\n  routes:\n  - matchers: [{matchers}]");
    finds(&route("team!=\"x\""), &["matcher/missing-label: team!=\"x\""]);
    finds(&route("team!~\"x|y\""), &["matcher/missing-label: team!~\"x|y\""]);
    finds(&route("team!=\"x\", team=~\".+\""), &[]);
    finds(&route("team!=\"\""), &[]);
    finds(&route("team!~\"x|\""), &[]);
    finds(&route("alertname=~\"Kube\""), &["matcher/plain-regex: alertname=~\"Kube\""]);
    finds(&route("alertname=~\"Kube.*\""), &[]);
    finds(&route("severity=\"a\", severity=\"b\""), &["route/contradiction: severity=\"b\""]);
    finds(&route("severity=\"a\", severity!~\"a|b\""), &["route/contradiction: severity!~\"a|b\""]);
}

#[test]
fn matchers_that_contradict_the_route_above() {
    finds(
        "
route:
  receiver: root
  routes:
  - matchers: [team=\"x\"]
    routes:
    - matchers: [team=\"y\", severity=\"a\"]
      routes:
      - matchers: [b=\"c\"]",
        &["route/contradiction: team=\"y\""],
    );
}

#[test]
fn taken_by_one_by_several_by_all() {
    let routes = |lines: &[&str]| format!("route:\n  receiver: root\n  routes:\n{}", lines.join("\n"));
    finds(
        &routes(&["  - matchers: ['severity=~\"a|b\"']", "  - matchers: ['severity=\"a\"', 'team=\"x\"']"]),
        &["route/shadowed: 'severity=\"a\"', 'team=\"x\"'"],
    );
    finds(
        &routes(&["  - matchers: ['s=\"a\"']", "  - matchers: ['s=\"b\"']", "  - matchers: ['s=~\"a|b\"']"]),
        &["route/shadowed: 's=~\"a|b\"'"],
    );
    finds(
        &routes(&[
            "  - matchers: ['s=~\"a.*\"']",
            "  - matchers: ['s!~\"a.*\"']\n    receiver: a",
            "  - matchers: ['t=\"x\"']",
        ]),
        &["matcher/missing-label: s!~\"a.*\"", "route/shadowed: 't=\"x\"'"],
    );
    finds(
        &routes(&["  - receiver: a", "  - matchers: ['t=\"x\"']", "  - matchers: ['t=\"y\"']"]),
        &["route/catch-all: a"],
    );
    finds(
        &routes(&["  - matchers: ['t=~\".*\"']", "  - matchers: ['t=\"x\"']"]),
        &["route/catch-all: 't=~\".*\"'"],
    );
    finds(&routes(&["  - matchers: ['t=~\".+\"']", "  - matchers: ['u=\"x\"']"]), &[]);
    // By a route beside the one above it.
    finds(
        &routes(&[
            "  - matchers: ['t=\"x\"']",
            "  - matchers: ['u=\"y\"']",
            "    routes:",
            "    - matchers: ['t=\"x\"']",
        ]),
        &["route/shadowed: 't=\"x\"'"],
    );
    finds(
        &routes(&[
            "  - matchers: ['t=\"x\"']\n    receiver: a\n    continue: true",
            "  - matchers: ['u=\"y\"']",
            "    routes:",
            "    - matchers: ['t=\"x\"']",
        ]),
        &[],
    );
}

#[test]
fn continue_tells_twice_or_nothing() {
    let routes = |lines: &[&str]| format!("route:\n  receiver: root\n  routes:\n{}", lines.join("\n"));
    finds(
        &routes(&[
            "  - {matchers: ['t=\"x\"'], receiver: a, continue: true}",
            "  - {matchers: ['s=\"y\"'], receiver: a}",
        ]),
        &["route/told-twice: 's=\"y\"'"],
    );
    finds(
        &routes(&[
            "  - {matchers: ['t=\"x\"'], receiver: a, continue: true}",
            "  - {matchers: ['t=\"y\"'], receiver: a}",
        ]),
        &["route/useless-continue: true"],
    );
    finds(
        &routes(&[
            "  - {matchers: ['t=\"x\"'], receiver: a, continue: true, active_time_intervals: [office]}",
            "  - {matchers: ['s=\"y\"'], receiver: a, mute_time_intervals: [office]}",
        ]),
        &[],
    );
}

#[test]
fn incidents_stay_open() {
    finds(
        "
route:
  receiver: root
  routes:
  - matchers: [t=\"x\"]
    receiver: pager
    active_time_intervals: [office]
    continue: true
  - matchers: [t=\"x\"]
    mute_time_intervals: [office]
inhibit_rules:
- source_matchers: [s=\"y\"]
  target_matchers: [t=\"x\"]
  equal: [c]",
        &["route/lost-resolve: office", "route/lost-resolve: t=\"x\""],
    );
}

#[test]
fn old_notations_are_rewritten() {
    let text = "route:\n  receiver: r\n  routes:\n  - match:\n      team: x # why\n      s: 'y z'\n  - match_re: {u: a.*}\n\
                receivers: [{name: r, webhook_configs: [{url: 'http://r.example/'}]}]\n";
    let found = super::findings(text, None, None);
    let fixes: Vec<_> = found.iter().map(|(finding, at)| (at.as_str(), finding.fix.is_some())).collect();
    assert_eq!(fixes, [("match", true), ("match_re", false)]);
    let mut fixed = text.to_owned();
    for edit in found[0].0.fix.iter().flat_map(|fix| &fix.edits).rev() {
        fixed.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    let expected = text
        .replace("match:", "matchers:")
        .replace("team: x", "- 'team=\"x\"'")
        .replace("s: 'y z'", "- 's=\"y z\"'");
    assert_eq!(fixed, expected);
    let (before, after) = (super::read(text).0, super::read(&fixed).0);
    assert_eq!(format!("{:?}", matchers(&before)), format!("{:?}", matchers(&after)));
}

/// What routes ask for, without places.
fn matchers(config: &larum::import::Alertmanager) -> Vec<Vec<String>> {
    let routes = config.config().route.routes;
    let text = |matcher: &larum::lower::Matcher| larum::emit::matcher_text(matcher);
    routes.iter().map(|route| route.matchers.iter().map(text).collect()).collect()
}

#[test]
fn receivers() {
    let config = |integrations: &str| {
        format!(
            "global: {{http_config: {{proxy_url: 'http://proxy.example/'}}}}\nroute: {{receiver: r}}\nreceivers:\n- name: r\n{integrations}"
        )
    };
    let cases: [(&str, &[&str]); 8] = [
        (
            "  pagerduty_configs: [{routing_key: 5ec4e75ec4e75ec4e75ec4e75ec4e7}]",
            &["receiver/plain-secret: 5ec4e75ec4e75ec4e75ec4e75ec4e7"],
        ),
        ("  pagerduty_configs: [{routing_key: <secret>}]", &[]),
        ("  pagerduty_configs: [{routing_key: $KEY}]", &[]),
        (
            "  pagerduty_configs: [{routing_key_file: /k, send_resolved: false}]",
            &["channel/never-resolves: false"],
        ),
        (
            "  email_configs: [{to: a@b.example, from: c@d.example, smarthost: 'e:25'}]",
            &["receiver/no-end: to"],
        ),
        ("  webhook_configs: [{url: 'http://h.example/', timeout: 10m}]", &["channel/timeout: 10m"]),
        (
            "  webhook_configs: [{url: 'http://h.example/', http_config: {follow_redirects: false}}]",
            &["channel/http-config: follow_redirects"],
        ),
        ("", &["receiver/empty: r"]),
    ];
    for (integrations, expected) in cases {
        assert_eq!(found(&config(integrations)), expected, "{integrations}");
    }
    for (finding, _) in super::findings(&config(cases[0].0), None, None) {
        let told = format!("{finding:?}");
        assert!(!told.contains("5ec4e75"), "the secret itself is told: {told}");
    }
}

#[test]
fn intervals() {
    let config = |interval: &str| {
        format!(
            "route:\n  receiver: r\n  routes:\n  - {{matchers: [a=\"b\"], continue: true}}\n  - {{matchers: [a=\"b\"], receiver: s, mute_time_intervals: [i]}}\n\
             receivers:\n- {{name: r, webhook_configs: [{{url: 'http://r.example/'}}]}}\n- {{name: s, webhook_configs: [{{url: 'http://s.example/'}}]}}\n\
             time_intervals: [{{name: i, time_intervals: [{interval}]}}]"
        )
    };
    for (interval, expected) in [
        ("{months: ['13']}", &["interval/never: i"][..]),
        ("{months: [february], days_of_month: ['30']}", &["interval/never: i"]),
        ("{years: ['2019:2025']}", &["interval/never: i"]),
        ("{years: ['2019:2026'], months: [november]}", &[]),
        ("{months: [february], days_of_month: ['29']}", &[]),
        ("{years: ['2040']}", &[]),
        ("{weekdays: ['monday:saturday']}, {weekdays: [sunday]}", &["route/never-sends: i"]),
    ] {
        assert_eq!(found(&config(interval)), expected, "{interval}");
    }
}
