//! Alertmanager 0.33 on a simulated clock.
//!
//! ```text
//!  Alert ── Dispatcher ──┬── Peer: alerts that are known ── Setup: routes ── Group
//!              │         │                                                     │ timer
//!              │         │      inhibition ─ times ─ silences ─ peer's wait ───┤
//!            Queue ──────┘                                      │              │
//!                                                           Suppressed      dedup ── Log ── Notification
//! ```
//!
//! Time passes from event to event: what happens between two of them costs nothing. A timer that is due at the
//! time of an input comes before it. Sending takes no time, and never fails.

mod alert;
mod dedup;
mod deliver;
mod dispatcher;
mod flow;
mod group;
mod inhibition;
mod log;
mod options;
mod order;
mod peer;
mod queue;
mod setup;
mod silences;
mod suppress;
mod told;

pub use alert::{Alert, Refusal};
pub use dispatcher::{Dispatcher, Ending};
pub use options::{Options, Regrouping};
pub use silences::{BadSilence, SilenceId};
pub use told::{By, GroupName, Integration, Notification, Status, Suppressed, Told, Why};
