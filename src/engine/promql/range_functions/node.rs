//! The node that applies a function to the ranges of all series.

use super::{Apply, Frame};
use crate::engine::promql::notes::Words;
use crate::engine::promql::output::{Identity, Memo, Names, same_labels};
use crate::engine::promql::select::Source;
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::model::Millis;
use crate::series::{Labels, Reading};
use crate::text::Span;

pub struct RangeFunction {
    source: Source,
    apply: Apply,
    scalars: Vec<Box<dyn Scalar>>,
    values: Vec<f64>,
    names: Names,
    /// Whether it is meant for counters alone.
    counter: bool,
    /// By slot of the source, the slot of the output.
    memo: Memo,
    /// By slot of the output, the slot of the source that gave it, and in which evaluation of the query.
    owners: Vec<(u64, u32)>,
    /// How many slots of the source have one of the output.
    numbered: usize,
    output: Output,
    /// Of the range's text.
    span: Span,
}

impl RangeFunction {
    pub fn new(
        name: &str,
        apply: Apply,
        mut source: Source,
        scalars: Vec<Box<dyn Scalar>>,
        span: Span,
    ) -> RangeFunction {
        let names = if name == "last_over_time" { Names::Keep } else { Names::Drop };
        let counter = matches!(name, "rate" | "increase");
        if counter {
            source.count_falls();
        }
        let (values, owners) = (Vec::new(), Vec::new());
        let (memo, output) = (Memo::default(), Output::default());
        RangeFunction {
            source,
            apply,
            scalars,
            values,
            names,
            counter,
            memo,
            owners,
            numbered: 0,
            output,
            span,
        }
    }

    fn slot(&mut self, run: &mut Run, from: u32) -> u32 {
        if let Some(slot) = self.memo.get(from) {
            return slot;
        }
        let own = Identity { drop_name: false, ..self.source.identity(from as usize) };
        let slot = self.output.slots.of(self.names.apply(run, own));
        self.memo.set(from, slot);
        slot
    }

    /// Two series may not become one, not even at two instants of one query.
    fn claim(&mut self, run: &Run, slot: u32, from: u32) -> Result<(), Failure> {
        let index = slot as usize;
        if self.owners.len() <= index {
            self.owners.resize(index + 1, (0, 0));
        }
        let owner = std::mem::replace(&mut self.owners[index], (run.number, from));
        if owner.0 == run.number && owner.1 != from && !run.options.delayed_name_removal {
            return Err(same_labels(self.span));
        }
        Ok(())
    }
}

impl Vector for RangeFunction {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        let (from, until) = self.source.prepare(run, now)?;
        self.values.clear();
        for scalar in &mut self.scalars {
            self.values.push(scalar.evaluate(run, now)?);
        }
        let range = self.source.range();
        // Slots are in the order of the series, whichever of them gives something first.
        for index in self.numbered..self.source.len() {
            self.slot(run, index as u32);
        }
        self.numbered = self.source.len();
        let mut held = 0;
        for index in 0..self.source.len() {
            let labels_of = self.source.identity(index).set;
            let store = &*run.store;
            let window = self.source.window(store, index);
            if window.is_empty() {
                continue;
            }
            held += window.len();
            let labels = store.sets.labels(labels_of);
            let (scalars, span, notes) = (self.values.as_slice(), self.span, &mut run.notes);
            let mut frame = Frame { window, from, until, range, now, scalars, labels, notes, span };
            let Some(reading) = (self.apply)(&mut frame)? else { continue };
            if self.counter && matches!(reading, Reading::Float(_)) {
                let by_type = run.options.type_and_unit_labels;
                if let Some(words) = doubt(labels, by_type) {
                    run.notes.give(span, words);
                }
            }
            let slot = self.slot(run, index as u32);
            self.claim(run, slot, index as u32)?;
            self.output.push(slot, reading);
        }
        let before = run.held();
        run.hold(held, self.span)?;
        run.release(before);
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}

/// The note on a metric that does not look like a counter.
fn doubt(labels: &Labels, by_type: bool) -> Option<Words> {
    let name = labels.name();
    if name.is_empty() {
        return None;
    }
    if by_type {
        let found = labels.get("__type__");
        let counts = matches!(found, "counter" | "histogram");
        return (!counts).then(|| Words::PossibleNonCounterType { found: found.into(), name: name.into() });
    }
    let counts = ["_total", "_sum", "_count", "_bucket"].iter().any(|end| name.ends_with(end));
    (!counts).then(|| Words::PossibleNonCounter(name.into()))
}
