//! PromQL: an expression becomes a plan, which is evaluated over a store, instant by instant.
//!
//! ```text
//!  Expr ── compile ── plan: select ── range_functions ─┐
//!                           select ── functions, histograms, binary, aggregate ── query ── Answer
//! ```
//!
//! A plan is evaluated at the steps of a simulation, so each node remembers by number what it found out about label
//! sets: see [`output`].

mod aggregate;
mod answer;
mod binary;
mod compile;
mod functions;
mod go_sort;
mod histograms;
mod info;
mod notes;
mod options;
mod output;
mod plan;
mod powers;
mod query;
mod range_functions;
mod run;
mod select;
mod sums;

pub use answer::{Answer, Failure, Row, Sample, Value};
pub use notes::{Level, Note, Words};
pub use options::{Options, Ranges};
pub use query::Query;

use output::Output;
use plan::{Scalar, Vector};
use run::Run;

#[cfg(test)]
mod tests;
