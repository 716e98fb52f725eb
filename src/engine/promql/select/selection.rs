//! The series that a selector selects: looked for again only when the store has new ones.

use super::Test;
use crate::engine::promql::output::{Identity, Slots};
use crate::series::{NAME, SeriesId, Store};

pub struct Selection {
    tests: Vec<Test>,
    /// The name that all of them have.
    name: Option<Box<str>>,
    examined: usize,
    series: Vec<SeriesId>,
}

impl Selection {
    pub fn new(mut tests: Vec<Test>) -> Selection {
        let named =
            tests.iter().position(|test| *test.label == *NAME && test.only().is_some_and(|n| !n.is_empty()));
        let name = named.and_then(|index| tests.remove(index).only().map(Into::into));
        Selection { tests, name, examined: 0, series: Vec::new() }
    }

    /// Takes in the series that are new in the store; the slot of each is its place in the list.
    pub fn refresh(&mut self, store: &Store, slots: &mut Slots) {
        match &self.name {
            Some(name) => {
                let candidates = store.named(name);
                let new = candidates.get(self.examined..).unwrap_or_default();
                self.examined = candidates.len();
                for id in new {
                    self.examine(store, *id, slots);
                }
            }
            None => {
                let new = self.examined..store.all().len();
                self.examined = store.all().len();
                for index in new {
                    self.examine(store, SeriesId(index as u32), slots);
                }
            }
        }
    }

    fn examine(&mut self, store: &Store, id: SeriesId, slots: &mut Slots) {
        let set = store.series(id).labels;
        let labels = store.sets.labels(set);
        if self.tests.iter().all(|test| test.takes(labels)) {
            slots.of(Identity { set, drop_name: false });
            self.series.push(id);
        }
    }

    /// Oldest first.
    pub fn series(&self) -> &[SeriesId] {
        &self.series
    }
}
