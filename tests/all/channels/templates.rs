//! Templates of notifications against Alertmanager's own reading of them: `amtool template render`.

use super::{channel_of, findings};
use crate::support::tools::path_of;
use larum::diag::{Diagnostics, codes};
use larum::template::parse_notification;
use rayon::prelude::*;
use serde_json::json;
use std::process::Command;

/// Whether amtool renders a text for a notification that it makes up.
fn renders(text: &str) -> bool {
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let file = folder.path().join("known.tmpl");
    std::fs::write(&file, r#"{{ define "known" }}{{ .Status }}{{ end }}"#)
        .expect("the scratch folder takes a file");
    let glob = format!("--template.glob={}", file.display());
    let ran = Command::new(path_of("amtool"))
        .args(["template", "render", &glob, &format!("--template.text={text}")])
        .output()
        .expect("amtool runs");
    ran.status.success()
}

const FUNCTIONS: [&str; 56] = [
    "add",
    "and",
    "append",
    "args",
    "call",
    "contains",
    "date",
    "default",
    "dict",
    "eq",
    "externalURL",
    "first",
    "ge",
    "graphLink",
    "gt",
    "html",
    "humanize",
    "humanizeDuration",
    "humanizePercentage",
    "index",
    "join",
    "js",
    "label",
    "last",
    "le",
    "len",
    "list",
    "lt",
    "match",
    "ne",
    "not",
    "now",
    "or",
    "parseDuration",
    "print",
    "printf",
    "println",
    "query",
    "reReplaceAll",
    "safeHtml",
    "safeUrl",
    "since",
    "slice",
    "split",
    "stringSlice",
    "stripPort",
    "title",
    "toJson",
    "toLower",
    "toUpper",
    "trim",
    "trimSpace",
    "tz",
    "urlUnescape",
    "urlquery",
    "value",
];

/// Alertmanager has exactly the functions that are listed: the others cannot even be read.
#[test]
fn functions_are_those_of_alertmanager() {
    FUNCTIONS.par_iter().for_each(|name| {
        // Read, but never run: only whether it is known counts.
        let text = format!("{{{{ if false }}}}{{{{ {name} }}}}{{{{ end }}}}");
        assert_eq!(parse_notification(&text).is_ok(), renders(&text), "{name}");
    });
}

const TEXTS: [&str; 57] = [
    "plain",
    "{{ .Status }}",
    "{{ .Status | toUpper }}",
    "{{ .Labels.x }}",
    "{{ .CommonLabels.x }}",
    "{{ .CommonAnnotations.summary }}",
    "{{ .GroupLabels.SortedPairs.Values | join \" \" }}",
    "{{ .Receiver }}",
    "{{ .ExternalURL }}",
    "{{ .NotificationReason }}",
    "{{ .Version }}",
    "{{ .GroupKey }}",
    "{{ .TruncatedAlerts }}",
    "{{ .Alerts.Firing | len }}",
    "{{ .Alerts.Pending }}",
    "{{ len .Alerts }}",
    "{{ .Annotations.summary }}",
    "{{ range .Alerts }}{{ .Labels.x }}{{ end }}",
    "{{ range .Alerts }}{{ .CommonLabels.x }}{{ end }}",
    "{{ range .Alerts.Firing }}{{ .Annotations.summary }}{{ .StartsAt }}{{ end }}",
    "{{ range .Alerts }}{{ .Value }}{{ end }}",
    "{{ range .Alerts }}{{ .StartsAt.Format \"15:04\" }}{{ end }}",
    "{{ range .Alerts }}{{ .Labels.SortedPairs }}{{ .Fingerprint }}{{ .GeneratorURL }}{{ end }}",
    "{{ range $i, $a := .Alerts }}{{ $i }}{{ $a.Status }}{{ end }}",
    "{{ range .Alerts }}{{ $.Status }}{{ end }}",
    "{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }}{{ end }}",
    "{{ range $name, $value := .CommonLabels }}{{ $name }}{{ $value }}{{ end }}",
    "{{ with .CommonLabels.x }}{{ . }}{{ end }}",
    "{{ with index .Alerts 0 }}{{ .Labels.x }}{{ end }}",
    "{{ (index .Alerts 0).Annotations.summary }}",
    "{{ (index .Alerts 0).Foo }}",
    "{{ .GroupLabels.x.y }}",
    "{{ template \"known\" . }}",
    "{{ define \"a\" }}{{ .Status }}{{ end }}{{ template \"a\" . }}",
    "{{ $labels.x }}",
    "{{ $value }}",
    "{{ $x := .Status }}{{ $x }}",
    "{{ if eq .Status \"firing\" }}a{{ else }}b{{ end }}",
    "{{ if eq .Status 1 }}a{{ end }}",
    "{{ if gt (len .Alerts) 1 }}a{{ end }}",
    "{{ if gt (.Alerts | len) 1.0 }}a{{ end }}",
    "{{ if .Alerts.Firing }}a{{ end",
    "{{ if true }}",
    "{{ end }}",
    "{{ .Status ",
    "{{ join \", \" }}",
    "{{ toUpper }}",
    "{{ humanize 5 }}",
    "{{ humanizeDuration 90 }}",
    "{{ reReplaceAll \"(\" \"a\" \"b\" }}",
    "{{ match \"^a\" \"ab\" }}",
    "{{ .CommonLabels.Remove (stringSlice \"x\") }}",
    "{{ now.Year }}",
    "{{ since now }}",
    "{{ .Status.x }}",
    "{{ toJson .Alerts }}",
    "{{ /* a comment */ }}",
];

/// What is refused here breaks when it is sent, and the other way round.
#[test]
fn texts_are_refused_that_break_when_they_are_sent() {
    TEXTS.par_iter().for_each(|text| {
        let parsed = parse_notification(text);
        let fine = parsed.as_ref().is_ok_and(|template| template.faults().is_empty());
        assert_eq!(fine, renders(text), "{text}: {parsed:?}");
    });
}

/// Wherever a template may stand, at its token.
#[test]
fn settings_are_checked_where_they_stand() {
    let bad = "{{ .Labels.x }}";
    let slack = json!({ "api_url_file": "/f", "title": bad, "fields": [{ "title": "t", "value": bad }] });
    let pagerduty = json!({ "routing_key_file": "/f", "details": { "a": bad, "b": { "c": [bad, 1] } } });
    let webhook = json!({ "url": format!("http://host/{bad}") });
    let email = json!({ "to": bad, "from": "b", "smarthost": "c:25", "headers": { "Subject": bad } });
    let opsgenie =
        json!({ "api_key_file": "/f", "message": bad, "responders": [{ "type": "team", "name": bad }] });
    for (kind, settings, count) in [
        ("slack", slack, 2),
        ("pagerduty", pagerduty, 2),
        ("webhook", webhook, 1),
        ("email", email, 2),
        ("opsgenie", opsgenie, 2),
    ] {
        let mut findings = Diagnostics::default();
        larum::channel::check(&channel_of(kind, &settings), &[], &mut findings);
        let found = findings.iter().filter(|finding| finding.code == codes::CHANNEL_TEMPLATE).count();
        assert_eq!(found, count, "{kind}: {findings:#?}");
    }
    let payload = json!({ "receivers": [{ "name": "a", "webhook_configs": [{ "url_file": "/f", "payload": { "k": "{{ .GroupKey }}" } }] }] });
    assert_eq!(findings(&payload), Vec::<String>::new(), "a payload knows more than other templates");
}
