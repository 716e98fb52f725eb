//! `info(x)`: adds the labels of info metrics, `target_info` if no other is named, to the series of the same job and
//! instance.
//!
//! Prometheus 3.5 works all steps out at once, and it shows: see [`Table`].

mod series;
mod table;

pub use series::{InfoSeries, Look};

use super::output::{Identity, Output, same_labels};
use super::run::Scope;
use super::select::Test;
use super::{Failure, Run, Vector};
use crate::model::Millis;
use crate::series::{Labels, NAME, Reading, SetId};
use crate::text::Span;
use std::collections::BTreeMap;
use table::Table;

/// The labels that tell which target a series comes from.
const IDENTIFYING: [&str; 2] = ["instance", "job"];

pub struct Info {
    inner: Box<dyn Vector>,
    infos: InfoSeries,
    wanted: Wanted,
    /// Whether it is worked out at the first step alone, because all its selectors have `@`.
    fixed: bool,
    table: Option<Table>,
    output: Output,
    span: Span,
}

/// What is asked of info metrics.
pub struct Wanted {
    /// On their names.
    pub names: Vec<Test>,
    /// On the labels that are taken; all labels are, if there is none.
    pub data: Vec<Test>,
    /// Whether there is a second argument, that says so.
    pub said: bool,
}

impl Info {
    pub fn new(inner: Box<dyn Vector>, infos: InfoSeries, wanted: Wanted, fixed: bool, span: Span) -> Info {
        Info { inner, infos, wanted, fixed, table: None, output: Output::default(), span }
    }

    fn fail(&self, message: String) -> Failure {
        Failure::new(self.span, message)
    }

    /// Works out all steps, if that is not done.
    fn prepare(&mut self, run: &mut Run, scope: Scope) -> Result<Table, Failure> {
        if let Some(table) = self.table.take_if(|table| table.is_of(run, scope)) {
            return Ok(table);
        }
        let outer = std::mem::replace(&mut run.scope, scope);
        let table = Table::new(&mut *self.inner, &mut self.infos, &self.wanted, run, self.span);
        run.scope = outer;
        table
    }

    /// The labels of a series with those of its info metrics; none if it does not have what is asked for.
    fn enriched(
        &self,
        run: &Run,
        own: &Labels,
        infos: &[SetId],
        identified: bool,
    ) -> Result<Option<Labels>, Failure> {
        let mut added: BTreeMap<String, String> = BTreeMap::new();
        // Without any series to identify, Prometheus 3.5 forgets to leave out the matchers of names.
        let names =
            if identified || !self.wanted.said { [].as_slice() } else { self.wanted.names.as_slice() };
        let data = || self.wanted.data.iter().chain(names);
        for set in infos {
            for (name, value) in run.store.sets.labels(*set).iter() {
                let asked = data().next().is_none() || data().any(|test| *test.label == *name);
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
        if added.is_empty() && data().any(|test| !test.passes("")) {
            return Ok(None);
        }
        let pairs = own.iter().chain(added.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        Ok(Some(Labels::new(pairs)))
    }

    fn results(&self, run: &Run, table: &Table, now: Millis) -> Result<Vec<(Labels, Reading)>, Failure> {
        let base = table.base_at(now);
        if base.is_empty() {
            return Ok(Vec::new());
        }
        let found = table
            .infos_at(now)
            .map_err(|name| self.fail(format!("found duplicate series for info metric {name}")))?;
        let mut results = Vec::new();
        for (place, (series, reading)) in base.iter().enumerate() {
            let own = run.store.sets.labels(table.labels_of(*series));
            let labels = match table.infos_of(place, &found) {
                None => Some(own.clone()),
                Some(infos) => self.enriched(run, own, &infos, table.identified)?,
            };
            results.extend(labels.map(|labels| (labels, reading.clone())));
        }
        Ok(results)
    }
}

fn identifying(labels: &Labels) -> Labels {
    labels.filter(|name| IDENTIFYING.contains(&name))
}

impl Vector for Info {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let scope = if self.fixed { Scope::at(run.scope.start) } else { run.scope.around(now) };
        let now = if self.fixed { scope.start } else { now };
        let table = self.prepare(run, scope)?;
        let results = self.results(run, &table, now);
        self.table = Some(table);
        for (labels, reading) in results? {
            // Prometheus forgets here that a name was to be dropped.
            let slot = self.output.slots.of(Identity { set: run.store.sets.id(&labels), drop_name: false });
            if !self.output.first(slot) {
                return Err(same_labels(self.span));
            }
            self.output.push(slot, reading);
        }
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
