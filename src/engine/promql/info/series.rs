//! The series of info metrics.

use super::IDENTIFYING;
use crate::engine::promql::output::Slots;
use crate::engine::promql::run::Scope;
use crate::engine::promql::select::{Moment, Selection, Test, latest};
use crate::engine::promql::{Failure, Run};
use crate::model::Millis;
use crate::series::{Labels, Reading, SetId};
use crate::text::Span;
use std::collections::BTreeSet;

pub struct InfoSeries {
    selection: Selection,
    slots: Slots,
    look: Look,
}

/// Of what time samples of info metrics are loaded: of that of the first selector in what is given labels.
#[derive(Default)]
pub struct Look(pub Moment);

/// One info series: at which steps it has a sample, and when that was taken.
pub struct OneInfo {
    pub set: SetId,
    pub samples: Vec<(Millis, Millis)>,
}

/// The values of the identifying labels of what is given labels; none of a label that none of it has.
pub type Identities = [BTreeSet<String>; IDENTIFYING.len()];

impl InfoSeries {
    pub fn new(tests: Vec<Test>, look: Look) -> InfoSeries {
        InfoSeries { selection: Selection::new(tests), slots: Slots::default(), look }
    }

    /// Those of these identities that have samples.
    pub fn all(&mut self, run: &Run, identities: &Identities, span: Span) -> Result<Vec<OneInfo>, Failure> {
        self.selection.refresh(run.store, &mut self.slots);
        let (first, last) = self.look.window(run);
        let mut all = Vec::new();
        for id in self.selection.series() {
            let series = run.store.series(*id);
            let labels = run.store.sets.labels(series.labels);
            if !belongs(labels, identities) {
                continue;
            }
            let (mut samples, mut cursor) = (Vec::new(), 0);
            for now in run.scope.steps() {
                let after = now.saturating_sub(run.options.lookback).max(first.saturating_sub(1));
                match latest(series, after, now.min(last), &mut cursor) {
                    Some((at, Reading::Float(_))) => samples.push((now, at)),
                    Some((_, Reading::Histogram(_))) => {
                        let labels = crate::engine::promql::binary::in_braces(labels);
                        let message = format!("this should be an info metric, with float samples: {labels}");
                        return Err(Failure::new(span, message));
                    }
                    None => {}
                }
            }
            if !samples.is_empty() {
                all.push(OneInfo { set: series.labels, samples });
            }
        }
        Ok(all)
    }
}

fn belongs(labels: &Labels, identities: &Identities) -> bool {
    let wanted = IDENTIFYING.iter().zip(identities).filter(|(_, values)| !values.is_empty());
    identities.iter().any(|values| !values.is_empty()) && { wanted }
        .all(|(name, values)| values.contains(labels.get(name)))
}

impl Look {
    /// The first and the last millisecond that samples may be of.
    fn window(&self, run: &Run) -> (Millis, Millis) {
        let Scope { start, end, .. } = run.scope;
        let first = self.0.resolve(run, start).saturating_sub(run.options.lookback) + 1;
        (first, self.0.resolve(run, end))
    }
}
