//! `histogram_fraction` of a native histogram.

use super::{Found, quantile::one_sided};
use crate::engine::promql::notes::Words;
use crate::series::Histogram;
use crate::series::histogram::Bucket;

/// The share of the observations between two values; see `quantile` for how it interpolates.
pub fn fraction(lower: f64, upper: f64, histogram: &Histogram) -> Found {
    if histogram.count == 0.0 || lower.is_nan() || upper.is_nan() {
        return (f64::NAN, None);
    }
    if lower >= upper {
        return (0.0, None);
    }
    let (mut below_lower, mut below_upper) = (Rank::new(lower), Rank::new(upper));
    let mut rank = 0.0;
    for mut bucket in histogram.all_buckets() {
        let zero = bucket.lower <= 0.0 && bucket.upper >= 0.0;
        if zero {
            one_sided(histogram, &mut bucket);
        }
        let linear = histogram.is_custom() || zero;
        for one in [&mut below_lower, &mut below_upper] {
            one.meet(&bucket, rank, linear);
        }
        if below_lower.found.is_some() && below_upper.found.is_some() {
            break;
        }
        rank += bucket.count;
    }
    let mut count = histogram.count;
    let mut remark = None;
    if histogram.sum.is_nan() {
        // Observations of NaN are in no bucket, nor between any values.
        count = histogram.all_buckets().fold(0.0, |sum, bucket| sum + bucket.count);
        remark = (count < histogram.count).then_some(Words::FractionWithoutNans as fn(_) -> _);
    }
    ((below_upper.among(count) - below_lower.among(count)) / histogram.count, remark)
}

/// How many observations lie below a value.
struct Rank {
    value: f64,
    found: Option<f64>,
}

impl Rank {
    fn new(value: f64) -> Rank {
        Rank { value, found: None }
    }

    /// `rank` observations lie below the bucket.
    fn meet(&mut self, bucket: &Bucket, rank: f64, linear: bool) {
        if self.found.is_some() {
            return;
        }
        if bucket.lower >= self.value {
            self.found = Some(rank);
        } else if bucket.lower < self.value && bucket.upper > self.value {
            self.found = Some(if linear {
                linearly(self.value, bucket, rank)
            } else {
                rank + bucket.count * exponentially(self.value, bucket)
            });
        }
    }

    /// It is not found when it lies above all buckets.
    fn among(&self, count: f64) -> f64 {
        match self.found {
            Some(rank) if rank > count => count,
            Some(rank) => rank,
            None => count,
        }
    }
}

/// In a bucket that reaches down without end this is NaN, as in Prometheus 3.5.
fn linearly(value: f64, bucket: &Bucket, rank: f64) -> f64 {
    rank + bucket.count * (value - bucket.lower) / (bucket.upper - bucket.lower)
}

fn exponentially(value: f64, bucket: &Bucket) -> f64 {
    let (lower, upper, at) = (bucket.lower.abs().log2(), bucket.upper.abs().log2(), value.abs().log2());
    if value > 0.0 { (at - lower) / (upper - lower) } else { 1.0 - ((at - upper) / (lower - upper)) }
}
