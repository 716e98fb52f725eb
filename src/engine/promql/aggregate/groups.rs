//! Which group a series belongs to.

use crate::engine::promql::output::{Identity, Memo, Slots};
use crate::engine::promql::{Output, Run};
use crate::expr::Grouping;
use crate::series::{Labels, NAME, SetId};
use std::collections::HashMap;

/// The labels of a group: those that are named, or all but those and the metric's name.
#[derive(Clone, Debug, Default)]
pub struct GroupLabels {
    without: bool,
    names: Vec<Box<str>>,
}

impl GroupLabels {
    pub fn new(grouping: Option<&Grouping>) -> GroupLabels {
        let names = grouping.iter().flat_map(|grouping| &grouping.labels);
        GroupLabels {
            without: grouping.is_some_and(|grouping| grouping.without),
            names: names.map(|name| name.value.as_str().into()).collect(),
        }
    }

    pub fn is_without(&self) -> bool {
        self.without
    }

    pub fn add(&mut self, name: &str) {
        self.names.push(name.into());
    }

    pub fn of(&self, labels: &Labels) -> Labels {
        labels.filter(|name| {
            self.names.iter().any(|named| **named == *name) != self.without && !(self.without && name == NAME)
        })
    }
}

/// The groups that were seen; a slot is a group.
#[derive(Debug)]
pub struct Groups {
    labels: GroupLabels,
    known: HashMap<SetId, u32>,
    memo: Memo,
}

impl Groups {
    pub fn new(labels: GroupLabels) -> Groups {
        Groups { labels, known: HashMap::new(), memo: Memo::default() }
    }

    /// The group, a slot of `groups`, of a slot of `from`.
    pub fn of(&mut self, run: &mut Run, from: &Output, slot: u32, groups: &mut Slots) -> u32 {
        if let Some(group) = self.memo.get(slot) {
            return group;
        }
        let identity = from.slots.get(slot);
        let labels = self.labels.of(run.store.sets.labels(identity.set));
        // A name that is dropped from its series at the end is dropped from their group, too.
        let drop_name = identity.drop_name && !labels.name().is_empty();
        let set = run.store.sets.id(&labels);
        // The first series of a group decides.
        let group = *self.known.entry(set).or_insert_with(|| groups.of(Identity { set, drop_name }));
        self.memo.set(slot, group);
        group
    }
}
