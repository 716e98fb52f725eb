//! Alerts, their levels, and the rules of their steps.

use super::{Item, Kind};
use crate::lower::{is_template, labels_of_step};
use crate::model::{Alert, Level, Model};
use crate::series::Labels;
use crate::text::Span;
use std::collections::HashMap;

pub(super) struct Alerts<'c> {
    alerts: Vec<Levels<'c>>,
    by_name: HashMap<&'c str, usize>,
}

/// An alert by name, and the rules that make it.
struct Levels<'c> {
    name: &'c str,
    span: Span,
    rules: Vec<Rule>,
}

/// The rule of one step of one level.
struct Rule {
    /// `critical`, or `critical tier="page_fast"`
    level: String,
    span: Span,
    /// The first is 1.
    step: usize,
    /// What its alerts have; an empty value is no label.
    labels: Vec<(String, String)>,
    exercised: bool,
}

impl<'c> Alerts<'c> {
    pub fn new(model: &'c Model) -> Alerts<'c> {
        let mut alerts: Vec<Levels> = model.alerts.iter().map(|alert| of_alert(model, alert)).collect();
        alerts.extend(model.watchdogs.iter().map(|watchdog| Levels {
            name: &watchdog.name,
            span: watchdog.span,
            rules: vec![Rule {
                level: "none".to_string(),
                span: watchdog.span,
                step: 1,
                labels: Vec::new(),
                exercised: false,
            }],
        }));
        let by_name = alerts.iter().enumerate().map(|(index, alert)| (alert.name, index)).collect();
        Alerts { alerts, by_name }
    }

    pub fn fires(&mut self, labels: &Labels) {
        let Some(index) = self.by_name.get(labels.get("alertname")) else { return };
        for rule in &mut self.alerts[*index].rules {
            rule.exercised |= rule.labels.iter().all(|(name, value)| labels.get(name) == value);
        }
    }

    pub fn items(&self) -> Vec<Item> {
        let mut alerts = Vec::new();
        let mut levels: Vec<Item> = Vec::new();
        let mut steps = Vec::new();
        for alert in &self.alerts {
            let any = alert.rules.iter().any(|rule| rule.exercised);
            let name = alert.name.to_string();
            alerts.push(Item { kind: Kind::Alert, name, span: Some(alert.span), exercised: any });
            let first = levels.len();
            for rule in &alert.rules {
                let name = format!("{} {}", alert.name, rule.level);
                let (span, exercised) = (Some(rule.span), rule.exercised);
                match levels[first..].iter_mut().find(|level| level.name == name) {
                    Some(level) => level.exercised |= exercised,
                    None => levels.push(Item { kind: Kind::Level, name: name.clone(), span, exercised }),
                }
                let name = format!("{name}, step {}", rule.step);
                steps.push(Item { kind: Kind::Step, name, span, exercised });
            }
        }
        alerts.into_iter().chain(levels).chain(steps).collect()
    }
}

fn of_alert<'c>(model: &'c Model, alert: &'c Alert) -> Levels<'c> {
    let mut rules: Vec<Rule> = Vec::new();
    for level in &alert.levels {
        let steps = model.escalations[level.escalation].steps.len().max(1);
        let name = level_name(model, alert, level);
        // Of the members of a fleet one stands for all.
        if rules.iter().any(|rule| rule.level == name) {
            continue;
        }
        for step in 1..=steps {
            let labels = labels(model, alert, level, step);
            rules.push(Rule { level: name.clone(), span: level.span, step, labels, exercised: false });
        }
    }
    Levels { name: &alert.name, span: alert.span, rules }
}

/// The severity, and what tells the level from others of that severity.
fn level_name(model: &Model, alert: &Alert, level: &Level) -> String {
    let mut name = model.severities[level.severity].name.clone();
    let member = member_label(model, alert);
    let siblings = || alert.levels.iter().filter(|other| other.severity == level.severity);
    for (label, value) in level.labels.iter().filter(|(label, _)| Some(label.as_str()) != member) {
        let differs = |other: &Level| !other.labels.iter().any(|own| own.0 == *label && own.1 == *value);
        if siblings().any(differs) {
            name += &format!(" {label}=\"{value}\"");
        }
    }
    name
}

fn member_label<'m>(model: &'m Model, alert: &Alert) -> Option<&'m str> {
    Some(&model.services[alert.service?].fleet.as_ref()?.label)
}

/// What is known of the labels of a rule's alerts.
fn labels(model: &Model, alert: &Alert, level: &Level, step: usize) -> Vec<(String, String)> {
    let member = member_label(model, alert);
    let mut labels: Vec<(String, String)> = labels_of_step(model, alert, level, step)
        .into_iter()
        .filter(|(name, value)| !is_template(value) && Some(*name) != member)
        .map(|(name, value)| (name.to_string(), value.into_owned()))
        .collect();
    if step == 1 {
        labels.push(("escalation".to_string(), String::new()));
    }
    labels
}
