//! A configuration with the rules whose alerts it receives.

use super::{alerts, findings};

const CONFIG: &str = "
route:
  receiver: \"null\"
  routes:
  - matchers: [MATCHER]
    receiver: team
  - matchers: [severity=\"warning\"]
    receiver: team
inhibit_rules:
- source_matchers: [alertname=\"NodeDown\"]
  target_matchers: [service=\"shop\"]
  equal: [EQUAL]
receivers:
- name: \"null\"
- {name: team, webhook_configs: [{url: 'http://team.example/'}]}
";

/// The findings of default levels that speak of rules.
#[track_caller]
fn finds(matcher: &str, equal: &str, expected: &[&str]) {
    let rules = alerts(&[
        ("NodeDown", "up{job=\"node\"} == 0", &[("severity", "page"), ("service", "node")]),
        (
            "KubePodNotReady",
            "sum by (cluster) (kube_pod_unready) > 0",
            &[("severity", "warning"), ("service", "shop")],
        ),
        ("DiskFull", "min by (cluster) (disk_free) < 1", &[("severity", "warning"), ("service", "shop")]),
    ]);
    let text = CONFIG.replace("MATCHER", matcher).replace("EQUAL", equal);
    let found: Vec<String> = findings(&text, Some(&rules), None)
        .into_iter()
        .filter(|(finding, _)| finding.level() < larum::diag::Level::Note)
        .map(|(finding, at)| match finding.help {
            Some(help) if help.starts_with("did you mean") => format!("{}: {at}: {help}", finding.code.name),
            _ => format!("{}: {at}", finding.code.name),
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn names_that_no_rule_has() {
    finds("alertname=\"NodeDown\"", "cluster", &[]);
    finds("alertname=~\"Node.*\"", "cluster", &[]);
    // Whoever is not told of `NodeDown`, with whichever route, is told so at the rule.
    finds(
        "alertname=\"NodeDwon\"",
        "cluster",
        &["route/no-alert: alertname=\"NodeDwon\": did you mean `NodeDown`?", "route/nobody: "],
    );
    finds("alertname=\"Quite\"", "cluster", &["route/no-alert: alertname=\"Quite\"", "route/nobody: "]);
    finds("alertname=~\"Kube\"", "cluster", &["matcher/unanchored: alertname=~\"Kube\"", "route/nobody: "]);
    finds(
        "service=\"nodee\"",
        "cluster",
        &["route/no-alert: service=\"nodee\": did you mean `node`?", "route/nobody: "],
    );
    finds("sevreity=\"page\"", "cluster", &["route/no-alert: sevreity=\"page\": did you mean `severity`?"]);
    // The server's own labels are not known.
    finds("region=\"eu\"", "cluster", &[]);
}

#[test]
fn equal_labels_that_no_alert_has() {
    finds("alertname=\"NodeDown\"", "servcie", &["inhibit/equal-label: servcie: did you mean `service`?"]);
}

#[test]
fn rules_of_others_say_nothing() {
    let rules = alerts(&[("Other", "a > 1", &[("severity", "warning")])]);
    let text = CONFIG.replace("MATCHER", "alertname=\"Mine\"").replace("EQUAL", "service");
    let found = findings(&text, Some(&rules), None);
    assert!(found.iter().all(|(finding, _)| finding.code.name != "route/no-alert"), "{found:?}");
}

#[test]
fn templates_that_are_nowhere() {
    let text = "
route: {receiver: r}
templates: ['*.tmpl']
receivers:
- name: r
  slack_configs:
  - {api_url_file: /f, send_resolved: true, title: '{{ template \"shop.titel\" . }}', text: '{{ template \"slack.default.text\" . }}'}
";
    let codes = |templates: Option<&[larum::lint::routing::TemplateFile]>| -> Vec<String> {
        findings(text, None, templates)
            .into_iter()
            .map(|(finding, at)| format!("{}: {at}", finding.code.name))
            .collect()
    };
    assert_eq!(codes(None), [""; 0]);
    let file = larum::lint::routing::TemplateFile {
        text: "{{ define \"shop.title\" }}{{ .CommonLabels.alertname }}{{ end }}",
        span: larum::text::Span::new(larum::text::FileId(0), 0, 0),
    };
    assert_eq!(codes(Some(&[file])), ["channel/unknown-template: \"shop.titel\""]);
}
