//! `and`, `or`, `unless`.

use super::signatures::{Hand, SignatureLabels, Signatures};
use crate::engine::promql::output::Memo;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::expr::BinaryOp;
use crate::model::Millis;
use crate::text::Span;

pub struct SetOperation {
    op: BinaryOp,
    left: Box<dyn Vector>,
    right: Box<dyn Vector>,
    signatures: Signatures,
    /// By signature, the last round in which it was there.
    there: Vec<u64>,
    round: u64,
    memos: [Memo; 2],
    output: Output,
    span: Span,
}

impl SetOperation {
    pub fn new(
        op: BinaryOp,
        left: Box<dyn Vector>,
        right: Box<dyn Vector>,
        labels: SignatureLabels,
        span: Span,
    ) -> SetOperation {
        SetOperation {
            op,
            left,
            right,
            signatures: Signatures::new(labels),
            there: Vec::new(),
            round: 0,
            memos: Default::default(),
            output: Output::default(),
            span,
        }
    }

    /// Remembers the signatures of one side.
    fn mark(&mut self, run: &mut Run, hand: Hand) {
        let side = if hand == Hand::Left { &self.left } else { &self.right };
        let input = side.output();
        for item in &input.items {
            let signature = self.signatures.of(run, hand, input, item.slot);
            self.there.resize(self.signatures.len(), 0);
            self.there[signature as usize] = self.round;
        }
    }

    /// Gives those of one side whose signature was or was not remembered; all, if `there` is none.
    fn give(&mut self, run: &mut Run, hand: Hand, there: Option<bool>) -> Result<(), Failure> {
        let side = if hand == Hand::Left { &self.left } else { &self.right };
        let input = side.output();
        for item in &input.items {
            if let Some(there) = there {
                let signature = self.signatures.of(run, hand, input, item.slot);
                self.there.resize(self.signatures.len(), 0);
                if (self.there[signature as usize] == self.round) != there {
                    continue;
                }
            }
            let memo = &mut self.memos[hand as usize];
            let slot = match memo.get(item.slot) {
                Some(slot) => slot,
                None => {
                    let slot = self.output.slots.of(input.slots.get(item.slot));
                    memo.set(item.slot, slot);
                    slot
                }
            };
            self.output.push_once(run, self.span, slot, item.reading.clone())?;
        }
        Ok(())
    }
}

impl Vector for SetOperation {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.round += 1;
        let held = run.held();
        self.left.evaluate(run, now)?;
        self.right.evaluate(run, now)?;
        let left_empty = self.left.output().items.is_empty();
        let right_empty = self.right.output().items.is_empty();
        match self.op {
            BinaryOp::Or if left_empty => self.give(run, Hand::Right, None)?,
            BinaryOp::Or if right_empty => self.give(run, Hand::Left, None)?,
            BinaryOp::Or => {
                self.mark(run, Hand::Left);
                self.give(run, Hand::Left, None)?;
                self.give(run, Hand::Right, Some(false))?;
            }
            _ if left_empty => {}
            BinaryOp::Unless if right_empty => self.give(run, Hand::Left, None)?,
            _ if right_empty => {}
            op => {
                self.mark(run, Hand::Right);
                self.give(run, Hand::Left, Some(op == BinaryOp::And))?;
            }
        }
        run.release(held);
        run.hold(self.output.items.len(), self.span)
    }

    fn output(&self) -> &Output {
        &self.output
    }
}
