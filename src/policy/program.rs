//! What policies are about in a program.

use super::item::{Found, Item, Value};
use crate::channel::sends_resolved;
use crate::lower::{RuleKind, level_labels, lower};
use crate::model::policy::About;
use crate::model::{Alert, Level, Model, Service};
use crate::text::Span;
use std::collections::HashSet;

/// Everything of one kind, in the order of the model.
pub(super) fn items(model: &Model, about: About) -> Vec<Item<'_>> {
    match about {
        About::Alert | About::Level => levels(model, about),
        About::Record => records(model),
        About::Group => groups(model),
        About::Service => services(model),
        About::Escalation => escalations(model),
        About::Channel => channels(model),
    }
}

/// The series that the program records, also those of its objectives and gates.
pub(super) fn recorded(model: &Model) -> HashSet<&str> {
    let own = model.alerts.iter().flat_map(|alert| &alert.records);
    model.records.iter().chain(own).map(|record| record.name.as_str()).collect()
}

fn levels(model: &Model, about: About) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for (index, alert) in model.alerts.iter().enumerate() {
        for (place, level) in alert.levels.iter().enumerate() {
            let mut item = of_level(model, alert, level, about);
            item.place = (index, place);
            items.push(item);
        }
    }
    items
}

fn of_level<'m>(model: &'m Model, alert: &'m Alert, level: &'m Level, about: About) -> Item<'m> {
    let severity = &model.severities[level.severity];
    let escalation = &model.escalations[level.escalation];
    let span = if about == About::Alert { alert.span } else { level.span };
    let mut item = Item::new(about, &*alert.name, Some(span));
    item.title = format!("alert `{}` ({})", alert.name, severity.name);
    let at = |field: &str| model.places.field(alert.span, field);
    let of_level = |field: &str| Some(model.places.field(level.span, field).unwrap_or(level.span));
    item.put("severity", Found::text(&*severity.name, Some(level.span)));
    item.put("rank", Found::written(Value::Number(f64::from(severity.rank)), Some(level.span)));
    item.put("escalation", Found::text(&*escalation.name, of_level("escalation")));
    item.put("steps", Found { span: of_level("escalation"), ..Found::count(escalation.steps.len()) });
    item.put("levels", Found::count(alert.levels.len()));
    item.put("for", Found::time(level.pending, of_level("for")));
    item.put("keep_firing_for", Found::time(level.keep_firing_for, of_level("keep_firing_for")));
    item.put("interval", interval(model, alert.interval, at("interval")));
    let service = alert.service.map(|id| &model.services[id]);
    let file = service.map_or("program", |service| &service.name);
    item.put("group", Found::text(format!("{file}:{}", alert.name), None));
    of_service(model, service, at("service"), &mut item);
    for (name, text) in &level.annotations {
        let shorthand = match name.as_str() {
            "runbook_url" => "runbook",
            "dashboard_url" => "dashboard",
            other => other,
        };
        let place = at(shorthand).or_else(|| at(&format!("annotation.{name}")));
        if ["summary", "description", "runbook", "dashboard"].contains(&shorthand) {
            item.put(shorthand.to_string(), Found::text(&**text, place));
        }
        item.put(format!("annotation.{name}"), Found::text(&**text, place));
    }
    for (name, value) in level_labels(model, alert, level) {
        let field = format!("label.{name}");
        let place = at(&field).or(Some(level.span));
        item.put(field, Found::text(value, place));
    }
    item.exprs.push(&level.condition);
    item.exprs.extend(alert.records.iter().map(|record| &record.expr));
    item
}

/// The service of a rule, and who owns it.
fn of_service<'m>(model: &Model, service: Option<&'m Service>, place: Option<Span>, item: &mut Item<'m>) {
    let Some(service) = service else { return };
    item.put("service", Found::text(&*service.name, place));
    if let Some(owner) = &service.owner {
        item.put("owner", Found::text(&**owner, model.places.field(service.span, "owner")));
    }
}

fn interval<'m>(model: &Model, own: Option<i64>, place: Option<Span>) -> Found<'m> {
    match own {
        Some(own) => Found::written(Value::Time(own), place),
        None => Found::default(Some(model.prometheus.evaluation_interval), None),
    }
}

fn records(model: &Model) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for record in &model.records {
        let mut item = Item::new(About::Record, &*record.name, Some(record.span));
        let at = |field: &str| model.places.field(record.span, field);
        item.put("interval", interval(model, record.interval, at("interval")));
        of_service(model, record.service.map(|id| &model.services[id]), None, &mut item);
        for (name, value) in &record.labels {
            let field = format!("label.{name}");
            let place = at(&field);
            item.put(field, Found::text(&**value, place));
        }
        item.exprs.push(&record.expr);
        items.push(item);
    }
    items
}

