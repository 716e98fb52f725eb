//! Rule files: one a service, one group an alert.

use super::expression::{self, Refused};
use super::output::{Group, Rule, RuleKind};
use super::steps;
use crate::model::{Alert, Millis, Model, Record, ServiceId, Watchdog};
use crate::quantity::duration_text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where the rules without a service go.
const PROGRAM: &str = "program";

/// The rules of one service. Its groups are made one by one, when they are asked for.
#[derive(Clone, Debug)]
pub struct RuleFile<'m> {
    /// Without the ending `.yml`.
    pub name: &'m str,
    model: &'m Model,
    watchdogs: Vec<&'m Watchdog>,
    records: Vec<&'m Record>,
    alerts: Vec<&'m Alert>,
}

/// The rule files of `model`, sorted by name.
pub(super) fn files(model: &Model) -> Vec<RuleFile<'_>> {
    let mut files = Files { model, by_name: BTreeMap::new() };
    for watchdog in &model.watchdogs {
        files.of(None).watchdogs.push(watchdog);
    }
    for record in &model.records {
        files.of(record.service).records.push(record);
    }
    for alert in &model.alerts {
        files.of(alert.service).alerts.push(alert);
    }
    files.by_name.into_values().collect()
}

struct Files<'m> {
    model: &'m Model,
    by_name: BTreeMap<&'m str, RuleFile<'m>>,
}

impl<'m> Files<'m> {
    /// The file of a service; a service may be called as the file without one: they share it.
    fn of(&mut self, service: Option<ServiceId>) -> &mut RuleFile<'m> {
        let model = self.model;
        let name = service.map_or(PROGRAM, |id| model.services[id].name.as_str());
        let empty = || RuleFile { name, model, watchdogs: vec![], records: vec![], alerts: vec![] };
        self.by_name.entry(name).or_insert_with(empty)
    }
}

impl<'m> RuleFile<'m> {
    /// Its groups in the order of the source: watchdogs, records by interval, alerts.
    pub fn groups(&self) -> impl Iterator<Item = Result<Group<'m>, Refused>> {
        let watchdogs = self.watchdogs.iter().map(|watchdog| watchdog_group(watchdog));
        let records = self.record_groups();
        let alerts = self.alerts.iter().map(|alert| alert_group(self.model, self.name, alert));
        watchdogs.map(Ok).chain(records).chain(alerts)
    }

    /// Records of their own, in one group for each interval: a group has only one.
    fn record_groups(&self) -> impl Iterator<Item = Result<Group<'m>, Refused>> {
        let mut by_interval: Vec<(Option<Millis>, Vec<&'m Record>)> = Vec::new();
        for record in &self.records {
            match by_interval.iter_mut().find(|(interval, _)| *interval == record.interval) {
                Some((_, records)) => records.push(record),
                None => by_interval.push((record.interval, vec![record])),
            }
        }
        let name = self.name;
        by_interval.into_iter().map(move |(interval, records)| {
            // A space: no alert's group can be called so.
            let name = match interval {
                None => format!("{name} records"),
                Some(interval) => format!("{name} records every {}", duration_text(interval)),
            };
            let rules = records.iter().map(|record| record_rule(record)).collect::<Result<_, _>>()?;
            Ok(Group { name, interval, rules, span: records[0].span })
        })
    }
}

fn alert_group<'m>(model: &'m Model, file: &str, alert: &'m Alert) -> Result<Group<'m>, Refused> {
    let mut rules = Vec::with_capacity(alert.records.len() + 2 * alert.levels.len());
    for record in &alert.records {
        rules.push(record_rule(record)?);
    }
    for level in &alert.levels {
        steps::push_rules(&mut rules, model, alert, level)?;
    }
    let name = format!("{file}:{}", alert.name);
    Ok(Group { name, interval: alert.interval, rules, span: alert.span })
}

fn record_rule(record: &Record) -> Result<Rule<'_>, Refused> {
    Ok(Rule {
        kind: RuleKind::Record,
        name: Cow::Borrowed(&record.name),
        expr: expression::text(&record.expr)?,
        labels: record.labels.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect(),
        span: record.span,
    })
}

/// The alert that always fires; when it is not heard of, alerting itself is broken.
fn watchdog_group(watchdog: &Watchdog) -> Group<'_> {
    let annotations = vec![("summary", "Alerting works: this alert always fires".into())];
    let rule = Rule {
        kind: RuleKind::Alert { pending: 0, keep_firing_for: 0, annotations },
        name: Cow::Borrowed(&watchdog.name),
        expr: "vector(1)".to_string(),
        labels: vec![("severity", "none".into())],
        span: watchdog.span,
    };
    let name = format!("{PROGRAM}:{}", watchdog.name);
    Group { name, interval: None, rules: vec![rule], span: watchdog.span }
}
