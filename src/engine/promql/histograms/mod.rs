//! Functions of histograms, native and classic (Prometheus: `promql/quantile.go` and parts of `functions.go`).
//!
//! ```text
//!  OfEach   histogram_count, …_sum, …_avg, …_stddev, …_stdvar ── moments
//!  Shares   histogram_quantile, histogram_fraction ── quantile, fraction (native); classic (the buckets of `le`)
//! ```

mod classic;
mod fraction;
mod moments;
mod of_each;
mod quantile;
mod shares;
#[cfg(test)]
mod tests;

pub use of_each::{OfEach, OfHistogram};
pub use shares::{Places, Shares, Wanted};

use super::notes::{MetricName, Words};
use crate::series::Histogram;

/// What is found out of one histogram.
type Found = (f64, Option<fn(MetricName) -> Words>);

/// The function of each native histogram of a vector by that name.
pub fn of_histogram(name: &str) -> Option<OfHistogram> {
    Some(match name {
        "histogram_count" => |histogram: &Histogram| histogram.count,
        "histogram_sum" => |histogram: &Histogram| histogram.sum,
        "histogram_avg" => moments::mean,
        "histogram_stddev" => moments::standard_deviation,
        "histogram_stdvar" => moments::variance,
        _ => return None,
    })
}
