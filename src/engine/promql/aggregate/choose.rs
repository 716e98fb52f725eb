//! Aggregations that leave some series of each group as they are: `topk`, `bottomk`, `limitk`, `limit_ratio`.

use super::groups::{GroupLabels, Groups};
use super::ranking::Rank;
use super::ratio;
use crate::engine::promql::notes::{Parameter, Words};
use crate::engine::promql::output::{Identity, Item, Memo, Slots};
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::model::Millis;
use crate::series::Reading;
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Top,
    Bottom,
    Limit,
    Ratio,
}

impl Choice {
    pub fn named(name: &str) -> Option<Choice> {
        Some(match name {
            "topk" => Choice::Top,
            "bottomk" => Choice::Bottom,
            "limitk" => Choice::Limit,
            "limit_ratio" => Choice::Ratio,
            _ => return None,
        })
    }
}

pub struct Choose {
    inner: Box<dyn Vector>,
    how: Choice,
    parameter: Box<dyn Scalar>,
    groups: Groups,
    group_slots: Slots,
    /// By group, the round that it is of and what is chosen.
    chosen: Vec<(u64, Vec<Item>)>,
    present: Vec<u32>,
    round: u64,
    memo: Memo,
    /// By slot of the input, where the hash of its labels lies between 0 and 1.
    places: Vec<Option<f64>>,
    output: Output,
    spans: Spans,
    wants: Wants,
}

/// Of the whole aggregation and of its parameter.
pub struct Spans {
    pub whole: Span,
    pub parameter: Span,
}

/// The greatest and the least float that Prometheus takes for a number of series.
const MOST: f64 = 9_223_372_036_854_774_784.0;
const LEAST: f64 = -9_223_372_036_854_775_808.0;

/// What the steps of one evaluation ask for.
#[derive(Default)]
struct Wants {
    /// Which evaluation it is.
    number: u64,
    /// Whether some step asks for a series. If none does, Prometheus does not look at the numbers.
    something: bool,
    /// Of a number that is none of series.
    too_small: Option<Failure>,
}

impl Choose {
    pub fn new(
        how: Choice,
        parameter: Box<dyn Scalar>,
        labels: GroupLabels,
        inner: Box<dyn Vector>,
        whole: Span,
        parameter_span: Span,
    ) -> Choose {
        Choose {
            inner,
            how,
            parameter,
            groups: Groups::new(labels),
            group_slots: Slots::default(),
            chosen: Vec::new(),
            present: Vec::new(),
            round: 0,
            memo: Memo::default(),
            places: Vec::new(),
            output: Output::default(),
            spans: Spans { whole, parameter: parameter_span },
            wants: Wants::default(),
        }
    }

    /// How many of each group, or the ratio; none if none at all.
    fn limit(&mut self, value: f64) -> Result<Option<f64>, Failure> {
        let fail = |message: String| Err(Failure::new(self.spans.parameter, message));
        if self.how == Choice::Ratio {
            if value.is_nan() {
                return fail("Ratio value NaN is NaN".into());
            }
            return Ok((value != 0.0).then(|| value.clamp(-1.0, 1.0)));
        }
        let failure = || {
            let message = format!("Scalar value {} overflows int64", crate::text::go::float(value));
            Failure::new(self.spans.parameter, message)
        };
        if value < LEAST {
            // It matters only if some other step asks for something.
            let failure = failure();
            self.wants.too_small.get_or_insert(failure);
        } else if value.is_nan() || value > MOST {
            return Err(failure());
        }
        Ok((value >= 1.0).then(|| value.trunc()))
    }

    /// Takes note of the parameter at a step, of which Prometheus knows all before it looks at any series.
    fn note(&mut self, run: &mut Run, value: f64) {
        if self.wants.number != run.number {
            self.wants = Wants { number: run.number, ..Wants::default() };
        }
        if self.how == Choice::Ratio {
            run.notes.parameter(self.spans.parameter, Parameter::Ratio, value);
        }
        self.wants.something |= value >= 1.0 || value.is_nan();
    }

    fn offer(&mut self, run: &mut Run, item: &Item, limit: f64) {
        let input = self.inner.output();
        let group = self.groups.of(run, input, item.slot, &mut self.group_slots);
        if self.chosen.len() <= group as usize {
            self.chosen.resize_with(group as usize + 1, Default::default);
        }
        let (round, chosen) = &mut self.chosen[group as usize];
        if *round != self.round {
            *round = self.round;
            chosen.clear();
            self.present.push(group);
        }
        let count = limit.min(input.items.len() as f64) as usize;
        match self.how {
            // Their heap is that of `topk`.
            Choice::Limit if chosen.len() < count => Rank::Greatest.push(chosen, item),
            Choice::Limit => {}
            Choice::Ratio => {
                let slot = item.slot as usize;
                if self.places.len() <= slot {
                    self.places.resize(slot + 1, None);
                }
                let labels = run.store.sets.labels(input.slots.get(item.slot).set);
                let place = *self.places[slot].get_or_insert_with(|| ratio::place(labels));
                if ratio::chosen(place, limit) {
                    Rank::Greatest.push(chosen, item);
                }
            }
            Choice::Top | Choice::Bottom if matches!(item.reading, Reading::Histogram(_)) => {
                let name = if self.how == Choice::Top { "topk" } else { "bottomk" };
                run.notes.give(self.spans.whole, Words::HistogramIgnoredInAggregation(name));
            }
            Choice::Top => Rank::Greatest.offer(chosen, item, count),
            Choice::Bottom => Rank::Least.offer(chosen, item, count),
        }
    }

    fn slot(&mut self, from: u32) -> u32 {
        if let Some(slot) = self.memo.get(from) {
            return slot;
        }
        let identity: Identity = self.inner.output().slots.get(from);
        let slot = self.output.slots.of(identity);
        self.memo.set(from, slot);
        slot
    }
}

impl Vector for Choose {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.present.clear();
        self.round += 1;
        let held = run.held();
        let value = self.parameter.evaluate(run, now)?;
        self.note(run, value);
        self.inner.evaluate(run, now)?;
        let limit = if self.inner.output().items.is_empty() { None } else { self.limit(value)? };
        if let Some(failure) = self.wants.too_small.take_if(|_| self.wants.something) {
            return Err(failure);
        }
        let Some(limit) = limit else {
            run.release(held);
            return Ok(());
        };
        for index in 0..self.inner.output().items.len() {
            let item = self.inner.output().items[index].clone();
            self.offer(run, &item, limit);
        }
        for index in 0..self.present.len() {
            let group = self.present[index] as usize;
            let mut chosen = std::mem::take(&mut self.chosen[group].1);
            match self.how {
                Choice::Top => Rank::Greatest.sort(&mut chosen),
                Choice::Bottom => Rank::Least.sort(&mut chosen),
                Choice::Limit | Choice::Ratio => {}
            }
            for item in &chosen {
                let slot = self.slot(item.slot);
                self.output.push(slot, item.reading.clone());
            }
            self.chosen[group].1 = chosen;
        }
        run.release(held);
        run.hold(self.output.items.len(), self.spans.whole)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
