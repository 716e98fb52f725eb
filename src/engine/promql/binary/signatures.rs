//! Which series of two vectors match: those with the same signature.

use crate::engine::promql::output::{Identity, Memo, Slots};
use crate::engine::promql::{Output, Run};
use crate::expr::Matching;
use crate::series::{Labels, NAME};

/// The labels that are compared: those that are named, or all but those and the metric's name.
#[derive(Clone, Debug, Default)]
pub struct SignatureLabels {
    pub on: bool,
    pub names: Vec<Box<str>>,
}

impl SignatureLabels {
    pub fn new(matching: Option<&Matching>) -> SignatureLabels {
        let names = matching.iter().flat_map(|matching| &matching.labels);
        SignatureLabels {
            on: matching.is_some_and(|matching| matching.on),
            names: names.map(|name| name.value.as_str().into()).collect(),
        }
    }

    pub fn names(&self, label: &str) -> bool {
        self.names.iter().any(|name| **name == *label)
    }

    pub fn of(&self, labels: &Labels) -> Labels {
        labels.filter(|label| self.names(label) == self.on && (self.on || label != NAME))
    }
}

/// The signatures of both vectors, numbered together.
#[derive(Debug)]
pub struct Signatures {
    pub labels: SignatureLabels,
    slots: Slots,
    memos: [Memo; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Left = 0,
    Right = 1,
}

impl Signatures {
    pub fn new(labels: SignatureLabels) -> Signatures {
        Signatures { labels, slots: Slots::default(), memos: Default::default() }
    }

    pub fn of(&mut self, run: &mut Run, hand: Hand, from: &Output, slot: u32) -> u32 {
        let memo = &mut self.memos[hand as usize];
        if let Some(signature) = memo.get(slot) {
            return signature;
        }
        let labels = self.labels.of(run.store.sets.labels(from.slots.get(slot).set));
        let signature = self.slots.of(Identity { set: run.store.sets.id(&labels), drop_name: false });
        memo.set(slot, signature);
        signature
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }
}
