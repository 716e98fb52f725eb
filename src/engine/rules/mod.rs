//! Rules over time, as Prometheus 3.5 evaluates them (`rules/group.go`, `alerting.go`, `recording.go`).
//!
//! ```text
//!  Group ── Manager ── evaluation ──┬── recording ───────────────┬── Store
//!                                   └── alerting ── Alert ───────┘
//!                                         │           └── sending ── what Alertmanager is told
//!                                       texts, restoring
//! ```

mod alert;
mod alerting;
mod evaluation;
mod group;
mod manager;
mod options;
mod recording;
mod restoring;
mod sending;
#[cfg(test)]
mod tests;
mod texts;
mod written;

pub use alert::{Active, State};
pub use evaluation::{Failure, as_vector};
pub use group::{Group, Kind, Rule};
pub use manager::{Manager, RulePlace};
pub use options::Options;
pub use sending::{Sent, with_external};
