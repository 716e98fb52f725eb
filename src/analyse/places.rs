//! Where the parts of a program stand that only targets ask for.

use crate::model::{Channel, Model, Places, Setting};
use crate::syntax::ast::{Calendar, Extras, Name, Settings, Statement, StatementKind, ValueKind};
use crate::text::Span;
use std::collections::HashMap;

/// The places of what `model` took from `statements`.
pub(super) fn find(model: &Model, statements: &[Statement]) -> Places {
    let mut channels: HashMap<Span, &Settings> = HashMap::new();
    let mut zones: HashMap<Span, Vec<Span>> = HashMap::new();
    let mut places = Places::default();
    for statement in statements {
        match &statement.kind {
            StatementKind::Channel(channel) => {
                channels.insert(channel.name.span, &channel.settings);
            }
            StatementKind::Window(window) => {
                zones.insert(window.name.span, foreign_zones(&window.calendar));
            }
            StatementKind::Maintenance(maintenance) => {
                zones.insert(maintenance.name.span, foreign_zones(&maintenance.calendar));
            }
            StatementKind::Alertmanager(settings) => alertmanager(model, settings, &mut places),
            _ => {}
        }
    }
    let settings_of = |channel: &Channel| match channels.get(&channel.span) {
        Some(written) => names(&channel.settings, written),
        None => Vec::new(),
    };
    places.settings = model.channels.iter().map(settings_of).collect();
    let mut zones_at = |span: Span| zones.remove(&span).unwrap_or_default();
    places.window_zones = model.windows.iter().map(|window| zones_at(window.span)).collect();
    places.maintenance_zones =
        model.maintenances.iter().map(|maintenance| zones_at(maintenance.span)).collect();
    if !model.policies.is_empty() {
        places.fields = statements.iter().filter_map(of_frame).collect();
    }
    places
}

/// Where the fields stand that policies ask for: the name that they belong to, and each with its name.
type Fields = (Span, Vec<(String, Span)>);

fn of_frame(statement: &Statement) -> Option<Fields> {
    match &statement.kind {
        StatementKind::Service(named) | StatementKind::Fleet(named) => {
            let mut fields = Vec::new();
            for setting in &named.settings.entries {
                fields.push((setting.key.value.clone(), setting.key.span));
                maps(&setting.key, setting.values.first().map(|value| &value.kind), &mut fields);
            }
            Some((named.name.span, fields))
        }
        StatementKind::Channel(channel) => {
            let keys =
                channel.settings.entries.iter().map(|setting| (setting.key.value.clone(), setting.key.span));
            let kind = ("kind".to_string(), channel.kind.span);
            Some((channel.name.span, std::iter::once(kind).chain(keys).collect()))
        }
        StatementKind::Escalation(escalation) => {
            let mut fields: Vec<_> =
                escalation.settings.iter().map(|setting| (setting.key.value.clone(), setting.span)).collect();
            fields.extend(escalation.repeat.as_ref().map(|repeat| ("repeat".to_string(), repeat.span)));
            Some((escalation.name.span, fields))
        }
        StatementKind::Record(record) => {
            let mut fields = Vec::new();
            fields.extend(record.interval.as_ref().map(|interval| ("interval".to_string(), interval.span)));
            record.labels.iter().for_each(|block| entries("label", block, &mut fields));
            Some((record.name.span, fields))
        }
        _ => None,
    }
}

/// The same of an alert, an objective or a gate, and of each level that has a name of its own.
pub(super) fn of_watched(statement: &Statement) -> Vec<Fields> {
    match &statement.kind {
        StatementKind::Alert(alert) => {
            let mut all = vec![(alert.name.span, extras(&alert.extras, alert.on.as_ref()))];
            for level in &alert.levels {
                let clauses = &level.clauses;
                let times = [("for", &clauses.hold), ("keep_firing_for", &clauses.keep_firing_for)];
                let times = times.into_iter().filter_map(|(name, time)| Some((name, time.as_ref()?.span)));
                let escalate = clauses.escalate.iter().map(|name| ("escalation", name.span));
                let fields = times.chain(escalate).map(|(name, span)| (name.to_string(), span));
                all.push((level.severity.span, fields.collect()));
            }
            all
        }
        StatementKind::Slo(slo) => vec![(slo.name.span, extras(&slo.extras, slo.on.as_ref()))],
        StatementKind::Gate(gate) => vec![(gate.name.span, extras(&gate.extras, gate.on.as_ref()))],
        _ => Vec::new(),
    }
}

fn extras(extras: &Extras, on: Option<&Name>) -> Vec<(String, Span)> {
    let mut fields: Vec<(String, Span)> =
        extras.texts.iter().map(|(key, _)| (key.value.clone(), key.span)).collect();
    fields.extend(on.map(|service| ("service".to_string(), service.span)));
    fields.extend(extras.interval.as_ref().map(|interval| ("interval".to_string(), interval.span)));
    extras.labels.iter().for_each(|block| entries("label", block, &mut fields));
    extras.annotations.iter().for_each(|block| entries("annotation", block, &mut fields));
    fields
}

/// `labels { … }` and `annotations { … }` of a service.
fn maps(key: &Name, value: Option<&ValueKind>, fields: &mut Vec<(String, Span)>) {
    if let (Some(of), Some(ValueKind::Block(block))) = (key.strip_suffix('s'), value) {
        entries(of, block, fields);
    }
}

/// The values of a map, as `label.team`.
fn entries(of: &str, block: &Settings, fields: &mut Vec<(String, Span)>) {
    for entry in &block.entries {
        let span = entry.values.first().map_or(entry.key.span, |value| value.span);
        fields.push((format!("{of}.{}", entry.key.value), span));
    }
}

fn alertmanager(model: &Model, settings: &Settings, places: &mut Places) {
    if let Some(setting) = settings.get("global")
        && let Some(ValueKind::Block(block)) = setting.values.first().map(|value| &value.kind)
    {
        places.global = names(&model.alertmanager.global, block);
    }
    places.templates = settings.get("templates").map(|setting| setting.key.span);
}

/// The names of those settings that were read into `values`.
fn names(values: &[(String, Setting)], written: &Settings) -> Vec<Span> {
    let written: HashMap<&str, Span> =
        written.entries.iter().map(|setting| (setting.key.as_str(), setting.key.span)).collect();
    values.iter().filter_map(|(name, _)| written.get(name.as_str()).copied()).collect()
}

/// The zones of a calendar that differ from UTC.
fn foreign_zones(calendar: &Calendar) -> Vec<Span> {
    let zones = calendar.ranges.iter().filter_map(|range| range.zone.as_ref());
    zones.filter(|zone| zone.value != "UTC").map(|zone| zone.span).collect()
}
