//! Policies: what every rule set must keep, checked, and where it is about who is told, proven.
//!
//! ```text
//!  Policy ──┐
//!           ├── items (alerts, services, …: fields with places) ── condition ── Failure ──┐
//!  Subject ─┤                                                                             ├── exceptions ── Diagnostic
//!           └── routes (who is told, by cells of labels) ── reaches (at which times) ─────┘
//! ```
//!
//! What is not certain is unknown, and what is unknown breaks no policy.

mod condition;
mod exceptions;
mod expression;
mod failure;
mod imported;
mod item;
mod judge;
mod program;
mod prose;
mod reaches;
mod routes;
mod told;
mod words;

pub use judge::check;
pub use prose::{Format, prose};
pub use reaches::{Lags, Question, Verdict, lags, verdict};
pub use routes::{Cell, Channel, Routes, Told};
pub use told::Horizons;

use crate::diag::Diagnostics;
use crate::lint::{self, Facts};
use crate::lower::AlertmanagerConfig;
use crate::model::Model;
use crate::ruleset::RuleSet;
use jiff::civil::Date;

/// What is held against policies.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A program without errors.
    Program(&'a Model),
    /// Rule files, and the configuration of the Alertmanager that their alerts go to, when it is known.
    Imported { rules: &'a RuleSet, config: Option<&'a AlertmanagerConfig<'a>>, facts: &'a Facts },
}

/// All that is to be said of a program without errors: what lints find, and what its policies ask for.
pub fn judge(model: &Model, today: Date) -> Diagnostics {
    let mut findings = lint::of_program(model);
    findings.append(check(&model.policies, &Subject::Program(model), today));
    findings
}
