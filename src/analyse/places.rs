//! Where the parts of a program stand that only targets ask for.

use crate::model::{Channel, Model, Places, Setting};
use crate::syntax::ast::{Calendar, Settings, Statement, StatementKind, ValueKind};
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
    places
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
