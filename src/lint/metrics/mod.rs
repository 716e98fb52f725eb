//! Functions that do not suit the metrics they are given: counters read raw, gauges taken for counters,
//! quantiles of what are no buckets.

pub(super) mod aggregated_quantile;
pub(super) mod compared_raw;
pub(super) mod exact_increase;
pub(super) mod gauge_function;
pub(super) mod irate_in_alert;
pub(super) mod mixed_parts;
pub(super) mod no_buckets;
pub(super) mod quantile_out_of_range;
pub(super) mod rate_of_aggregate;
pub(super) mod rate_of_gauge;
pub(super) mod rate_of_rate;
pub(super) mod raw_buckets;
mod kinds;
mod reading;
pub(super) mod unknown;
pub(super) mod unnormalised_bound;

pub(super) use kinds::{Sureness, counter, gauge};
pub(super) use reading::{aggregate, any_call, call_of, number, selected, unwrapped};
