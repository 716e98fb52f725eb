//! Who is told, and when: any Alertmanager configuration, asked about alerts and times.
//!
//! ```text
//!  AlertmanagerConfig ──┬── concrete: known labels, one instant
//!                       ├── symbolic: labels known, unknown, or limited to some values
//!                       ├── times: all instants of a horizon
//!                       └── clock: whether an instant lies in an interval
//! ```

pub mod clock;
pub mod concrete;
pub mod symbolic;
pub mod times;

pub use times::{Horizon, Times};
