//! `label_replace`, `label_join`: other labels for the same samples.

use super::replace::Replacement;
use crate::engine::promql::output::{Identity, Memo, same_labels};
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Labels, NAME};
use crate::text::Span;
use regex::Regex;

/// How one label is made of others.
pub enum Relabel {
    Replace { source: String, regex: Regex, replacement: Replacement },
    Join { sources: Vec<String>, separator: String },
}

pub struct LabelFunction {
    inner: Box<dyn Vector>,
    target: String,
    how: Relabel,
    memo: Memo,
    output: Output,
    span: Span,
}

impl LabelFunction {
    pub fn new(inner: Box<dyn Vector>, target: String, how: Relabel, span: Span) -> LabelFunction {
        LabelFunction { inner, target, how, memo: Memo::default(), output: Output::default(), span }
    }

    fn slot(&mut self, run: &mut Run, from: u32) -> u32 {
        if let Some(slot) = self.memo.get(from) {
            return slot;
        }
        let mut identity = self.inner.output().slots.get(from);
        if let Some(value) = self.value(run.store.sets.labels(identity.set)) {
            let labels = run.store.sets.labels(identity.set).with(&self.target, &value);
            let drop_name = identity.drop_name && self.target != NAME;
            identity = Identity { set: run.store.sets.id(&labels), drop_name };
        }
        let slot = self.output.slots.of(identity);
        self.memo.set(from, slot);
        slot
    }

    /// The value of the target label; none if it stays what it is.
    fn value(&self, labels: &Labels) -> Option<String> {
        match &self.how {
            Relabel::Replace { source, regex, replacement } => {
                regex.captures(labels.get(source)).map(|captures| replacement.expand(&captures))
            }
            Relabel::Join { sources, separator } => {
                let values: Vec<&str> = sources.iter().map(|source| labels.get(source)).collect();
                Some(values.join(separator))
            }
        }
    }
}

impl Vector for LabelFunction {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.inner.evaluate(run, now)?;
        for index in 0..self.inner.output().items.len() {
            let from = self.inner.output().items[index].slot;
            let slot = self.slot(run, from);
            let reading = self.inner.output().items[index].reading.clone();
            // Unlike where names are dropped, this is never put off.
            if !self.output.first(slot) {
                return Err(same_labels(self.span));
            }
            self.output.push(slot, reading);
        }
        Ok(())
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
