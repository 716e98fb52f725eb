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
    /// Which evaluation of the query it is.
    pub number: u64,
    held: usize,
    steps: usize,
}

/// Most steps of subqueries in one evaluation: some seconds of work.
const MAX_STEPS: usize = 20_000_000;

impl<'a> Run<'a> {
    pub fn new(
        store: &'a mut Store,
        options: &'a Options,
        start: Millis,
        end: Millis,
        number: u64,
    ) -> Run<'a> {
        Run { store, options, notes: Notes::default(), start, end, number, held: 0, steps: 0 }
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
