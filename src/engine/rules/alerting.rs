//! Rules that raise alerts: one for each set of labels for which their expression gives a result.

use super::alert::{Active, Alert, Seen, State, Value};
use super::group::Rule;
use super::texts::{Expansion, Text};
use super::written::Written;
use crate::engine::promql::Sample;
use crate::model::Millis;
use crate::series::{Labels, NAME, Reading, SeriesId, SetId, Store};
use std::collections::HashMap;

/// How long an alert that is over is remembered, so that Alertmanager surely hears of it.
const RESOLVED_RETENTION: Millis = 15 * 60_000;

#[derive(Debug)]
pub(super) struct Alerting {
    name: String,
    pub pending: Millis,
    keep_firing_for: Millis,
    labels: Vec<(String, Text)>,
    annotations: Vec<(String, Text)>,
    /// The labels that a result with these labels gets; only where nothing else makes them.
    known: Option<HashMap<SetId, SetId>>,
    /// Those that are over stay for a while. In the order in which they became active.
    pub alerts: Vec<Alert>,
    places: HashMap<SetId, usize>,
    evaluations: u64,
    /// Whether series may tell of alerts: not before those of before a restart were read.
    pub restored: bool,
    pub written: Written,
}

impl Alerting {
    pub fn new(rule: &Rule, pending: Millis, keep: Millis, annotations: &[(String, String)]) -> Alerting {
        let texts = |pairs: &[(String, String)]| -> Vec<(String, Text)> {
            pairs.iter().map(|(name, text)| (name.clone(), Text::new(text))).collect()
        };
        let labels = texts(&rule.labels);
        let fixed = labels.iter().all(|(_, text)| !text.needs().value && !text.needs().queries);
        Alerting {
            name: rule.name.clone(),
            pending,
            keep_firing_for: keep,
            labels,
            annotations: texts(annotations),
            known: fixed.then(HashMap::new),
            alerts: Vec::new(),
            places: HashMap::new(),
            evaluations: 0,
            restored: true,
            written: Written::default(),
        }
    }

    /// Forgets what a restarted server would not know.
    pub fn restart(&mut self) {
        self.alerts.clear();
        self.places.clear();
        self.written = Written::default();
        self.restored = false;
    }

    /// What the results of its expression make of its alerts.
    ///
    /// # Errors
    /// In Prometheus' words: two results give one alert, which leaves all as it was; or there are more than `limit`
    /// alerts, and all are forgotten.
    pub fn update(
        &mut self,
        results: &[Sample],
        limit: i64,
        at: Millis,
        expansion: &mut Expansion,
    ) -> Result<(), String> {
        if results.is_empty() && self.alerts.is_empty() {
            return Ok(());
        }
        let labels: Vec<SetId> = results.iter().map(|result| self.labels_of(result, expansion)).collect();
        if has_twins(&labels) {
            return Err(
                "vector contains metrics with the same labelset after applying alert labels".to_owned()
            );
        }
        self.evaluations += 1;
        for (result, labels) in results.iter().zip(labels) {
            self.found(result, labels, at, expansion);
        }
        self.age(at);
        let active = self.alerts.iter().filter(|alert| alert.state != State::Inactive).count();
        if limit > 0 && active as i64 > limit {
            self.alerts.clear();
            self.places.clear();
            return Err(format!("exceeded limit of {limit} with {active} alerts"));
        }
        Ok(())
    }

    /// A result that is there: its alert goes on or begins.
    fn found(&mut self, result: &Sample, labels: SetId, at: Millis, expansion: &mut Expansion) {
        let seen = self.seen(result, expansion);
        let evaluation = self.evaluations;
        match self.places.get(&labels) {
            Some(place) => {
                let alert = &mut self.alerts[*place];
                if alert.state == State::Inactive {
                    *alert = Alert { series: alert.series, ..Alert::new(labels, seen, at) };
                } else {
                    alert.seen = seen;
                }
                alert.evaluation = evaluation;
            }
            None => {
                self.places.insert(labels, self.alerts.len());
                self.alerts.push(Alert { evaluation, ..Alert::new(labels, seen, at) });
            }
        }
    }

    /// What time makes of the alerts: they fire, go on, end, or are forgotten.
    fn age(&mut self, at: Millis) {
        let before = self.alerts.len();
        let (pending, keep, evaluation) = (self.pending, self.keep_firing_for, self.evaluations);
        self.alerts.retain_mut(|alert| {
            if alert.evaluation == evaluation {
                alert.keep_firing_since = None;
                if alert.state == State::Pending && at - alert.active_at >= pending {
                    alert.state = State::Firing;
                    alert.fired_at = Some(at);
                }
                return true;
            }
            if alert.state == State::Firing && keep > 0 {
                let since = *alert.keep_firing_since.get_or_insert(at);
                if at - since < keep {
                    return true;
                }
            }
            let forgotten = alert.resolved_at.is_some_and(|resolved| at - resolved > RESOLVED_RETENTION);
            if alert.state == State::Pending || forgotten {
                return false;
            }
            if alert.state != State::Inactive {
                alert.state = State::Inactive;
                alert.resolved_at = Some(at);
            }
            true
        });
        if self.alerts.len() != before {
            self.places =
                self.alerts.iter().enumerate().map(|(place, alert)| (alert.labels, place)).collect();
        }
    }

