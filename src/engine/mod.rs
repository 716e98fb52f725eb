//! Prometheus and Alertmanager on one simulated clock.
//!
//! ```text
//!  Expr ──── promql ── vectors ── rules ── alerts ── dispatch ── notifications
//!  Store ──────┘          │         │                    │
//!                         └─ Store ─┘                   Tree, Inhibitor, Calendar
//! ```

pub mod dispatch;
pub mod promql;
pub mod rules;
pub mod world;
