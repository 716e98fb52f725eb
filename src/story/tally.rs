//! How often alerts fired, how long, and how many messages that made.

use super::data::{Severity, Tally, Total};
use super::places::{Lanes, Place};
use crate::engine::world::{Notice, Record, Why};
use crate::model::{Millis, Model};
use std::collections::{BTreeMap, BTreeSet};

/// An alert that fires again so soon after it was over flaps: Prometheus still tells of its end.
const FLAP: Millis = 15 * 60_000;

/// For each message the alerts of which it is the first word to its channel since they began to fire.
pub(super) fn news(record: &Record) -> Vec<BTreeSet<usize>> {
    let mut told: BTreeMap<(&str, &str, usize), Millis> = BTreeMap::new();
    let fresh = |notice| {
        let Notice { at, channel, kind, alerts, .. }: &Notice = notice;
        let firing = alerts.iter().filter(|told| !told.resolved).filter_map(|told| told.instance);
        let mut fresh = BTreeSet::new();
        for index in firing {
            let began = record.instances[index].fired().take_while(|stretch| stretch.start <= *at).last();
            let before = told.insert((channel, kind, index), *at);
            if before.is_none_or(|before| began.is_some_and(|stretch| stretch.start > before)) {
                fresh.insert(index);
            }
        }
        fresh
    };
    record.notices.iter().map(fresh).collect()
}

/// One line for each step of each level of these alerts.
pub(super) fn of_levels(
    model: &Model,
    record: &Record,
    lanes: &Lanes,
    alerts: &[usize],
    news: &[BTreeSet<usize>],
) -> Vec<Tally> {
    let mut instances: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for index in alerts {
        for (level, own) in model.alerts[*index].levels.iter().enumerate() {
            for step in 1..=model.escalations[own.escalation].steps.len() {
                instances.insert(Place { alert: *index, level, step }, Vec::new());
            }
        }
        for instance in lanes.instances(*index) {
            if let Some(place) = lanes.place(instance) {
                instances.entry(place).or_default().push(instance);
            }
        }
    }
    let mut messages: BTreeMap<Place, BTreeMap<&str, usize>> = BTreeMap::new();
    for (notice, fresh) in record.notices.iter().zip(news).filter(|(notice, _)| notice.at >= record.since) {
        let places: BTreeSet<Place> = fresh.iter().filter_map(|index| lanes.place(*index)).collect();
        for place in places {
            *messages.entry(place).or_default().entry(&notice.channel).or_default() += 1;
        }
    }
    let tally = |(place, all): (Place, Vec<usize>)| {
        let (severity, part): (Severity, _) = lanes.severity(model, place);
        let stretches: Vec<(usize, Millis, Millis)> = (all.iter())
            .flat_map(|index| {
                let fired = record.instances[*index].fired();
                fired.map(|stretch| (*index, stretch.start, stretch.end.unwrap_or(record.end)))
            })
            .collect();
        let began = |start: Millis| start >= record.since;
        let flaps = stretches
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0 && began(pair[1].1) && pair[1].1 - pair[0].2 < FLAP);
        let flaps = flaps.count();
        let told_of: Vec<_> =
            stretches.iter().filter(|(_, _, end)| *end > record.since || began(*end)).collect();
        let told = messages.get(&place).into_iter().flatten();
        Tally {
            alert: model.alerts[place.alert].name.clone(),
            severity,
            part,
            step: place.step,
            series: told_of.iter().map(|(index, ..)| *index).collect::<BTreeSet<_>>().len(),
            fired: told_of.iter().filter(|(_, start, _)| began(*start)).count(),
            firing: firing_time(record, &all),
            longest: told_of.iter().map(|(_, start, end)| end - start.max(&record.since)).max().unwrap_or(0),
            flaps,
            messages: told.map(|(channel, count)| (channel.to_string(), *count)).collect(),
        }
    };
    let mut rows: Vec<(usize, Place, Vec<usize>)> = instances
        .into_iter()
        .map(|(place, all)| (model.alerts[place.alert].levels[place.level].severity, place, all))
        .collect();
    rows.sort_by_key(|(severity, place, _)| (place.alert, *severity, place.level, place.step));
    rows.into_iter().map(|(_, place, all)| tally((place, all))).collect()
}

/// Messages by channel that tell of these alerts.
pub(super) fn of_channels(record: &Record, lanes: &Lanes, alerts: &[usize]) -> Vec<Total> {
    let mut totals: BTreeMap<(&str, &str), Total> = BTreeMap::new();
    for notice in record.notices.iter().filter(|notice| notice.at >= record.since) {
        let place = |instance: Option<usize>| instance.and_then(|at| lanes.place(at));
        let mine = |instance| place(instance).is_some_and(|place| alerts.contains(&place.alert));
        if !notice.alerts.iter().any(|told| mine(told.instance)) {
            continue;
        }
        let total = totals.entry((&notice.channel, &notice.kind)).or_insert_with(|| Total {
            name: notice.channel.clone(),
            kind: notice.kind.clone(),
            ..Total::default()
        });
        match (notice.alerts.iter().all(|told| told.resolved), notice.why) {
            (true, _) => total.ends += 1,
            (false, Why::Repeat) => total.repeats += 1,
            (false, _) => total.news += 1,
        }
    }
    totals.into_values().collect()
}

/// The time in which any of these instances fired.
pub(super) fn firing_time(record: &Record, instances: &[usize]) -> Millis {
    let fired = instances.iter().flat_map(|index| record.instances[*index].fired());
    let mut spans: Vec<(Millis, Millis)> =
        fired.map(|stretch| (stretch.start, stretch.end.unwrap_or(record.end))).collect();
    spans.sort_unstable();
    let (mut sum, mut until) = (0, record.since);
    for (start, end) in spans {
        sum += (end - start.max(until)).max(0);
        until = until.max(end);
    }
    sum
}
