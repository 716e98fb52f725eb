//! `absent_over_time`: one where no series has a sample in a range.

use crate::engine::promql::output::Identity;
use crate::engine::promql::select::Source;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Labels, Reading};
use crate::text::Span;

pub struct AbsentOverTime {
    source: Source,
    labels: Labels,
    output: Output,
    span: Span,
}

impl AbsentOverTime {
    pub fn new(source: Source, labels: Labels, span: Span) -> AbsentOverTime {
        AbsentOverTime { source, labels, output: Output::default(), span }
    }
}

impl Vector for AbsentOverTime {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.source.prepare(run, now)?;
        for index in 0..self.source.len() {
            if !self.source.window(run.store, index).is_empty() {
                return Ok(());
            }
        }
        let set = run.store.sets.id(&self.labels);
        let slot = self.output.slots.of(Identity { set, drop_name: run.options.delayed_name_removal });
        self.output.push(slot, Reading::Float(1.0));
        run.hold(1, self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
