//! All steps of what is given labels and of the info metrics.

use super::series::{Identities, InfoSeries, OneInfo};
use super::{IDENTIFYING, Wanted, identifying};
use crate::engine::promql::run::Scope;
use crate::engine::promql::{Failure, Run, Vector};
use crate::model::Millis;
use crate::series::{Labels, NAME, Reading, SetId};
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};

/// What Prometheus 3.5 has before it looks at any step. It numbers the series of all steps, and those that have a
/// sample at a step; and then takes the number of the latter for that of the former. So where a series before it has no
/// sample, a series is given the labels of another. At one instant, all have one.
pub struct Table {
    /// The evaluation of the query, and the steps.
    number: u64,
    scope: Scope,
    base: Vec<Base>,
    /// By step, the series of the base and their samples.
    samples: HashMap<Millis, Vec<(usize, Reading)>>,
    infos: Vec<OneInfo>,
    /// By info series, its name and identity.
    signatures: Vec<Signature>,
    /// Whether some series of the base tells where it comes from.
    pub identified: bool,
}

struct Base {
    set: SetId,
    /// It is an info metric itself, which is left as it is.
    ignored: bool,
    identity: Labels,
}

type Signature = (String, Labels);

/// The info series of one step by signature, each with the time of its sample.
pub type Found<'t> = HashMap<&'t Signature, (SetId, Millis)>;

impl Table {
    pub fn new(
        inner: &mut dyn Vector,
        infos: &mut InfoSeries,
        wanted: &Wanted,
        run: &mut Run,
        span: Span,
    ) -> Result<Table, Failure> {
        let (mut sets, mut samples) = (Vec::new(), HashMap::new());
        for now in run.scope.steps() {
            inner.evaluate(run, now)?;
            let output = inner.output();
            let items: Vec<_> = output.items.iter().map(|item| (item.slot, item.reading.clone())).collect();
            sets.extend(items.iter().map(|(slot, _)| (*slot, output.slots.get(*slot).set)));
            samples.insert(now, items);
        }
        // The order of one instant is that of the vector; over several, Prometheus has that of the series.
        if !run.scope.is_one() {
            sets.sort_unstable();
            sets.dedup();
        }
        let numbers: HashMap<u32, usize> =
            sets.iter().enumerate().map(|(number, (slot, _))| (*slot, number)).collect();
        let base: Vec<Base> = sets.iter().map(|(_, set)| Base::new(*set, run, wanted)).collect();
        let numbered = samples.into_iter().map(|(now, items)| {
            let mut items: Vec<(usize, Reading)> =
                items.into_iter().map(|(slot, reading)| (numbers[&slot], reading)).collect();
            items.sort_by_key(|(number, _)| *number);
            (now, items)
        });
        let samples = numbered.collect();
        let identities = identities(&base);
        let identified = identities.iter().any(|values| !values.is_empty());
        let infos = infos.all(run, &identities, span)?;
        let signatures = infos.iter().map(|info| {
            let labels = run.store.sets.labels(info.set);
            (labels.name().to_owned(), identifying(labels))
        });
        let signatures = signatures.collect();
        let (number, scope) = (run.number, run.scope);
        Ok(Table { number, scope, base, samples, infos, signatures, identified })
    }

    pub fn is_of(&self, run: &Run, scope: Scope) -> bool {
        self.number == run.number && self.scope == scope
    }

    pub fn labels_of(&self, series: usize) -> SetId {
        self.base[series].set
    }

    pub fn base_at(&self, now: Millis) -> &[(usize, Reading)] {
        self.samples.get(&now).map_or(&[], Vec::as_slice)
    }

    /// # Errors
    /// The name of an info metric of which two series are equally new.
    pub fn infos_at(&self, now: Millis) -> Result<Found<'_>, &str> {
        let mut found = Found::new();
        let there = self.infos.iter().zip(&self.signatures).filter_map(|(info, (name, _))| {
            let place = info.samples.binary_search_by_key(&now, |(step, _)| *step).ok()?;
            Some((info.set, info.samples[place].1, name.as_str()))
        });
        for ((set, at, name), signature) in there.zip(&self.signatures) {
            match found.get(signature) {
                Some((_, before)) if *before == at => return Err(name),
                Some((_, before)) if *before > at => {}
                _ => drop(found.insert(signature, (set, at))),
            }
        }
        Ok(found)
    }

    /// The info series for what stands at a place of a step; none for what is left as it is.
    pub fn infos_of(&self, place: usize, found: &Found) -> Option<Vec<SetId>> {
        let Base { identity, .. } = self.base.get(place).filter(|base| !base.ignored)?;
        let own = found.iter().filter(|((_, other), _)| other == identity);
        Some(own.map(|(_, (set, _))| *set).collect())
    }
}

impl Base {
    fn new(set: SetId, run: &Run, wanted: &Wanted) -> Base {
        let labels = run.store.sets.labels(set);
        let names = &wanted.names;
        let ignored = !names.is_empty() && names.iter().all(|test| test.passes(labels.get(NAME)));
        Base { set, ignored, identity: identifying(labels) }
    }
}

fn identities(base: &[Base]) -> Identities {
    IDENTIFYING.map(|name| {
        let values = base.iter().filter(|base| !base.ignored).map(|base| base.identity.get(name));
        values.filter(|value| !value.is_empty()).map(str::to_owned).collect::<BTreeSet<_>>()
    })
}
