//! The test files of `promtool test rules`, run as they are, with its verdicts and its reports
//! (`cmd/promtool/unittest.go` of Prometheus 3.5).
//!
//! ```text
//!  text ── read ── TestFile ──┬── series ── Store ──┐
//!  rule files ── Group ───────┴── run ── Manager ───┴──┬── alerts ───┬── Failure: promtool's report, and a place
//!                                                      └── samples ──┘
//! ```

mod alerts;
mod file;
mod read;
mod rules;
mod run;
mod samples;
mod series;
#[cfg(test)]
mod tests;
mod words;

pub use file::{AlertTest, Expected, ExpectedSample, ExprTest, Input, Test, TestFile};
pub use read::read;
pub use rules::load_rules;
pub use run::{Failure, Options, run};
