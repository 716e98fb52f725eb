//! What a node of a plan gives at an instant.
//!
//! A node numbers the label sets that it gives: a *slot* is the place of one of them in the node's own list. What the
//! node above works out for a label set is remembered by slot, so that after the first step all that is left of
//! labels is looking up numbers.

use super::{Failure, Run};
use crate::series::{LabelSets, Labels, NAME, Reading, SetId};
use crate::text::Span;
use std::collections::HashMap;

/// One series of a vector.
#[derive(Clone, Debug)]
pub struct Item {
    pub slot: u32,
    pub reading: Reading,
}

/// A label set, and whether its name is to be dropped at the end (with delayed removal of names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    pub set: SetId,
    pub drop_name: bool,
}

/// The label sets that a node gives.
#[derive(Debug, Default)]
pub struct Slots {
    known: HashMap<Identity, u32>,
    all: Vec<Identity>,
}

impl Slots {
    /// The slot of a label set.
    pub fn of(&mut self, identity: Identity) -> u32 {
        let all = &mut self.all;
        *self.known.entry(identity).or_insert_with(|| {
            all.push(identity);
            (all.len() - 1) as u32
        })
    }

    pub fn get(&self, slot: u32) -> Identity {
        self.all[slot as usize]
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }
}

/// A vector: its items and the label sets of their slots.
#[derive(Debug, Default)]
pub struct Output {
    pub items: Vec<Item>,
    pub slots: Slots,
    /// By slot, the last round that gave it.
    given: Vec<u64>,
    round: u64,
}

impl Output {
    /// Makes room for the next instant.
    pub fn clear(&mut self) {
        self.items.clear();
        self.round += 1;
    }

    pub fn push(&mut self, slot: u32, reading: Reading) {
        self.items.push(Item { slot, reading });
    }

    /// # Errors
    /// When the label set was given at this instant, and names are not dropped later.
    pub fn push_once(&mut self, run: &Run, span: Span, slot: u32, reading: Reading) -> Result<(), Failure> {
        if !run.options.delayed_name_removal && !self.first(slot) {
            return Err(same_labels(span));
        }
        self.push(slot, reading);
        Ok(())
    }

    /// Whether the slot is asked for the first time at this instant.
    pub fn first(&mut self, slot: u32) -> bool {
        let slot = slot as usize;
        if self.given.len() <= slot {
            self.given.resize(slot + 1, 0);
        }
        std::mem::replace(&mut self.given[slot], self.round) != self.round
    }
}

pub fn same_labels(span: Span) -> Failure {
    Failure::new(span, "vector cannot contain metrics with the same labelset")
}

/// By slot of one node, the slot of another.
#[derive(Debug, Default)]
pub struct Memo(Vec<u32>);

impl Memo {
    const UNKNOWN: u32 = u32::MAX;

    pub fn get(&self, slot: u32) -> Option<u32> {
        self.0.get(slot as usize).copied().filter(|known| *known != Memo::UNKNOWN)
    }

    pub fn set(&mut self, slot: u32, to: u32) {
        let slot = slot as usize;
        if self.0.len() <= slot {
            self.0.resize(slot + 1, Memo::UNKNOWN);
        }
        self.0[slot] = to;
    }
}

/// How a node changes the names of what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Keep,
    /// The metric's name, type and unit go, now or at the end.
    Drop,
}

impl Names {
    pub fn apply(self, run: &mut Run, identity: Identity) -> Identity {
        match self {
            Names::Keep => identity,
            Names::Drop if run.options.delayed_name_removal => Identity { drop_name: true, ..identity },
            Names::Drop => Identity { set: without_metadata(&mut run.store.sets, identity.set), ..identity },
        }
    }
}

/// Labels that tell what a metric is; operations that make another metric of it drop them.
const METADATA: [&str; 3] = [NAME, "__type__", "__unit__"];

pub fn is_metadata(label: &str) -> bool {
    METADATA.contains(&label)
}

/// The label set without the metric's name, type and unit.
pub fn without_metadata(sets: &mut LabelSets, set: SetId) -> SetId {
    let labels = sets.labels(set);
    if !labels.iter().any(|(name, _)| is_metadata(name)) {
        return set;
    }
    let rest: Labels = labels.filter(|name| !is_metadata(name));
    sets.id(&rest)
}
