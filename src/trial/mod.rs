//! Tests of rules and routes: files of `promtool test rules`, and what came of any test.

mod outcome;
pub mod promtool;

pub use outcome::{Fault, Outcome, Place, Suite};
