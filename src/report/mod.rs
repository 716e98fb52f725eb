//! From all findings to those that are shown: one filter point, and the formats of machines.
//!
//! ```text
//!  findings ── allow (comments) ── levels (larum.toml) ── baseline ── changed ── shown ── text, format
//! ```

pub mod allow;
mod baseline;
mod changed;
pub mod fixes;
mod format;
mod identity;
mod levels;

pub use baseline::Baseline;
pub use changed::Changed;
pub use format::{Format, write};
pub use levels::{Levels, Wanted};
