//! `test` blocks of programs: run on the engine, and judged.
//!
//! ```text
//!  Test ──┬── Store ──────────────┐
//!         └── run ───────────────┴── World ── Record ── judge ──┬── state ──┬── Failure: a finding and its story
//!  Model ── lower ── groups, routes ─────────────┘              └── told ───┘
//! ```

mod clock;
mod export;
mod judge;
mod measured;
mod run;
mod select;
mod state;
mod story;
mod table;
mod told;

pub use export::{Exported, export};
pub use run::{Prepared, Ran};
pub use story::Story;

use crate::diag::Diagnostic;

/// An expectation that did not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Points at the token that is not so.
    pub finding: Diagnostic,
    /// What happened instead.
    pub story: Story,
}