/// The groups that the compiler makes: one for each alert, and one for the records of a service.
fn groups(model: &Model) -> Vec<Item<'_>> {
    let output = lower(model);
    let groups = output.rule_files.iter().flat_map(|file| file.groups()).flatten();
    let mut items = Vec::new();
    for group in groups {
        let alerts = group.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Alert { .. }));
        let names: HashSet<&str> = alerts.clone().map(|rule| &*rule.name).collect();
        let counts = [
            ("rules", group.rules.len()),
            ("levels", alerts.clone().count()),
            ("records", group.rules.len() - alerts.count()),
            ("alerts", names.len()),
        ];
        let mut item = Item::new(About::Group, group.name, Some(group.span));
        item.put("interval", interval(model, group.interval, model.places.field(group.span, "interval")));
        item.put("limit", Found { value: Value::Number(f64::INFINITY), written: false, span: None });
        item.put("query_offset", Found::default(None, None));
        counts.into_iter().for_each(|(name, count)| item.put(name, Found::count(count)));
        items.push(item);
    }
    items
}

fn services(model: &Model) -> Vec<Item<'_>> {
    let mut counts = vec![(0, 0, 0); model.services.len()];
    for alert in &model.alerts {
        if let Some(id) = alert.service {
            counts[id].0 += 1;
            counts[id].1 += alert.levels.len();
        }
    }
    for id in model.records.iter().filter_map(|record| record.service) {
        counts[id].2 += 1;
    }
    let mut items = Vec::new();
    for (service, (alerts, levels, records)) in model.services.iter().zip(counts) {
        let mut item = Item::new(About::Service, &*service.name, Some(service.span));
        let at = |field: &str| model.places.field(service.span, field);
        if let Some(owner) = &service.owner {
            item.put("owner", Found::text(&**owner, at("owner")));
        }
        for (name, text) in &service.annotations {
            let place = at(name).or_else(|| at(&format!("annotation.{name}")));
            let shorthand = match name.as_str() {
                "runbook_url" => "runbook",
                "dashboard_url" => "dashboard",
                other => other,
            };
            if ["runbook", "dashboard"].contains(&shorthand) {
                item.put(shorthand.to_string(), Found::text(&**text, place));
            }
            item.put(format!("annotation.{name}"), Found::text(&**text, place));
        }
        for (name, value) in &service.labels {
            let field = format!("label.{name}");
            let place = at(&field);
            item.put(field, Found::text(&**value, place));
        }
        item.put("alerts", Found::count(alerts));
        item.put("levels", Found::count(levels));
        item.put("records", Found::count(records));
        items.push(item);
    }
    items
}

fn escalations(model: &Model) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for escalation in &model.escalations {
        let mut item = Item::new(About::Escalation, &*escalation.name, Some(escalation.span));
        let at = |field: &str| model.places.field(escalation.span, field);
        let told = escalation.steps.iter().flat_map(|step| &step.notify).flat_map(|notify| &notify.channels);
        item.put("channels", Found::count(told.collect::<HashSet<_>>().len()));
        item.put("steps", Found::count(escalation.steps.len()));
        let server = &model.alertmanager;
        for (name, own, default) in [
            ("repeat", escalation.repeat, server.repeat_interval),
            ("group_wait", escalation.group_wait, server.group_wait),
            ("group_interval", escalation.group_interval, server.group_interval),
        ] {
            item.put(
                name,
                match own {
                    Some(own) => Found::written(Value::Time(own), at(name)),
                    None => Found::default(Some(default), None),
                },
            );
        }
        items.push(item);
    }
    items
}

fn channels(model: &Model) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for channel in &model.channels {
        let mut item = Item::new(About::Channel, &*channel.name, Some(channel.span));
        let at = |field: &str| model.places.field(channel.span, field);
        item.put("kind", Found::text(&*channel.kind, at("kind")));
        let resolves = sends_resolved(&channel.kind, &channel.settings);
        let written = channel.settings.iter().any(|(name, _)| name == "send_resolved");
        item.put(
            "sends_resolved",
            Found { value: Value::Truth(resolves), written, span: at("send_resolved") },
        );
        items.push(item);
    }
    items
}

/// ``alert `Foo` (critical)`` for messages that are about another one.
pub(super) fn title(model: &Model, (alert, level): (usize, usize)) -> Option<(String, Span)> {
    let alert = model.alerts.get(alert)?;
    let level = alert.levels.get(level)?;
    let severity = &model.severities.get(level.severity)?.name;
    Some((format!("`{}` ({severity})", alert.name), alert.span))
}
