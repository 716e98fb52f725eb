//! From what happened in a run to its story.

use super::data::*;
use super::measured::{self, Measured};
use super::places::{Lanes, Place};
use super::{points, tally};
use crate::engine::promql;
use crate::engine::rules::Group;
use crate::engine::world::{By, Record, Why};
use crate::model::{Alert, Model};
use crate::picture::severity::class;
use crate::series::{Labels, Store};
use std::collections::{BTreeMap, BTreeSet};

/// Of one alert; the others are counted.
const MOST_PANELS: usize = 12;
/// Of an alert that was never active, which somebody asked for.
const MOST_QUIET_PANELS: usize = 4;

/// What is to be told.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// This alert alone, also if it was never active.
    pub only: Option<&'a str>,
    pub clock: Clock,
    pub notes: Vec<String>,
}

/// What a run was made of, and what came of it.
pub struct Run<'a> {
    pub model: &'a Model,
    /// As the world got them.
    pub groups: &'a [Group],
    pub record: &'a Record,
    pub store: &'a mut Store,
    pub options: &'a promql::Options,
}

/// The story of a run.
pub fn tell(mut run: Run, asked: Asked) -> Story {
    let lanes = Lanes::of(run.model, run.groups, run.record);
    let wanted: Vec<usize> = (0..run.model.alerts.len())
        .filter(|index| asked.only.is_none_or(|name| run.model.alerts[*index].name == name))
        .collect();
    let news = tally::news(run.record);
    let mut alerts = Vec::new();
    let mut quiet = Vec::new();
    for index in &wanted {
        let alert = &run.model.alerts[*index];
        if lanes.is_quiet(*index) && asked.only.is_none() {
            quiet.push(alert.name.clone());
        } else {
            alerts.push(of_alert(&mut run, &lanes, &news, *index));
        }
    }
    Story {
        title: run.model.name.clone(),
        notes: asked.notes,
        start: run.record.since,
        evaluated_from: run.record.start,
        end: run.record.end,
        clock: asked.clock,
        alerts,
        quiet,
        tally: tally::of_levels(run.model, run.record, &lanes, &wanted, &news),
        totals: tally::of_channels(run.record, &lanes, &wanted),
        compared: None,
        failures: failures(&run),
    }
}

/// The labels that tell one panel of an alert from another.
type Key = Labels;

fn of_alert(run: &mut Run, lanes: &Lanes, news: &[BTreeSet<usize>], index: usize) -> AlertStory {
    let model = run.model;
    let alert = &model.alerts[index];
    let mut instances: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for instance in lanes.instances(index) {
        instances.entry(lanes.key(model, instance, run.record)).or_default().push(instance);
    }
    let measured = measured::of(alert);
    let names = set_by_rules(alert);
    let keys: BTreeSet<&Key> = instances.keys().collect();
    let asked: Option<&BTreeSet<&Key>> = (!keys.is_empty()).then_some(&keys);
    let values: Vec<points::Tracks> =
        measured.iter().map(|one| points::of(run, one.expr, alert, &names, asked)).collect();
    let mut shown: Vec<Key> = instances.keys().cloned().collect();
    let most = if shown.is_empty() { MOST_QUIET_PANELS } else { MOST_PANELS };
    if shown.is_empty() {
        shown = values.first().map(|tracks| tracks.keys().cloned().collect()).unwrap_or_default();
    }
    // What fired longest comes first.
    let fired = |key: &Key| instances.get(key).map_or(0, |all| tally::firing_time(run.record, all));
    shown.sort_by_key(|key| std::cmp::Reverse(fired(key)));
    let more = shown.len().saturating_sub(most);
    shown.truncate(most);
    let none = Vec::new();
    let panel = |key: &Key| Panel {
        labels: key.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect(),
        charts: charts(model, &measured, &values, key),
        lanes: of_lanes(run, lanes, instances.get(key).unwrap_or(&none)),
        channels: channels(run, lanes, news, instances.get(key).unwrap_or(&none)),
    };
    AlertStory {
        name: alert.name.clone(),
        service: alert.service.map(|id| model.services[id].name.clone()),
        panels: shown.iter().map(panel).collect(),
        more,
    }
}

/// Labels that rules put on alerts, and that say nothing of what is measured.
pub(super) fn set_by_rules(alert: &Alert) -> BTreeSet<&str> {
    let fixed = ["alertname", "severity", "escalation_policy", "escalation", "alertstate", "__name__"];
    let service = alert.service.map(|_| "service");
    let own = alert.levels.iter().flat_map(|level| &level.labels).map(|(name, _)| name.as_str());
    fixed.into_iter().chain(service).chain(own).collect()
}

