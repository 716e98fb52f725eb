//! Rules that write what their expression gives as a series of another name.

use super::group::Rule;
use super::written::Written;
use crate::engine::promql::Sample;
use crate::series::{Labels, NAME, SeriesId, SetId, Store};
use std::collections::HashMap;

#[derive(Clone, Debug)]
pub(super) struct Recording {
    /// The name and the labels that every series gets; an empty value takes a label away.
    put: Vec<(String, String)>,
    /// The series that a result with these labels is written to.
    known: HashMap<SetId, SeriesId>,
    /// Of the last evaluation, in the order of its results: mostly the next one has the same.
    last: Vec<(SetId, SeriesId)>,
    pub written: Written,
}

impl Recording {
    pub fn new(rule: &Rule) -> Recording {
        let name = (NAME.to_owned(), rule.name.clone());
        Recording {
            put: std::iter::once(name).chain(rule.labels.iter().cloned()).collect(),
            known: HashMap::new(),
            last: Vec::new(),
            written: Written::default(),
        }
    }

    /// Forgets what a restarted server would not know.
    pub fn restart(&mut self) {
        self.written = Written::default();
    }

    /// Where each result is written to.
    ///
    /// # Errors
    /// In Prometheus' words, when two of them would be one series, or there are more than `limit` of them.
    pub fn targets(&mut self, results: &[Sample], limit: i64, store: &mut Store) -> Result<(), String> {
        let mut changed = self.last.len() != results.len();
        let mut now = Vec::with_capacity(results.len());
        for (index, result) in results.iter().enumerate() {
            let target = match self.last.get(index) {
                Some((source, target)) if *source == result.labels => *target,
                _ => {
                    changed = true;
                    self.target(result.labels, store)
                }
            };
            now.push((result.labels, target));
        }
        if changed && has_twins(&now) {
            return Err(
                "vector contains metrics with the same labelset after applying rule labels".to_owned()
            );
        }
        if limit > 0 && results.len() as i64 > limit {
            return Err(format!("exceeded limit of {limit} with {} series", results.len()));
        }
        self.last = now;
        Ok(())
    }

    /// Writes the results for which `targets` has found the places.
    ///
    /// # Errors
    /// The last of them that a series refused; the others are written.
    pub fn write(&mut self, results: &[Sample], store: &mut Store) -> Result<(), String> {
        let mut outcome = Ok(());
        for (result, (_, target)) in results.iter().zip(&self.last) {
            if let Err(error) = self.written.append(store, *target, result.at, &result.reading) {
                outcome = Err(error);
            }
        }
        outcome
    }

    fn target(&mut self, source: SetId, store: &mut Store) -> SeriesId {
        let put = &self.put;
        *self.known.entry(source).or_insert_with(|| {
            let own = store.sets.labels(source).clone();
            let put = put.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            store.series_of(&Labels::new(own.iter().chain(put)))
        })
    }
}

fn has_twins(targets: &[(SetId, SeriesId)]) -> bool {
    let mut targets: Vec<SeriesId> = targets.iter().map(|(_, target)| *target).collect();
    targets.sort_unstable();
    targets.windows(2).any(|pair| pair[0] == pair[1])
}
