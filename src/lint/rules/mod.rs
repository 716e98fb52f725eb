//! A rule as a whole, and rules together.

pub mod alert_series;
pub mod circle;
pub mod duplicate;
pub mod early;
pub mod empty_label;
pub mod external_labels;
pub mod fixed_label;
pub mod interval;
pub mod operations;
pub mod overwritten;
pub mod reads;
pub mod record_name;
pub mod runbook;
pub mod secret;
pub mod severity;
pub mod short_for;
pub mod spelling;
pub mod subsumed;
mod suggest;
pub mod threshold;
pub mod tiers;
pub mod unrecorded;
pub mod zero_for;

/// How long Prometheus still sees a sample when it evaluates: `--query.lookback-delta`.
const LOOKBACK: crate::model::Millis = 5 * 60_000;
