//! Tests of rules and routes: files of `promtool test rules`, `test` blocks of programs, and what came of any test.

pub mod blocks;
pub mod coverage;
mod outcome;
pub mod promtool;
pub mod report;

pub use outcome::{Fault, Outcome, Place, Suite};
