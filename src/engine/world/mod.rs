//! Prometheus and Alertmanager at work together: rules are evaluated, alerts sent, people told, on one clock.
//!
//! ```text
//!  Output ── groups ──┐
//!  Store, Options ────┼── World ──┬── plan: silences, restarts
//!                     │           ├── run: evaluate, send, advance
//!  Test ── scenario ───┘           └── finish ── Record
//! ```

mod groups;
mod notes;
mod plan;
mod record;
mod run;
mod scenario;

pub use crate::engine::rules::RulePlace;
pub use groups::groups;
pub use plan::{Action, Options};
pub use record::{By, Failed, Instance, Look, Notice, Record, Stretch, Told, Why, Withheld};
pub use run::World;
pub use scenario::{actions, fill, samples};
