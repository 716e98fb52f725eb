//! `x`, `x offset 5m`, `x @ 0`: the last sample of each series.

use super::{Moment, Selection};
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Reading, Series};
use crate::text::Span;
use std::sync::Arc;

pub struct InstantSelector {
    selection: Selection,
    moment: Moment,
    /// By slot, how many floats of the series are not later than the last instant.
    cursors: Vec<u32>,
    /// The times of the output's items themselves.
    times: Vec<Millis>,
    output: Output,
    span: Span,
}

impl InstantSelector {
    pub fn new(selection: Selection, moment: Moment, span: Span) -> InstantSelector {
        let output = Output::default();
        InstantSelector { selection, moment, cursors: Vec::new(), times: Vec::new(), output, span }
    }

    /// By item of the output, when its sample was taken.
    pub fn times(&self) -> &[Millis] {
        &self.times
    }
}

/// The last sample until `at`, if it was taken later than `after` and the series has not ended since. The cursor
/// remembers how many floats are not later.
pub fn latest(series: &Series, after: Millis, at: Millis, cursor: &mut u32) -> Option<(Millis, Reading)> {
    let floats = series.floats();
    let count = floats.until(at, *cursor as usize);
    *cursor = count as u32;
    let histogram = match series.histograms() {
        none if none.is_empty() => None,
        histograms => histograms.at_or_before(at),
    };
    let float = count.checked_sub(1).map(|last| (floats.times()[last], floats.values()[last]));
    let (time, reading) = match (float, histogram) {
        (Some((time, value)), None) => (time, Reading::Float(value)),
        (Some((time, value)), Some((other, _))) if time > other => (time, Reading::Float(value)),
        (_, Some((time, histogram))) => (time, Reading::Histogram(Arc::clone(histogram))),
        (None, None) => return None,
    };
    (time > after && !series.ended(time, at)).then_some((time, reading))
}

impl Vector for InstantSelector {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        let output = &mut self.output;
        output.clear();
        self.times.clear();
        self.selection.refresh(run.store, &mut output.slots);
        let series = self.selection.series();
        if series.is_empty() {
            return Ok(());
        }
        self.cursors.resize(series.len(), 0);
        let at = self.moment.resolve(run, now);
        let after = run.options.ranges.after(at.saturating_sub(run.options.lookback));
        for (slot, (id, cursor)) in series.iter().zip(&mut self.cursors).enumerate() {
            if let Some((time, reading)) = latest(run.store.series(*id), after, at, cursor) {
                output.push(slot as u32, reading);
                self.times.push(time);
            }
        }
        let held = self.output.items.len();
        run.hold(held, self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
