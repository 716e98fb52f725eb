//! `histogram_quantile(q, x)` and `histogram_fraction(lower, upper, x)`.

use super::classic::{self, Bucket};
use super::{Found, fraction::fraction, quantile::quantile};
use crate::engine::promql::notes::{MetricName, Words};
use crate::engine::promql::output::{Identity, Names};
use crate::engine::promql::{Failure, Output, Run, Scalar, Vector};
use crate::model::Millis;
use crate::series::{Histogram, Reading, SetId};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;

const LE: &str = "le";

/// What is asked of each histogram.
pub enum Wanted {
    Quantile(Box<dyn Scalar>),
    Fraction { lower: Box<dyn Scalar>, upper: Box<dyn Scalar> },
}

/// The same with numbers.
#[derive(Clone, Copy)]
enum Asked {
    Quantile(f64),
    Fraction(f64, f64),
}

pub struct Shares {
    inner: Box<dyn Vector>,
    wanted: Wanted,
    places: Places,
    parts: Vec<Option<Part>>,
    groups: Groups,
    output: Output,
}

/// Where in the text things are told of.
#[derive(Clone, Copy)]
pub struct Places {
    pub call: Span,
    pub parameter: Span,
    pub vector: Span,
}

/// What a series of the vector is, remembered by slot.
#[derive(Clone, Copy)]
struct Part {
    /// Of `le`; none when it is no number.
    upper: Option<f64>,
    /// The group of its buckets: all labels but `le`.
    classic: u32,
    /// The group of a native histogram: all labels.
    native: u32,
}

/// All that has the same labels.
struct Group {
    set: SetId,
    slot: u32,
    buckets: Vec<Bucket>,
}

#[derive(Default)]
struct Groups {
    all: Vec<Group>,
    known: HashMap<SetId, u32>,
    /// Those that have buckets at this instant.
    filled: Vec<u32>,
}

impl Shares {
    pub fn new(wanted: Wanted, inner: Box<dyn Vector>, places: Places) -> Shares {
        let (groups, output) = (Groups::default(), Output::default());
        Shares { inner, wanted, places, parts: Vec::new(), groups, output }
    }

    fn asked(&mut self, run: &mut Run, now: Millis) -> Result<Asked, Failure> {
        match &mut self.wanted {
            Wanted::Quantile(q) => {
                let q = q.evaluate(run, now)?;
                if !(0.0..=1.0).contains(&q) {
                    run.notes.give(self.places.parameter, Words::InvalidQuantile(q));
                }
                Ok(Asked::Quantile(q))
            }
            Wanted::Fraction { lower, upper } => {
                Ok(Asked::Fraction(lower.evaluate(run, now)?, upper.evaluate(run, now)?))
            }
        }
    }

    /// Sorts the buckets into their groups; the native histograms with theirs.
    fn gather(&mut self, run: &mut Run) -> Vec<(u32, Arc<Histogram>)> {
        let mut native = Vec::new();
        let input = self.inner.output();
        for item in &input.items {
            let slot = item.slot as usize;
            if self.parts.len() <= slot {
                self.parts.resize(slot + 1, None);
            }
            let part = *self.parts[slot].get_or_insert_with(|| {
                part(input.slots.get(item.slot), &mut self.groups, &mut self.output, run)
            });
            match (&item.reading, part.upper) {
                (Reading::Histogram(histogram), _) => native.push((part.native, Arc::clone(histogram))),
                (Reading::Float(count), Some(upper)) => self.groups.fill(part.classic, upper, *count),
                (Reading::Float(_), None) => {
                    let labels = run.store.sets.labels(input.slots.get(item.slot).set);
                    let words =
                        Words::BadBucketLabel { value: labels.get(LE).into(), name: labels.name().into() };
                    run.notes.give(self.places.vector, words);
                }
            }
        }
        native
    }

    /// The name is dropped before most things are told.
    fn name_if_kept(&self, run: &Run, group: u32) -> MetricName {
        if run.options.delayed_name_removal { self.name(run, group) } else { "".into() }
    }

    fn name(&self, run: &Run, group: u32) -> MetricName {
        run.store.sets.labels(self.groups.all[group as usize].set).name().into()
    }
}

fn part(identity: Identity, groups: &mut Groups, output: &mut Output, run: &mut Run) -> Part {
    let labels = run.store.sets.labels(identity.set).clone();
    let upper = classic::upper_bound(labels.get(LE));
    let without_le = match labels.get(LE) {
        "" => identity.set,
        _ => run.store.sets.id(&labels.filter(|name| name != LE)),
    };
    let native = groups.of(identity, output, run);
    let classic = groups.of(Identity { set: without_le, ..identity }, output, run);
    Part { upper, classic, native }
}

impl Groups {
    fn of(&mut self, identity: Identity, output: &mut Output, run: &mut Run) -> u32 {
        let all = &mut self.all;
        *self.known.entry(identity.set).or_insert_with(|| {
            let slot = output.slots.of(Names::Drop.apply(run, identity));
            all.push(Group { set: identity.set, slot, buckets: Vec::new() });
            (all.len() - 1) as u32
        })
    }

    fn fill(&mut self, group: u32, upper: f64, count: f64) {
        let buckets = &mut self.all[group as usize].buckets;
        if buckets.is_empty() {
            self.filled.push(group);
        }
        buckets.push(Bucket { upper, count });
    }

    fn clear(&mut self) {
        for group in self.filled.drain(..) {
            self.all[group as usize].buckets.clear();
        }
    }
}

impl Vector for Shares {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.groups.clear();
        let held = run.held();
        let asked = self.asked(run, now)?;
        self.inner.evaluate(run, now)?;
        run.release(held);
        let native = self.gather(run);
        // What has a native and a classic histogram has no result.
        let mut doubled = Vec::new();
        for (group, histogram) in native {
            if !self.groups.all[group as usize].buckets.is_empty() {
                doubled.push(group);
                let name = self.name(run, group);
                run.notes.give(self.places.vector, Words::MixedClassicAndNative(name));
                continue;
            }
            let (value, words): Found = match asked {
                Asked::Quantile(q) => quantile(q, &histogram),
                Asked::Fraction(lower, upper) => fraction(lower, upper, &histogram),
            };
            if let Some(words) = words {
                let name = self.name_if_kept(run, group);
                run.notes.give(self.places.parameter, words(name));
            }
            let slot = self.groups.all[group as usize].slot;
            self.output.push_once(run, self.places.call, slot, Reading::Float(value))?;
        }
        for index in 0..self.groups.filled.len() {
            let place = self.groups.filled[index];
            if doubled.contains(&place) {
                continue;
            }
            let name = self.name_if_kept(run, place);
            let group = &mut self.groups.all[place as usize];
            let value = match asked {
                Asked::Fraction(lower, upper) => classic::fraction(lower, upper, &mut group.buckets),
                Asked::Quantile(q) => {
                    let (value, forced) = classic::quantile(q, &mut group.buckets);
                    if forced {
                        run.notes.give(self.places.vector, Words::ForcedMonotonicity(name));
                    }
                    value
                }
            };
            self.output.push_once(run, self.places.call, group.slot, Reading::Float(value))?;
        }
        run.hold(self.output.items.len(), self.places.call)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
