//! Aggregations that make one series of each group.

use super::groups::{GroupLabels, Groups};
use super::state::{Reduction, State};
use crate::engine::promql::notes::{Parameter, Words};
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::model::Millis;
use crate::series::histogram::Unlike;
use crate::text::Span;

pub struct Reduce {
    inner: Box<dyn Vector>,
    how: Reduction,
    parameter: Option<(Box<dyn Scalar>, Span)>,
    groups: Groups,
    /// By slot of the output.
    states: Vec<State>,
    /// The groups of this instant, in the order in which they appear.
    present: Vec<u32>,
    round: u64,
    output: Output,
    /// Of the aggregated expression.
    span: Span,
}

impl Reduce {
    pub fn new(
        how: Reduction,
        parameter: Option<(Box<dyn Scalar>, Span)>,
        labels: GroupLabels,
        inner: Box<dyn Vector>,
        span: Span,
    ) -> Reduce {
        let (states, present) = (Vec::new(), Vec::new());
        let (groups, output) = (Groups::new(labels), Output::default());
        Reduce { inner, how, parameter, groups, states, present, round: 0, output, span }
    }

    fn parameter(&mut self, run: &mut Run, now: Millis) -> Result<f64, Failure> {
        let Some((parameter, span)) = &mut self.parameter else { return Ok(0.0) };
        let value = parameter.evaluate(run, now)?;
        run.notes.parameter(*span, Parameter::Quantile, value);
        Ok(value)
    }
}

impl Vector for Reduce {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.present.clear();
        self.round += 1;
        let held = run.held();
        let parameter = self.parameter(run, now)?;
        self.inner.evaluate(run, now)?;
        let (how, round, span) = (self.how, self.round, self.span);
        let input = self.inner.output();
        for item in &input.items {
            let group = self.groups.of(run, input, item.slot, &mut self.output.slots);
            if self.states.len() <= group as usize {
                self.states.resize_with(group as usize + 1, State::default);
            }
            let state = &mut self.states[group as usize];
            let notes = &mut run.notes;
            let mut note = |words| notes.give(span, words);
            if state.seen != round {
                state.seen = round;
                self.present.push(group);
            }
            if !state.is_of(round) {
                if !state.begin(round, how, &item.reading, &mut note) {
                    state.round = 0;
                }
            } else if let Err(unlike) = state.add(how, &item.reading, &mut note) {
                let labels = run.store.sets.labels(input.slots.get(item.slot).set);
                let name = labels.name().into();
                note(match unlike {
                    Unlike::Schema => Words::MixedSchemas(name),
                    Unlike::Bounds => Words::IncompatibleCustomBuckets(name),
                });
            }
        }
        for group in &self.present {
            let notes = &mut run.notes;
            let state = &mut self.states[*group as usize];
            if !state.is_of(round) {
                continue;
            }
            if let Some(reading) = state.finish(how, parameter, &mut |words| notes.give(span, words)) {
                self.output.push(*group, reading);
            }
        }
        run.release(held);
        run.hold(self.output.items.len(), span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
