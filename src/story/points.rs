//! Measured values over a run, in as many points as a picture can show.

use super::data::Point;
use super::tell::Run;
use crate::engine::promql::{Query, Value};
use crate::expr::Expr;
use crate::model::{Alert, Millis};
use crate::series::{Labels, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Points of a chart.
const MOST: i64 = 480;
/// Evaluations at once: memory holds no more of them.
const CHUNK: i64 = 500;
/// Series of an alert of which nothing is known but that somebody asks for it.
const MOST_SERIES: usize = 64;

/// The values of an expression for each set of labels.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    of_key: BTreeMap<Labels, Vec<Point>>,
    /// The time that a point stands for.
    pub step: Millis,
}

impl Tracks {
    pub fn keys(&self) -> impl Iterator<Item = &Labels> {
        self.of_key.keys()
    }
}

/// The values that belong to a set of labels: those with the same ones, else those that have fewer.
pub(super) fn track<'a>(tracks: &'a Tracks, key: &Labels) -> Option<&'a [Point]> {
    let exact = tracks.of_key.get(key);
    let fits = |labels: &Labels| labels.iter().all(|(name, value)| key.get(name) == value);
    let fewer = || tracks.of_key.iter().find(|(labels, _)| fits(labels)).map(|(_, points)| points);
    exact.or_else(fewer).map(Vec::as_slice)
}

/// Evaluates an expression whenever the alert's rules were, for the sets of labels that are wanted or, where none
/// are, for the first ones.
pub(super) fn of(
    run: &mut Run,
    expr: &Expr,
    alert: &Alert,
    names: &BTreeSet<&str>,
    wanted: Option<&BTreeSet<&Labels>>,
) -> Tracks {
    let interval = alert.interval.unwrap_or(run.model.prometheus.evaluation_interval).max(1);
    let (start, end) = (run.record.since, run.record.end);
    let looks = (end - start) / interval + 1;
    let together = (looks + MOST - 1) / MOST;
    let mut tracks = Tracks { of_key: BTreeMap::new(), step: together * interval };
    let mut query = Query::new(expr, run.options);
    let mut first = 0;
    while first < looks {
        let last = (first + CHUNK - 1).min(looks - 1);
        let (from, to) = (start + first * interval, start + last * interval);
        // A rule that fails is told already.
        let Ok(answer) = query.range(run.store, from, to, interval) else { return tracks };
        let Value::Matrix(rows) = answer.value else { return tracks };
        for row in rows {
            let labels = run.store.sets.labels(row.labels).filter(|name| !names.contains(name));
            let is_wanted = |key: &&Labels| labels.iter().all(|(name, value)| key.get(name) == value);
            if wanted.is_some_and(|keys| !keys.contains(&labels) && !keys.iter().any(is_wanted)) {
                continue;
            }
            if !tracks.of_key.contains_key(&labels) && tracks.of_key.len() >= MOST_SERIES && wanted.is_none()
            {
                continue;
            }
            let points = tracks.of_key.entry(labels).or_default();
            for (at, reading) in row.samples {
                if let Reading::Float(value) = reading {
                    add(points, start + (at - start) / tracks.step * tracks.step, value);
                }
            }
        }
        first = last + 1;
    }
    tracks
}

fn add(points: &mut Vec<Point>, at: Millis, value: f64) {
    match points.last_mut() {
        Some(point) if point.at == at => {
            point.low = point.low.min(value);
            point.high = point.high.max(value);
            point.last = value;
        }
        _ => points.push(Point { at, low: value, high: value, last: value }),
    }
}
