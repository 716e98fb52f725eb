//! What policies are about in rule files, and in the configuration of an Alertmanager.

use super::item::{Found, Item, Value};
use crate::channel::sends_resolved;
use crate::lint::Facts;
use crate::lower::AlertmanagerConfig;
use crate::model::Millis;
use crate::model::policy::About;
use crate::ruleset::{Clause, Field, Group, Rule, RuleSet};
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};

/// Everything of one kind, in the order of the files.
pub(super) fn items<'a>(
    rules: &'a RuleSet,
    config: Option<&'a AlertmanagerConfig<'a>>,
    facts: &Facts,
    about: About,
) -> Vec<Item<'a>> {
    match about {
        About::Alert | About::Level => of_rules(rules, facts, about, true),
        About::Record => of_rules(rules, facts, about, false),
        About::Group => rules.groups.iter().map(|group| of_group(group, facts)).collect(),
        About::Service => services(rules),
        // YAML has routes instead.
        About::Escalation => Vec::new(),
        About::Channel => config.map_or(vec![], channels),
    }
}

pub(super) fn recorded(rules: &RuleSet) -> HashSet<&str> {
    let records = rules.rules().filter(|(_, rule)| rule.alert().is_none());
    records.map(|(_, rule)| rule.name.value.as_str()).collect()
}

fn of_rules<'a>(rules: &'a RuleSet, facts: &Facts, about: About, alerts: bool) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, rule) in rules.rules().filter(|(_, rule)| rule.alert().is_some()) {
        *levels.entry(&rule.name.value).or_default() += 1;
    }
    for (group_index, group) in rules.groups.iter().enumerate() {
        for (rule_index, rule) in group.rules.iter().enumerate() {
            if rule.alert().is_some() != alerts {
                continue;
            }
            let mut item = of_rule(group, rule, facts, about);
            item.place = (group_index, rule_index);
            if alerts {
                item.put("levels", Found::count(levels.get(rule.name.value.as_str()).copied().unwrap_or(1)));
            }
            items.push(item);
        }
    }
    items
}

fn of_rule<'a>(group: &'a Group, rule: &'a Rule, facts: &Facts, about: About) -> Item<'a> {
    let mut item = Item::new(about, &*rule.name.value, Some(rule.name.span));
    let severity = group.label_of(rule, "severity").filter(|severity| !severity.value.contains("{{"));
    if let (Some(severity), true) = (severity, about != About::Record) {
        item.title = format!("alert `{}` ({})", rule.name.value, severity.value);
    } else if about != About::Record {
        item.title = format!("alert `{}`", rule.name.value);
    }
    item.put("group", Found::text(&*group.name.value, Some(group.name.span)));
    item.put("interval", interval(group, facts));
    for field in group.labels_of(rule) {
        let found = of_field(field);
        match field.name.value.as_str() {
            "severity" => item.put("severity", found.clone()),
            "service" => item.put("service", found.clone()),
            "owner" => item.put("owner", found.clone()),
            _ => {}
        }
        item.put(format!("label.{}", field.name.value), found);
    }
    if let Some(alert) = rule.alert() {
        item.put("for", clause_time(alert.pending.as_ref(), rule.name.span));
        item.put("keep_firing_for", clause_time(alert.keep_firing_for.as_ref(), rule.name.span));
        for name in ["rank", "escalation", "steps"] {
            item.put(name, Found::HIDDEN);
        }
        for field in &alert.annotations {
            let found = of_field(field);
            let name = field.name.value.as_str();
            let shorthand = match name {
                "runbook_url" => "runbook",
                "dashboard_url" => "dashboard",
                other => other,
            };
            if ["summary", "description", "runbook", "dashboard", "owner"].contains(&shorthand) {
                item.put(shorthand.to_string(), found.clone());
            }
            item.put(format!("annotation.{name}"), found);
        }
    }
    item.exprs.push(&rule.expr);
    item
}

fn of_field(field: &Field) -> Found<'_> {
    Found::text(&*field.value.value, Some(field.value.span))
}

