//! Who is told: any Alertmanager configuration, asked about alerts and times.
//!
//! ```text
//!  AlertmanagerConfig ──┬── concrete: known labels, one instant
//!                       └── clock: whether an instant lies in an interval
//! ```

pub mod clock;
pub mod concrete;
