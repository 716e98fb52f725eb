//! What a file is taken for, and what of it is ours.

use super::line;
use larum::import::{Imported, Kind, Options, read};
use larum::text::FileId;

fn imported(text: &str) -> Imported {
    read(text, FileId(0), &Options::default())
}

fn findings(text: &str) -> Vec<String> {
    imported(text).findings.iter().map(|finding| line(finding, text)).collect()
}

const RULES: &str = "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up == 0\n";
const CONFIG: &str = "route: {receiver: a}\nreceivers:\n- name: a\n";

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

#[test]
fn kinds_are_told_apart_by_what_is_in_them() {
    for (text, kinds) in [
        (RULES.to_owned(), vec![Kind::Rules]),
        ("groups: []\n".into(), vec![Kind::Rules]),
        (format!("{RULES}---\n{CONFIG}"), vec![Kind::Rules, Kind::Alertmanager]),
        (CONFIG.into(), vec![Kind::Alertmanager]),
        ("receivers:\n- name: a\n  webhook_configs: []\n".into(), vec![Kind::Alertmanager]),
        (
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {groups: []}\n".into(),
            vec![Kind::PrometheusRule],
        ),
        // Rules of access, and groups of hosts.
        (
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nrules:\n- apiGroups: ['']\n".into(),
            vec![Kind::Other],
        ),
        ("groups:\n- name: web\n  hosts: [a, b]\nvars: {}\n".into(), vec![Kind::Other]),
        ("all:\n  children:\n    web: {hosts: {}}\n".into(), vec![Kind::Other]),
        ("rule_files: [a.yml]\nscrape_configs: []\n".into(), vec![Kind::Prometheus]),
        ("rule_files: [a.yml]\ntests: []\n".into(), vec![Kind::Tests]),
        ("# nothing\n".into(), vec![]),
        ("just a text\n".into(), vec![Kind::Other]),
        ("- a\n- b\n".into(), vec![Kind::Other]),
    ] {
        assert_eq!(imported(&text).kinds, kinds, "{text}");
    }
}

#[test]
fn what_is_not_ours_is_nobodys_business() {
    for text in ["a: 1\na: 2\n", "rule_files: [a]\nscrape_configs: [{a: 1, a: 2}]\n"] {
        let found = imported(text);
        assert!(!found.is_ours() && found.findings.is_empty(), "{text}");
    }
    assert_eq!(imported("rule_files: [a]\nscrape_configs: []\n").what(), "a configuration of Prometheus");
}

#[test]
fn files_inside_objects_have_their_places() {
    let object = format!(
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  rules.yml: |\n{}  alertmanager.yml: |-\n{}",
        indented(&RULES.replace("up == 0", "up ==")),
        indented(&CONFIG.replace("receiver: a", "receiver: b")),
    );
    let found = imported(&object);
    assert_eq!(found.kinds, [Kind::Holder, Kind::Rules, Kind::Alertmanager]);
    let places: Vec<(usize, String)> = found
        .findings
        .iter()
        .map(|finding| {
            let start = finding.primary.span.start as usize;
            (
                object[..start].lines().count(),
                line(finding, &object).split(':').next().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let line_of = |text: &str| object[..object.find(text).unwrap_or(0)].lines().count();
    assert_eq!(places.len(), 2, "{places:?}");
    assert_eq!(places[0].0, line_of("up =="), "{places:?}");
    assert_eq!(places[1].0, line_of("receiver: b"), "{places:?}");
}

#[test]
fn lists_hold_objects() {
    let rule = "- apiVersion: monitoring.coreos.com/v1\n  kind: PrometheusRule\n  spec:\n    groups:\n    - name: a\n      rules:\n      - {record: a, expr: 5}\n";
    let found = imported(&format!("apiVersion: v1\nkind: List\nitems:\n{rule}{rule}"));
    assert_eq!(found.kinds, [Kind::List, Kind::PrometheusRule, Kind::PrometheusRule]);
    assert_eq!((found.groups.len(), found.findings.is_empty()), (2, true));
}

#[test]
fn other_languages_and_templates_are_declined() {
    for (text, expected) in [
        (
            RULES.replace("up == 0", "sum(rate({job=\"a\"} |= \"x\" [5m])) > 1"),
            "file/declined `groups`: nothing is checked here: this is rules of Loki: LogQL is not read",
        ),
        (
            RULES.replace("up == 0", "up default 0 == 0"),
            "file/declined `groups`: nothing is checked here: this is rules of MetricsQL, which is not read",
        ),
        (
            format!("{{{{- if .Values.rules }}}}\n{RULES}{{{{- end }}}}\n"),
            "file/declined `{{`: nothing is checked here: this is a Helm template",
        ),
        (
            RULES.replace("up == 0", "up == ${THRESHOLD}"),
            "file/declined `${`: nothing is checked here: this is a template with variables",
        ),
        (
            RULES.replace("up == 0", "up == 0\n    for: {{ .Values.for }}"),
            "file/declined `{{`: nothing is checked here: this is a Helm template",
        ),
    ] {
        assert_eq!(findings(&text), [expected], "{text}");
    }
    // A template of an alert is none of a file.
    let alert = format!("{RULES}    annotations: {{x: '{{{{ .Values }}}}', y: \"${{a}}\"}}\n");
    assert_eq!(findings(&alert), Vec::<String>::new());
}

#[test]
fn a_second_document_is_never_read() {
    let text = format!("{RULES}---\n{RULES}");
    let message = "Prometheus reads only the first document of a file, and this is another";
    assert_eq!(findings(&text), [format!("file/ignored-document `groups`: {message}")]);
}
