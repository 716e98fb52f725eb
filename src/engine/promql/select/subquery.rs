//! `x[1h:1m]`: an expression evaluated at each step of a range.
//!
//! Steps stand at multiples of the step's length, so that the ranges of two evaluations share most of theirs. What
//! was found at a step that lies before the present instant is kept, unless samples arrive that are not later than it.

use super::{Moment, Window};
use crate::engine::promql::output::{Identity, same_labels};
use crate::engine::promql::run::Scope;
use crate::engine::promql::{Failure, Ranges, Run, Vector};
use crate::model::Millis;
use crate::series::{Column, Histogram, Reading, ResetHint};
use crate::text::Span;
use std::sync::Arc;

pub struct Subquery {
    inner: Box<dyn Vector>,
    moment: Moment,
    range: Millis,
    step: Millis,
    /// Whether the inner expression sees nothing later than the instant it is evaluated at.
    looks_back: bool,
    /// By slot of the inner expression.
    rows: Vec<Row>,
    kept: Option<Kept>,
    span: Span,
}

/// What one series of the inner expression was at the steps.
#[derive(Default)]
struct Row {
    floats: Column<f64>,
    histograms: Column<Arc<Histogram>>,
}

impl Row {
    fn len(&self) -> usize {
        self.floats.len() + self.histograms.len()
    }

    /// Keeps the steps from `first` up to `end`, without that.
    fn keep(&mut self, first: Millis, end: Millis) {
        let before = |times: &[Millis]| times.iter().take_while(|time| **time < first).count();
        self.floats.forget(before(self.floats.times()));
        self.floats.cut(end);
        self.histograms.forget(before(self.histograms.times()));
        self.histograms.cut(end);
    }

    /// Whether there was nothing at that step.
    fn push(&mut self, at: Millis, reading: &Reading) -> bool {
        if [self.floats.times().last(), self.histograms.times().last()].contains(&Some(&at)) {
            return false;
        }
        match reading {
            Reading::Float(value) => self.floats.push(at, *value),
            Reading::Histogram(histogram) => self.histograms.push(at, without_claim(histogram)),
        }
        true
    }
}

/// What a histogram says of the one before it in storage says nothing of the one at the step before.
fn without_claim(histogram: &Arc<Histogram>) -> Arc<Histogram> {
    match histogram.hint {
        ResetHint::Unknown | ResetHint::Gauge => Arc::clone(histogram),
        ResetHint::Reset | ResetHint::NoReset => {
            Arc::new(Histogram { hint: ResetHint::Unknown, ..Histogram::clone(histogram) })
        }
    }
}

/// The steps whose results stay.
struct Kept {
    first: Millis,
    last: Millis,
    /// The store's answer when they were evaluated.
    disturbed: u64,
}

impl Subquery {
    pub fn new(
        inner: Box<dyn Vector>,
        looks_back: bool,
        moment: Moment,
        range: Millis,
        step: Millis,
        span: Span,
    ) -> Subquery {
        Subquery { inner, moment, range, step, looks_back, rows: Vec::new(), kept: None, span }
    }

    pub fn range(&self) -> Millis {
        self.range
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn identity(&self, slot: usize) -> Identity {
        self.inner.output().slots.get(slot as u32)
    }

    pub fn window(&self, slot: usize) -> Window<'_> {
        let row = &self.rows[slot];
        Window {
            times: row.floats.times(),
            values: row.floats.values(),
            histogram_times: row.histograms.times(),
            histograms: row.histograms.values(),
            falls: None,
        }
    }

    pub fn prepare(&mut self, run: &mut Run, now: Millis) -> Result<(Millis, Millis), Failure> {
        let until = self.moment.resolve(run, now);
        let from = until.saturating_sub(self.range);
        let first = first_step(run.options.ranges, from, self.step);
        let next = self.reuse(run, first, until);
        let before = run.held();
        run.hold(self.rows.iter().map(Row::len).sum(), self.span)?;
        let own = self.scope(run);
        let outer = std::mem::replace(&mut run.scope, own);
        let mut at = next;
        while at <= until {
            self.take_step(run, at)?;
            let Some(next) = at.checked_add(self.step) else { break };
            at = next;
        }
        run.scope = outer;
        self.keep(run, first, until.min(now.saturating_sub(1)));
        run.release(before);
        Ok((from, until))
    }

    /// All steps that Prometheus evaluates it at: from the first one of the first range to the end of the last one.
    fn scope(&self, run: &Run) -> Scope {
        let first = self.moment.resolve(run, run.scope.start).saturating_sub(self.range);
        let start = first_step(run.options.ranges, first, self.step);
        Scope { start, end: self.moment.resolve(run, run.scope.end), step: self.step }
    }

    /// Drops what the range has left behind, and all if it may be wrong. Gives the first step to evaluate.
    fn reuse(&mut self, run: &Run, first: Millis, until: Millis) -> Millis {
        let usable = self.kept.take().filter(|kept| {
            kept.disturbed == run.store.disturbed()
                && kept.first <= first
                && kept.last.saturating_add(self.step) >= first
                && kept.last <= until
        });
        let Some(kept) = usable else {
            self.rows.iter_mut().for_each(|row| *row = Row::default());
            return first;
        };
        for row in &mut self.rows {
            row.keep(first, kept.last.saturating_add(1));
        }
        kept.last.saturating_add(self.step)
    }

    fn take_step(&mut self, run: &mut Run, at: Millis) -> Result<(), Failure> {
        run.step(self.span)?;
        let before = run.held();
        self.inner.evaluate(run, at)?;
        run.release(before);
        let output = self.inner.output();
        self.rows.resize_with(output.slots.len(), Row::default);
        for item in &output.items {
            let row = &mut self.rows[item.slot as usize];
            if !row.push(at, &item.reading) {
                return Err(same_labels(self.span));
            }
        }
        run.hold(output.items.len(), self.span)
    }

    fn keep(&mut self, run: &mut Run, first: Millis, settled: Millis) {
        if !self.looks_back || settled < first {
            return;
        }
        let last = first + (settled - first) / self.step * self.step;
        self.kept = Some(Kept { first, last, disturbed: run.store.settle(last) });
    }
}

/// The first multiple of the step's length in a range that begins at `from`. Like Prometheus, it divides towards zero.
fn first_step(ranges: Ranges, from: Millis, step: Millis) -> Millis {
    let first = step * (from / step);
    let outside = match ranges {
        Ranges::LeftOpen => first <= from,
        Ranges::Closed => first < from,
    };
    if outside { first.saturating_add(step) } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_multiples() {
        for (from, open, closed) in
            [(0, 10, 0), (1, 10, 10), (10, 20, 10), (-5, 0, 0), (-10, 0, -10), (-11, -10, -10)]
        {
            assert_eq!(first_step(Ranges::LeftOpen, from, 10), open, "after {from}");
            assert_eq!(first_step(Ranges::Closed, from, 10), closed, "from {from}");
        }
    }
}
