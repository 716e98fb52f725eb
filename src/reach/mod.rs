//! Who is told, and when: any Alertmanager configuration, asked about alerts and times.
//!
//! ```text
//!  AlertmanagerConfig ──┬── concrete: known labels, one instant
//!                       ├── symbolic: labels known, unknown, or limited to some values
//!                       ├── times: all instants of a horizon
//!                       ├── clock: whether an instant lies in an interval
//!  Model ───────────────┴── program: who is told of each alert, when, after how long
//! ```

pub mod clock;
pub mod concrete;
pub mod program;
pub mod symbolic;
pub mod times;

pub use times::{Horizon, Times};
