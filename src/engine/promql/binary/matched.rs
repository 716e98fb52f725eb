//! Operators between two vectors whose series match one to one, or many to one.

use super::signatures::{Hand, SignatureLabels, Signatures};
use super::{changes_metric, elements, errors};
use crate::engine::promql::output::{Identity, is_metadata, same_labels, without_metadata};
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::expr::BinaryOp;
use crate::model::Millis;
use crate::series::{Labels, Reading, SetId};
use crate::text::Span;
use std::collections::HashMap;

/// Which side may have several series of one signature, and the labels that it takes over from the other.
#[derive(Clone, Debug)]
pub enum Card {
    OneToOne,
    /// `group_left`
    ManyToOne(Vec<Box<str>>),
    /// `group_right`
    OneToMany(Vec<Box<str>>),
}

pub struct Matched {
    op: BinaryOp,
    returns_bool: bool,
    card: Card,
    left: Box<dyn Vector>,
    right: Box<dyn Vector>,
    signatures: Signatures,
    /// By signature, the item of the side that may have one only, and the round that it is of.
    ones: Vec<(u64, u32)>,
    /// By signature, the round of its last match.
    matches: Vec<u64>,
    /// By slot of the output, the round and the signature that gave it.
    claims: Vec<(u64, u32)>,
    /// By slot of the many, the slot of the one that it last met, and that of the result.
    results: Vec<Option<(u32, u32)>>,
    /// All results of those that met several.
    more: HashMap<(u32, u32), u32>,
    round: u64,
    output: Output,
    span: Span,
}

impl Matched {
    pub fn new(
        op: BinaryOp,
        returns_bool: bool,
        sides: (Box<dyn Vector>, Box<dyn Vector>),
        labels: SignatureLabels,
        card: Card,
        span: Span,
    ) -> Matched {
        Matched {
            op,
            returns_bool,
            card,
            left: sides.0,
            right: sides.1,
            signatures: Signatures::new(labels),
            ones: Vec::new(),
            matches: Vec::new(),
            claims: Vec::new(),
            results: Vec::new(),
            more: HashMap::new(),
            round: 0,
            output: Output::default(),
            span,
        }
    }

    /// The hands of the many and of the one.
    fn hands(&self) -> (Hand, Hand) {
        match self.card {
            Card::OneToMany(_) => (Hand::Right, Hand::Left),
            _ => (Hand::Left, Hand::Right),
        }
    }

    /// Finds the one of each signature.
    fn find_ones(&mut self, run: &mut Run) -> Result<(), Failure> {
        let (_, hand) = self.hands();
        let side = if hand == Hand::Left { &self.left } else { &self.right };
        let input = side.output();
        for (index, item) in input.items.iter().enumerate() {
            let signature = self.signatures.of(run, hand, input, item.slot) as usize;
            if self.ones.len() <= signature {
                self.ones.resize(signature + 1, (0, 0));
            }
            let (round, before) = std::mem::replace(&mut self.ones[signature], (self.round, index as u32));
            if round == self.round {
                let labels = |slot| run.store.sets.labels(input.slots.get(slot).set);
                let name = if hand == Hand::Left { "left" } else { "right" };
                let before = labels(input.items[before as usize].slot);
                let group = &self.signatures.labels;
                return Err(errors::duplicate_in_group(self.span, group, name, labels(item.slot), before));
            }
        }
        Ok(())
    }

    fn combine(&mut self, run: &mut Run) -> Result<(), Failure> {
        let (many_hand, one_hand) = self.hands();
        let mut trouble = None;
        let mut twice = false;
        let count = self.side(many_hand).output().items.len();
        for index in 0..count {
            let side = if many_hand == Hand::Left { &self.left } else { &self.right };
            let input = side.output();
            let many = &input.items[index];
            let many_slot = many.slot;
            let signature = self.signatures.of(run, many_hand, input, many_slot);
            let one = match self.ones.get(signature as usize) {
                Some((round, one)) if *round == self.round => *one as usize,
                _ => continue,
            };
            let one = &self.side(one_hand).output().items[one];
            let one_slot = one.slot;
            let (left, right) = if many_hand == Hand::Left {
                (&many.reading, &one.reading)
            } else {
                (&one.reading, &many.reading)
            };
            let reading = match elements::combine(self.op, left, right) {
                Ok((_, keep)) if self.returns_bool => Reading::Float(f64::from(keep)),
                Ok((reading, true)) => reading,
                Ok((_, false)) => continue,
                Err(words) => {
                    trouble = Some(words);
                    continue;
                }
            };
            let slot = self.result(run, many_slot, one_slot);
            self.claim(signature, slot)?;
            twice |= !self.output.first(slot);
            self.output.push(slot, reading);
        }
        if let Some(words) = trouble {
            run.notes.give(self.span, words);
        }
        if twice && !run.options.delayed_name_removal { Err(same_labels(self.span)) } else { Ok(()) }
    }

