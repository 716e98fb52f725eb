//! Which alert, level and step of a program an instance of a run belongs to.

use super::data::Severity;
use super::tell::set_by_rules;
use crate::engine::rules::{Group, Rule};
use crate::engine::world::{Instance, Record, RulePlace};
use crate::model::Model;
use crate::picture::severity::class;
use crate::series::Labels;
use std::collections::HashMap;

/// A step of a level of an alert; the first step is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub alert: usize,
    pub level: usize,
    pub step: usize,
}

/// The places of all instances.
pub(super) struct Lanes {
    of_instance: Vec<Option<Place>>,
}

impl Lanes {
    pub fn of(model: &Model, groups: &[Group], record: &Record) -> Lanes {
        let names: HashMap<&str, usize> =
            model.alerts.iter().enumerate().map(|(index, alert)| (alert.name.as_str(), index)).collect();
        let mut known: HashMap<RulePlace, Option<Place>> = HashMap::new();
        let mut place = |at: RulePlace| {
            *known.entry(at).or_insert_with(|| place_of(model, &names, &groups[at.group].rules[at.rule]))
        };
        // What was over before is not told.
        let place = |instance: &Instance| {
            if instance.is_active_since(record.since) { place(instance.rule) } else { None }
        };
        Lanes { of_instance: record.instances.iter().map(place).collect() }
    }

    /// None for what is no alert of the program, its watchdog, and for what was over before the story begins.
    pub fn place(&self, instance: usize) -> Option<Place> {
        self.of_instance.get(instance).copied().flatten()
    }

    pub fn instances(&self, alert: usize) -> impl Iterator<Item = usize> {
        let of_alert = move |place: &Option<Place>| place.is_some_and(|place| place.alert == alert);
        self.of_instance.iter().enumerate().filter(move |(_, place)| of_alert(place)).map(|(index, _)| index)
    }

    pub fn is_quiet(&self, alert: usize) -> bool {
        self.instances(alert).next().is_none()
    }

    /// The labels of what was measured.
    pub fn key(&self, model: &Model, instance: usize, record: &Record) -> Labels {
        let labels = &record.instances[instance].labels;
        let Some(place) = self.place(instance) else { return labels.clone() };
        let names = set_by_rules(&model.alerts[place.alert]);
        labels.filter(|name| !names.contains(name))
    }

    /// The severity of a level, and what tells it apart from others of that severity.
    pub fn severity(&self, model: &Model, place: Place) -> (Severity, Option<String>) {
        let level = &model.alerts[place.alert].levels[place.level];
        let severity = &model.severities[level.severity];
        let part = level.key.split_once(':').map(|(_, part)| part.to_string());
        (Severity { name: severity.name.clone(), class: class(severity) }, part)
    }

    /// `critical page_fast, step 2`
    pub fn name(&self, model: &Model, place: Place) -> String {
        let (severity, part) = self.severity(model, place);
        super::events::level_name(&severity, part.as_deref(), place.step)
    }
}

/// The rules of a level stand at its place and carry its labels; later steps have a number.
fn place_of(model: &Model, names: &HashMap<&str, usize>, rule: &Rule) -> Option<Place> {
    let alert = *names.get(rule.name.as_str())?;
    let value = |name: &str| rule.labels.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let level = model.alerts[alert].levels.iter().position(|level| {
        level.span == rule.span
            && value("severity") == Some(&model.severities[level.severity].name)
            // A later step may leave out what its alert has already.
            && level.labels.iter().all(|(name, text)| value(name).is_none_or(|own| own == text))
    })?;
    let step = value("escalation").and_then(|number| number.parse().ok()).unwrap_or(1);
    Some(Place { alert, level, step })
}
