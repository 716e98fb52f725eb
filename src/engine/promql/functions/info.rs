//! `info(x)`: adds the labels of info metrics, `target_info` if no other is named, to the series of the same job and
//! instance.

use crate::engine::promql::output::{Identity, Output};
use crate::engine::promql::select::{InstantSelector, Test};
use crate::engine::promql::{Failure, Run, Vector};
use crate::model::Millis;
use crate::series::{Labels, NAME, Reading, SetId};
use crate::text::Span;
use std::collections::BTreeMap;

/// The labels that tell which target a series comes from.
const IDENTIFYING: [&str; 2] = ["instance", "job"];

pub struct Info {
    inner: Box<dyn Vector>,
    infos: Box<InstantSelector>,
    /// On the names of info metrics.
    names: Vec<Test>,
    /// On the labels that are taken; all labels are, if there is none.
    data: Vec<Test>,
    output: Output,
    span: Span,
}

/// By the name of the info metric and the identifying labels, its labels and when it was seen.
type Found = BTreeMap<(String, Labels), (SetId, Millis)>;

impl Info {
    pub fn new(
        inner: Box<dyn Vector>,
        infos: Box<InstantSelector>,
        names: Vec<Test>,
        data: Vec<Test>,
        span: Span,
    ) -> Info {
        Info { inner, infos, names, data, output: Output::default(), span }
    }

    fn fail(&self, message: String) -> Failure {
        Failure::new(self.span, message)
    }

    fn found(&self, run: &Run, wanted: &[Labels]) -> Result<Found, Failure> {
        let mut found = Found::new();
        let infos = self.infos.output();
        for (item, at) in infos.items.iter().zip(self.infos.times()) {
            let set = infos.slots.get(item.slot).set;
            let labels = run.store.sets.labels(set);
            let key = (labels.name().to_owned(), identifying(labels));
            if !wanted.contains(&key.1) {
                continue;
            }
            if matches!(item.reading, Reading::Histogram(_)) {
                let labels = super::super::binary::in_braces(labels);
                return Err(self.fail(format!("this should be an info metric, with float samples: {labels}")));
            }
            match found.get(&key) {
                Some((before, time)) if time == at => {
                    let text = |set| super::super::binary::in_braces(run.store.sets.labels(set));
                    return Err(self.fail(format!(
                        "found duplicate series for info metric: existing {} @ {time}, new {} @ {at}",
                        text(*before),
                        text(set)
                    )));
                }
                Some((_, time)) if time > at => {}
                _ => {
                    found.insert(key, (set, *at));
                }
            }
        }
        Ok(found)
    }

    /// The labels of a series with those of its info metrics; none if it does not have what is asked for.
    fn enriched(&self, run: &Run, own: &Labels, found: &Found) -> Result<Option<Labels>, Failure> {
        let identity = identifying(own);
        let mut added: BTreeMap<String, String> = BTreeMap::new();
        let mut met = false;
        for ((_, other), (set, _)) in found {
            if *other != identity {
                continue;
            }
            met = true;
            for (name, value) in run.store.sets.labels(*set).iter() {
                let asked = self.data.is_empty() || self.data.iter().any(|test| *test.label == *name);
                if name == NAME || !asked {
                    continue;
                }
                if added.get(name).is_some_and(|known| known != value) {
                    return Err(self.fail(format!("conflicting label: {name}")));
                }
                if own.get(name).is_empty() {
                    added.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        if !met && self.data.iter().any(|test| !test.passes("")) {
            return Ok(None);
        }
        let pairs = own.iter().chain(added.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        Ok(Some(Labels::new(pairs)))
    }
}

fn identifying(labels: &Labels) -> Labels {
    labels.filter(|name| IDENTIFYING.contains(&name))
}

impl Vector for Info {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.inner.evaluate(run, now)?;
        self.infos.evaluate(run, now)?;
        let is_info = |labels: &Labels| {
            !self.names.is_empty() && self.names.iter().all(|test| test.passes(labels.name()))
        };
        let input = self.inner.output();
        let labels_of = |slot| run.store.sets.labels(input.slots.get(slot).set);
        let wanted: Vec<Labels> = input
            .items
            .iter()
            .map(|item| labels_of(item.slot))
            .filter(|labels| !is_info(labels))
            .map(identifying)
            .filter(|labels| !labels.is_empty())
            .collect();
        let found = self.found(run, &wanted)?;
        let mut results = Vec::new();
        for item in &input.items {
            let identity = input.slots.get(item.slot);
            let labels = run.store.sets.labels(identity.set);
            let labels =
                if is_info(labels) { Some(labels.clone()) } else { self.enriched(run, labels, &found)? };
            let Some(labels) = labels else { continue };
            results.push((labels, item.reading.clone()));
        }
        for (labels, reading) in results {
            // Prometheus forgets here that a name was to be dropped.
            let slot = self.output.slots.of(Identity { set: run.store.sets.id(&labels), drop_name: false });
            self.output.push_once(run, self.span, slot, reading)?;
        }
        Ok(())
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