    fn side(&self, hand: Hand) -> &dyn Vector {
        if hand == Hand::Left { &*self.left } else { &*self.right }
    }

    /// A signature matches once, or gives each result once.
    fn claim(&mut self, signature: u32, slot: u32) -> Result<(), Failure> {
        let fresh = |rounds: &mut Vec<(u64, u32)>, index: u32, now: (u64, u32)| {
            let index = index as usize;
            if rounds.len() <= index {
                rounds.resize(index + 1, (0, 0));
            }
            std::mem::replace(&mut rounds[index], now) != now
        };
        if matches!(self.card, Card::OneToOne) {
            let index = signature as usize;
            if self.matches.len() <= index {
                self.matches.resize(index + 1, 0);
            }
            let before = std::mem::replace(&mut self.matches[index], self.round);
            return if before == self.round { Err(errors::many_to_one(self.span)) } else { Ok(()) };
        }
        match fresh(&mut self.claims, slot, (self.round, signature)) {
            true => Ok(()),
            false => Err(errors::not_unique(self.span)),
        }
    }

    /// The slot of the result of two slots.
    fn result(&mut self, run: &mut Run, many: u32, one: u32) -> u32 {
        let takes_over = match &self.card {
            Card::OneToOne => false,
            Card::ManyToOne(labels) | Card::OneToMany(labels) => !labels.is_empty(),
        };
        let one = if takes_over { one } else { 0 };
        if self.results.len() <= many as usize {
            self.results.resize(many as usize + 1, None);
        }
        if let Some((met, slot)) = self.results[many as usize]
            && met == one
        {
            return slot;
        }
        let slot = match self.more.get(&(many, one)) {
            Some(slot) => *slot,
            None => {
                let identity = self.identity(run, many, takes_over.then_some(one));
                let slot = self.output.slots.of(identity);
                self.more.insert((many, one), slot);
                slot
            }
        };
        self.results[many as usize] = Some((one, slot));
        slot
    }

    fn identity(&self, run: &mut Run, many: u32, one: Option<u32>) -> Identity {
        let (many_hand, one_hand) = self.hands();
        let many = self.side(many_hand).output().slots.get(many).set;
        let one = one.map(|one| self.side(one_hand).output().slots.get(one).set);
        let mut set = self.result_set(run, many, one);
        if self.returns_bool && !run.options.delayed_name_removal {
            set = without_metadata(&mut run.store.sets, set);
        }
        Identity { set, drop_name: self.returns_bool && run.options.delayed_name_removal }
    }

    fn result_set(&self, run: &mut Run, many: SetId, one: Option<SetId>) -> SetId {
        let sets = &mut run.store.sets;
        let mut labels: Labels = sets.labels(many).clone();
        if changes_metric(self.op) {
            labels = labels.filter(|label| !is_metadata(label));
        }
        match &self.card {
            Card::OneToOne => {
                let matching = &self.signatures.labels;
                labels = labels.filter(|label| matching.names(label) == matching.on);
            }
            Card::ManyToOne(include) | Card::OneToMany(include) => {
                for name in include {
                    let value = one.map_or("", |one| sets.labels(one).get(name));
                    labels = labels.with(name, value);
                }
            }
        }
        sets.id(&labels)
    }
}

impl Vector for Matched {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.round += 1;
        let held = run.held();
        self.left.evaluate(run, now)?;
        self.right.evaluate(run, now)?;
        if !self.left.output().items.is_empty() && !self.right.output().items.is_empty() {
            self.find_ones(run)?;
            self.combine(run)?;
        }
        run.release(held);
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
