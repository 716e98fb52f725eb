//! What a document is, told by what is in it: names of files say little.
//!
//! A list called `rules` is no rule file, nor is one called `groups`: roles of Kubernetes and inventories have
//! them too. A document is taken for one of ours only where its own words are there.

use crate::text::nearest;
use crate::yaml::{Kind as Shape, Node};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `groups:` with rules of Prometheus, Mimir, Thanos or vmalert.
    Rules,
    PrometheusRule,
    /// Objects of Kubernetes, one after the other.
    List,
    /// A Secret or a ConfigMap: whole files in texts.
    Holder,
    Alertmanager,
    /// The operator's part of a configuration.
    AlertmanagerConfig,
    /// `alertmanager_config:` with a whole configuration as text.
    MimirTenant,
    /// What Larum knows and does not read.
    Declined(&'static str),
    /// `promtool test rules`
    Tests,
    Prometheus,
    Empty,
    Other,
}

impl Kind {
    pub fn of(document: &Node) -> Kind {
        if document.is_null() {
            return Kind::Empty;
        }
        let Some(entries) = document.mapping() else { return Kind::Other };
        let has = |key: &str| document.get(key).is_some();
        if has("apiVersion") && has("kind") {
            return object(document);
        }
        if has("tests") && (has("rule_files") || has("evaluation_interval") || is_test(document)) {
            return Kind::Tests;
        }
        if has("scrape_configs") || has("rule_files") || has("scrape_config_files") {
            return Kind::Prometheus;
        }
        if has("alertmanager_config") {
            return Kind::MimirTenant;
        }
        if has("route") && has("receivers") || is_alertmanager(document) {
            return Kind::Alertmanager;
        }
        let alone = entries.iter().all(|entry| entry.key.is_text("groups") || entry.key.is_text("namespace"));
        if let Some(groups) = document.get("groups") {
            return if is_rules(groups, alone) { Kind::Rules } else { Kind::Other };
        }
        // `group:` or `Groups:`, with rules inside, means the same and is a mistake.
        let misspelt = entries.iter().any(|entry| {
            let near = entry.key.text().is_some_and(|key| nearest(&key.value, ["groups"]).is_some());
            near && is_rules(&entry.value, false)
        });
        if misspelt { Kind::Rules } else { Kind::Other }
    }

    /// For people: `this is …`.
    pub fn what(self) -> &'static str {
        match self {
            Kind::Rules => "a rule file",
            Kind::PrometheusRule => "a PrometheusRule",
            Kind::List => "a list of objects of Kubernetes",
            Kind::Holder => "a Secret or a ConfigMap",
            Kind::Alertmanager => "a configuration of Alertmanager",
            Kind::AlertmanagerConfig => "an AlertmanagerConfig",
            Kind::MimirTenant => "the Alertmanager of a tenant of Mimir",
            Kind::Declined(what) => what,
            Kind::Tests => "a file of rule tests",
            Kind::Prometheus => "a configuration of Prometheus",
            Kind::Empty => "empty",
            Kind::Other => "no file that Larum knows",
        }
    }
}

/// An object of Kubernetes.
fn object(document: &Node) -> Kind {
    let text = |key: &str| document.get(key).and_then(Node::text).map_or("", |text| text.value.as_str());
    let group = text("apiVersion").split('/').next().unwrap_or_default();
    match text("kind") {
        "PrometheusRule" => Kind::PrometheusRule,
        "List" | "PrometheusRuleList" | "AlertmanagerConfigList" | "SecretList" | "ConfigMapList" => {
            Kind::List
        }
        "Secret" | "ConfigMap" => Kind::Holder,
        "AlertmanagerConfig" => Kind::AlertmanagerConfig,
        "VMRule" => Kind::Declined("a VMRule: MetricsQL is not read"),
        "VMAlertmanagerConfig" => Kind::Declined("a VMAlertmanagerConfig, which Larum does not read"),
        "AlertingRule" | "RecordingRule" if group == "loki.grafana.com" => {
            Kind::Declined("rules of Loki: LogQL is not read")
        }
        _ => Kind::Other,
    }
}

fn is_test(document: &Node) -> bool {
    let known = ["input_series", "alert_rule_test", "promql_expr_test"];
    let tests = document.get("tests").and_then(Node::sequence).unwrap_or_default();
    tests.iter().any(|test| known.iter().any(|key| test.get(key).is_some()))
}

/// Whether a tree of routes or a list of receivers is there without the other: the file is damaged.
fn is_alertmanager(document: &Node) -> bool {
    let route = document.get("route").is_some_and(|route| {
        ["receiver", "routes", "group_by", "group_wait"].iter().any(|key| route.get(key).is_some())
    });
    let receivers = document.get("receivers").and_then(Node::sequence).unwrap_or_default();
    let named = |receiver: &Node| {
        let entries = receiver.mapping().unwrap_or_default();
        receiver.get("name").is_some()
            && entries.iter().any(|entry| entry.key.text().is_some_and(|key| key.value.ends_with("_configs")))
    };
    route || receivers.iter().any(named)
}

/// Whether the value of `groups` holds rules. `alone`: nothing else stands in the document.
fn is_rules(groups: &Node, alone: bool) -> bool {
    let items = match &*groups.kind {
        Shape::Sequence(items) => items,
        // `groups:` alone, and what a beginner may write below it.
        _ => return alone && (groups.is_null() || groups.get("rules").is_some()),
    };
    let rule = |node: &Node| ["record", "alert", "expr"].iter().any(|key| node.get(key).is_some());
    let group = |node: &Node| match node.get("rules") {
        Some(rules) => match rules.sequence() {
            Some(rules) => rules.is_empty() && alone || rules.iter().any(|node| rule(node) || node.is_null()),
            None => alone && node.get("name").is_some(),
        },
        // A group without rules, or one whose `rules` are misspelt.
        None => alone && node.get("name").is_some(),
    };
    items.iter().any(group) || alone && items.iter().all(Node::is_null)
}
