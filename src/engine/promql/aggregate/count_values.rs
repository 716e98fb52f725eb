//! `count_values("version", x)`: how many series of each group have each value.

use super::groups::GroupLabels;
use crate::engine::promql::output::Identity;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Reading, SetId};
use crate::text::Span;
use crate::text::go;
use std::collections::HashMap;

pub struct CountValues {
    inner: Box<dyn Vector>,
    label: Box<str>,
    labels: GroupLabels,
    /// By label set and the bits of the value, the slot.
    known: HashMap<(SetId, u64), u32>,
    counts: Vec<f64>,
    present: Vec<u32>,
    output: Output,
    span: Span,
}

impl CountValues {
    pub fn new(label: &str, mut labels: GroupLabels, inner: Box<dyn Vector>, span: Span) -> CountValues {
        if !labels.is_without() {
            labels.add(label);
        }
        let (known, counts, present) = (HashMap::new(), Vec::new(), Vec::new());
        CountValues {
            inner,
            label: label.into(),
            labels,
            known,
            counts,
            present,
            output: Output::default(),
            span,
        }
    }

    fn slot(&mut self, run: &mut Run, set: SetId, reading: &Reading) -> u32 {
        let key = match reading {
            Reading::Float(value) => Some((set, value.to_bits())),
            Reading::Histogram(_) => None,
        };
        if let Some(slot) = key.and_then(|key| self.known.get(&key)) {
            return *slot;
        }
        let text = match reading {
            Reading::Float(value) => go::float_in(*value, go::Form::Fixed, None),
            Reading::Histogram(histogram) => histogram.to_string(),
        };
        let labels = self.labels.of(&run.store.sets.labels(set).with(&self.label, &text));
        let slot = self.output.slots.of(Identity { set: run.store.sets.id(&labels), drop_name: false });
        if let Some(key) = key {
            self.known.insert(key, slot);
        }
        slot
    }
}

impl Vector for CountValues {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.present.clear();
        if self.label.is_empty() {
            return Err(Failure::new(self.span, format!("invalid label name {:?}", self.label)));
        }
        let held = run.held();
        self.inner.evaluate(run, now)?;
        for index in 0..self.inner.output().items.len() {
            let input = self.inner.output();
            let item = input.items[index].clone();
            let set = input.slots.get(item.slot).set;
            let slot = self.slot(run, set, &item.reading);
            self.counts.resize(self.output.slots.len(), 0.0);
            if self.output.first(slot) {
                self.counts[slot as usize] = 0.0;
                self.present.push(slot);
            }
            self.counts[slot as usize] += 1.0;
        }
        for slot in &self.present {
            self.output.push(*slot, Reading::Float(self.counts[*slot as usize]));
        }
        run.release(held);
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
