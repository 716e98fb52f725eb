//! Who is told of an alert with known labels, at an instant.
//!
//! ```text
//!  labels ── Tree ── Visit: receiver and settings ──┬── Calendar: muted, or outside its times
//!              └── Step: what each node decided      └── Inhibitor: quieted by another alert
//! ```
//!
//! Sources: Alertmanager 0.33's packages `dispatch`, `inhibit`, `notify` and `timeinterval`.

mod calendar;
mod inhibition;
mod matching;
mod settings;
mod tree;
mod walk;

pub use calendar::{Calendar, Quiet};
pub use inhibition::{Inhibition, Inhibitor};
pub use matching::{BadRegex, Label, Preparer, Test, all_hold, value_of};
pub use settings::{Set, Setter, Settings};
pub use tree::{Node, NodeId, Tree};
pub use walk::{Decision, Step, Visit};

use crate::lower::AlertmanagerConfig;

/// The routes that an alert with `labels` ends at, in the order in which Alertmanager finds them.
/// Whoever asks more than once keeps a [`Tree`].
///
/// # Errors
/// When a regex of the configuration cannot be compiled.
pub fn visits<'c>(config: &'c AlertmanagerConfig<'c>, labels: &[Label]) -> Result<Vec<Visit<'c>>, BadRegex> {
    Ok(Tree::new(config)?.visits(labels))
}