    /// Writes `ALERTS` and `ALERTS_FOR_STATE`.
    ///
    /// # Errors
    /// The last sample that a series refused; the others are written.
    pub fn write(&mut self, store: &mut Store, at: Millis) -> Result<(), String> {
        let mut outcome = Ok(());
        if !self.restored {
            return outcome;
        }
        let (name, labels) = (&self.name, &self.labels);
        for alert in self.alerts.iter_mut().filter(|alert| alert.state != State::Inactive) {
            let own = &mut alert.series;
            let state = if alert.state == State::Firing { &mut own.firing } else { &mut own.pending };
            let word = alert.state.word();
            let told =
                *state.get_or_insert_with(|| own_series(labels, name, alert.labels, Some(word), store));
            let since = *own.since.get_or_insert_with(|| own_series(labels, name, alert.labels, None, store));
            let seconds = alert.active_at.div_euclid(1000) as f64;
            for (id, value) in [(told, 1.0), (since, seconds)] {
                if let Err(error) = self.written.append(store, id, at, &Reading::Float(value)) {
                    outcome = Err(error);
                }
            }
        }
        outcome
    }

    fn labels_of(&mut self, result: &Sample, expansion: &mut Expansion) -> SetId {
        if let Some(labels) = self.known.as_ref().and_then(|known| known.get(&result.labels)) {
            return *labels;
        }
        let value = Value::of(&result.reading);
        let source = expansion.pairs(result.labels);
        let mut pairs: Vec<(String, String)> =
            source.iter().filter(|(name, _)| name != NAME).cloned().collect();
        for (name, text) in &self.labels {
            pairs.push((name.clone(), expansion.expand(text, &self.name, &source, &value)));
        }
        pairs.push((ALERT_NAME.to_owned(), self.name.clone()));
        let labels = expansion.store.sets.id(&Labels::new(pairs));
        if let Some(known) = &mut self.known {
            known.insert(result.labels, labels);
        }
        labels
    }

    fn seen(&self, result: &Sample, expansion: &mut Expansion) -> Seen {
        let value = Value::of(&result.reading);
        let mut annotations = Vec::new();
        if self.annotations.iter().any(|(_, text)| text.needs().queries) {
            let source = expansion.pairs(result.labels);
            annotations.extend(self.annotations.iter().map(|(_, text)| {
                text.needs().queries.then(|| expansion.expand(text, &self.name, &source, &value))
            }));
        }
        Seen { source: result.labels, value, annotations }
    }

    /// Its annotations; those without queries are expanded now.
    pub fn annotations(&self, alert: &Alert, expansion: &mut Expansion) -> Vec<(String, String)> {
        let source = expansion.pairs(alert.seen.source);
        let value = &alert.seen.value;
        let texts = self.annotations.iter().enumerate();
        texts
            .map(|(index, (name, text))| {
                let expanded = alert.seen.annotations.get(index).cloned().flatten();
                let text = expanded.unwrap_or_else(|| expansion.expand(text, &self.name, &source, value));
                (name.clone(), text)
            })
            .collect()
    }

    /// Those that are pending or firing, with their values.
    pub fn states(&self) -> impl Iterator<Item = (SetId, State, f64)> {
        let active = self.alerts.iter().filter(|alert| alert.state != State::Inactive);
        active.map(|alert| (alert.labels, alert.state, alert.seen.value.number()))
    }

    /// The alerts that are pending or firing.
    pub fn active(&self, expansion: &mut Expansion) -> Vec<Active> {
        let active = self.alerts.iter().filter(|alert| alert.state != State::Inactive);
        active
            .map(|alert| Active {
                state: alert.state,
                labels: expansion.store.sets.labels(alert.labels).clone(),
                annotations: self.annotations(alert, expansion),
                value: alert.seen.value.number(),
                active_at: alert.active_at,
                fired_at: alert.fired_at,
            })
            .collect()
    }

    /// The labels that all series of `ALERTS_FOR_STATE` of this rule have, as its restart looks for them: texts as
    /// they stand in the rule.
    pub fn own_labels(&self) -> Labels {
        let raw = self.labels.iter().map(|(name, text)| (name.as_str(), text.raw()));
        Labels::new(raw.chain([(NAME, FOR_STATE), (ALERT_NAME, self.name.as_str())]))
    }
}

pub(super) const FOR_STATE: &str = "ALERTS_FOR_STATE";
const ALERTS: &str = "ALERTS";
const ALERT_NAME: &str = "alertname";

/// The series that tells of an alert: of its state, or since when it is active. A label of the rule that was expanded
/// to nothing stands there as it is written, for the alert has none that takes its place.
fn own_series(
    texts: &[(String, Text)],
    name: &str,
    labels: SetId,
    state: Option<&str>,
    store: &mut Store,
) -> SeriesId {
    let own = store.sets.labels(labels).clone();
    let raw = texts.iter().map(|(name, text)| (name.as_str(), text.raw()));
    let metric = if state.is_some() { ALERTS } else { FOR_STATE };
    let put =
        [(NAME, metric), (ALERT_NAME, name)].into_iter().chain(state.map(|state| ("alertstate", state)));
    store.series_of(&Labels::new(raw.chain(own.iter()).chain(put)))
}

fn has_twins(labels: &[SetId]) -> bool {
    let mut labels = labels.to_vec();
    labels.sort_unstable();
    labels.windows(2).any(|pair| pair[0] == pair[1])
}
