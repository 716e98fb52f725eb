//! Mean and spread of the observations of a native histogram.

use crate::engine::promql::sums::Sum;
use crate::series::Histogram;

/// `histogram_avg`.
pub fn mean(histogram: &Histogram) -> f64 {
    histogram.sum / histogram.count
}

/// `histogram_stddev`.
pub fn standard_deviation(histogram: &Histogram) -> f64 {
    variance(histogram).sqrt()
}

/// `histogram_stdvar`: as if all observations of a bucket were at its geometric mean; of a custom bucket at its
/// arithmetic mean, of the zero bucket at zero.
pub fn variance(histogram: &Histogram) -> f64 {
    let mean = mean(histogram);
    let mut sum = Sum::default();
    for bucket in histogram.all_buckets().filter(|bucket| bucket.count != 0.0) {
        let value = if histogram.is_custom() {
            (bucket.upper + bucket.lower) / 2.0
        } else if bucket.lower <= 0.0 && bucket.upper >= 0.0 {
            0.0
        } else {
            (bucket.upper * bucket.lower).sqrt().copysign(bucket.upper)
        };
        let distance = value - mean;
        sum.add(bucket.count * distance * distance);
    }
    (sum.total + sum.lost) / histogram.count
}
