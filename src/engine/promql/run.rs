//! What all nodes of a plan share during one evaluation.

use super::notes::Notes;
use super::{Failure, Options};
use crate::model::Millis;
use crate::series::Store;
use crate::text::Span;

pub struct Run<'a> {
    pub store: &'a mut Store,
    pub options: &'a Options,
    pub notes: Notes,
    /// The instants that `start()` and `end()` mean.
    pub start: Millis,
    pub end: Millis,
    /// The steps of the query, or of the subquery that is under way.
    pub scope: Scope,
    /// Which evaluation of the query it is.
    pub number: u64,
    held: usize,
    steps: usize,
}

/// Most steps of subqueries in one evaluation: some seconds of work.
const MAX_STEPS: usize = 20_000_000;

/// Instants in steps: all that Prometheus evaluates a part of an expression at before it goes on to the next part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub start: Millis,
    pub end: Millis,
    pub step: Millis,
}

impl Scope {
    pub fn at(instant: Millis) -> Scope {
        Scope { start: instant, end: instant, step: 1 }
    }

    pub fn is_one(self) -> bool {
        self.end.saturating_sub(self.start) < self.step
    }

    pub fn steps(self) -> impl Iterator<Item = Millis> {
        let next = move |at: &Millis| at.checked_add(self.step).filter(|next| *next <= self.end);
        std::iter::successors(Some(self.start), next)
    }

    /// Itself, if the instant is one of its steps; else that instant alone.
    pub fn around(self, instant: Millis) -> Scope {
        let inside = (self.start..=self.end).contains(&instant) && (instant - self.start) % self.step == 0;
        if inside { self } else { Scope::at(instant) }
    }
}

impl<'a> Run<'a> {
    pub fn new(store: &'a mut Store, options: &'a Options, scope: Scope, number: u64) -> Run<'a> {
        let Scope { start, end, .. } = scope;
        Run { store, options, notes: Notes::default(), start, end, scope, number, held: 0, steps: 0 }
    }

    /// Counts samples that are held at the same time.
    ///
    /// # Errors
    /// When they are more than the limit.
    pub fn hold(&mut self, samples: usize, span: Span) -> Result<(), Failure> {
        self.held = self.held.saturating_add(samples);
        if self.held > self.options.max_samples {
            let message = "query processing would load too many samples into memory in query execution";
            return Err(Failure::new(span, message));
        }
        Ok(())
    }

    /// Counts a step of a subquery.
    ///
    /// # Errors
    /// When there are more than anybody waits for.
    pub fn step(&mut self, span: Span) -> Result<(), Failure> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            let message = format!("the subqueries of one evaluation take more than {MAX_STEPS} steps");
            return Err(Failure::new(span, message));
        }
        Ok(())
    }

    /// Gives samples free that were counted since `before`.
    pub fn release(&mut self, before: usize) {
        self.held = before;
    }

    pub fn held(&self) -> usize {
        self.held
    }
}