fn charts(model: &Model, measured: &[Measured], values: &[points::Tracks], key: &Key) -> Vec<Chart> {
    let chart = |(one, tracks): (&Measured, &points::Tracks)| {
        let points = points::track(tracks, key)?.to_vec();
        let limit = |bound: &measured::Bound| {
            let severity = &model.severities[bound.level.severity];
            Limit {
                text: format!("{} {}", severity.name, bound.text(one.dimension)),
                severity: Severity { name: severity.name.clone(), class: class(severity) },
                value: bound.value,
                ends: bound.holds,
            }
        };
        let mut limits: Vec<Limit> = Vec::new();
        for limit in one.limits.iter().map(limit) {
            if !limits.contains(&limit) {
                limits.push(limit);
            }
        }
        let measured = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Chart { measured, dimension: one.dimension, points, step: tracks.step, limits })
    };
    measured.iter().zip(values).filter_map(chart).collect()
}

fn of_lanes(run: &Run, lanes: &Lanes, instances: &[usize]) -> Vec<Lane> {
    let mut found: Vec<(Place, Lane)> = Vec::new();
    for index in instances {
        let Some(place) = lanes.place(*index) else { continue };
        let since = run.record.since;
        let withheld =
            run.record.withheld.iter().filter(|one| one.instance == Some(*index) && one.at >= since);
        let withheld = withheld.map(|one| Withheld { at: one.at, why: why(&one.by) });
        let (severity, part) = lanes.severity(run.model, place);
        let mut stretches = run.record.instances[*index].stretches.clone();
        stretches.retain(|stretch| stretch.end.is_none_or(|end| end > since));
        let already = stretches.first().is_some_and(|first| first.start < since);
        stretches.iter_mut().for_each(|stretch| stretch.start = stretch.start.max(since));
        found.push((
            place,
            Lane { severity, part, step: place.step, already, stretches, withheld: withheld.collect() },
        ));
    }
    let level = |place: &Place| &run.model.alerts[place.alert].levels[place.level];
    // The model has the most severe severity first.
    found.sort_by_key(|(place, _)| (level(place).severity, place.level, place.step));
    found.into_iter().map(|(_, lane)| lane).collect()
}

fn why(by: &By) -> String {
    match by {
        By::Silence => "silenced".to_string(),
        By::Inhibition => "inhibited".to_string(),
        By::Time(names) => format!("muted by {names}"),
    }
}

fn channels(run: &Run, lanes: &Lanes, news: &[BTreeSet<usize>], instances: &[usize]) -> Vec<ChannelRow> {
    let mut rows: Vec<ChannelRow> = Vec::new();
    let told = run.record.notices.iter().zip(news).filter(|(notice, _)| notice.at >= run.record.since);
    for (notice, fresh) in told {
        let mine =
            notice.alerts.iter().filter(|told| told.instance.is_some_and(|at| instances.contains(&at)));
        let (mut firing, mut resolved, mut about) = (0, 0, Vec::new());
        for told in mine {
            if told.resolved {
                resolved += 1
            } else {
                firing += 1
            }
            if let Some(place) = told.instance.and_then(|at| lanes.place(at)) {
                let name = lanes.name(run.model, place);
                if !about.contains(&name) {
                    about.push(name);
                }
            }
        }
        if about.is_empty() {
            continue;
        }
        // A message about others may name these once more.
        let is_new = resolved > 0 || instances.iter().any(|index| fresh.contains(index));
        let why = if is_new { notice.why } else { Why::Repeat };
        let mark = Mark { at: notice.at, firing, resolved, why, about: about.join(" and ") };
        match rows.iter_mut().find(|row| row.name == notice.channel && row.kind == notice.kind) {
            Some(row) => row.marks.push(mark),
            None => rows.push(ChannelRow {
                name: notice.channel.clone(),
                kind: notice.kind.clone(),
                marks: vec![mark],
            }),
        }
    }
    rows
}

/// Each rule with each message once.
fn failures(run: &Run) -> Vec<Failure> {
    let mut all: Vec<Failure> = Vec::new();
    for failed in run.record.failures.iter().filter(|failed| failed.at >= run.record.since) {
        let rule = &run.groups[failed.rule.group].rules[failed.rule.rule];
        match all.iter_mut().find(|known| known.rule == rule.name && known.message == failed.message) {
            Some(known) => known.times += 1,
            None => all.push(Failure {
                rule: rule.name.clone(),
                first: failed.at,
                times: 1,
                message: failed.message.clone(),
            }),
        }
    }
    all
}