fn clause_time<'a>(clause: Option<&Clause<Millis>>, place: Span) -> Found<'a> {
    match clause {
        Some(clause) => Found::time(clause.value, Some(clause.span)),
        None => Found::time(0, Some(place)),
    }
}

fn interval<'a>(group: &Group, facts: &Facts) -> Found<'a> {
    match &group.interval {
        Some(interval) => Found::written(Value::Time(interval.value), Some(interval.span)),
        None => Found::default(facts.evaluation_interval, Some(group.name.span)),
    }
}

fn of_group<'a>(group: &'a Group, facts: &Facts) -> Item<'a> {
    let mut item = Item::new(About::Group, &*group.name.value, Some(group.name.span));
    let alerts = group.rules.iter().filter(|rule| rule.alert().is_some());
    let names: HashSet<&str> = alerts.clone().map(|rule| rule.name.value.as_str()).collect();
    item.put("interval", interval(group, facts));
    item.put(
        "query_offset",
        match &group.query_offset {
            Some(offset) => Found::written(Value::Time(offset.value), Some(offset.span)),
            // What the server's default is, nobody knows.
            None => Found::default(None, Some(group.name.span)),
        },
    );
    item.put(
        "limit",
        match &group.limit {
            // 0 is no limit.
            Some(limit) if limit.value > 0 => {
                Found::written(Value::Number(limit.value as f64), Some(limit.span))
            }
            limit => Found {
                value: Value::Number(f64::INFINITY),
                written: false,
                span: limit.as_ref().map(|limit| limit.span),
            },
        },
    );
    item.put("rules", Found::count(group.rules.len()));
    item.put("levels", Found::count(alerts.clone().count()));
    item.put("records", Found::count(group.rules.len() - alerts.count()));
    item.put("alerts", Found::count(names.len()));
    for field in &group.labels {
        item.put(format!("label.{}", field.name.value), of_field(field));
    }
    item
}

/// What is known of a service: who names it.
#[derive(Default)]
struct Named<'a> {
    span: Option<Span>,
    alerts: HashSet<&'a str>,
    levels: usize,
    records: usize,
}

/// The values of the label `service`.
fn services(rules: &RuleSet) -> Vec<Item<'_>> {
    let mut found: BTreeMap<&str, Named> = BTreeMap::new();
    for (group, rule) in rules.rules() {
        let Some(service) = group.label_of(rule, "service") else { continue };
        if service.value.is_empty() || service.value.contains("{{") {
            continue;
        }
        let named = found.entry(&service.value).or_default();
        named.span.get_or_insert(service.span);
        match rule.alert() {
            Some(_) => {
                named.alerts.insert(&rule.name.value);
                named.levels += 1;
            }
            None => named.records += 1,
        }
    }
    let item = |(name, named): (&'_ str, Named)| {
        let mut item = Item::new(About::Service, name.to_string(), named.span);
        // Who owns it and where its runbook is, no rule file says.
        for field in ["owner", "runbook", "dashboard"] {
            item.put(field, Found::HIDDEN);
        }
        item.put("alerts", Found::count(named.alerts.len()));
        item.put("levels", Found::count(named.levels));
        item.put("records", Found::count(named.records));
        item
    };
    found.into_iter().map(item).collect()
}

/// Every integration of a receiver, with the receiver's name.
fn channels<'a>(config: &'a AlertmanagerConfig<'a>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for receiver in &config.receivers {
        for of_kind in &receiver.integrations {
            for settings in &of_kind.settings {
                let mut item = Item::new(About::Channel, &*receiver.name, receiver.span);
                item.put("kind", Found::text(of_kind.kind, receiver.span));
                let resolves = sends_resolved(of_kind.kind, settings);
                let written = settings.iter().any(|(name, _)| name == "send_resolved");
                item.put(
                    "sends_resolved",
                    Found { value: Value::Truth(resolves), written, span: receiver.span },
                );
                items.push(item);
            }
        }
    }
    items
}
