//! `histogram_quantile` of a native histogram.

use super::Found;
use crate::engine::promql::notes::Words;
use crate::series::Histogram;
use crate::series::histogram::Bucket;

/// Below which value the share `q` of the observations lies. In a bucket it interpolates: linearly in custom buckets
/// and the zero bucket, on a logarithmic scale in exponential ones.
pub fn quantile(q: f64, histogram: &Histogram) -> Found {
    if q < 0.0 {
        return (f64::NEG_INFINITY, None);
    }
    if q > 1.0 {
        return (f64::INFINITY, None);
    }
    if histogram.count == 0.0 || q.is_nan() {
        return (f64::NAN, None);
    }
    // From the nearer end. Observations of NaN are counted, but are in no bucket: as if they were the highest, so only
    // the way up is right.
    if histogram.sum.is_nan() || q < 0.5 {
        let rank = q * histogram.count;
        let mut buckets = histogram.all_buckets();
        let (bucket, count) = reach(&mut buckets, rank);
        let beyond: Vec<Bucket> = if histogram.sum.is_nan() { buckets.collect() } else { Vec::new() };
        place(histogram, bucket, count, rank, Side::Below(&beyond))
    } else {
        let rank = (1.0 - q) * histogram.count;
        let (bucket, count) = reach(&mut histogram.all_buckets().rev(), rank);
        place(histogram, bucket, count, rank, Side::Above)
    }
}

/// From which end the buckets were counted.
enum Side<'a> {
    /// And the buckets that were not reached, if there may be observations of NaN.
    Below(&'a [Bucket]),
    Above,
}

/// The first bucket with which `rank` is reached, else the last; and the count up to its end.
fn reach(buckets: &mut impl Iterator<Item = Bucket>, rank: f64) -> (Bucket, f64) {
    let empty = Bucket { lower: 0.0, upper: 0.0, lower_inclusive: false, upper_inclusive: false, count: 0.0 };
    let (mut last, mut count) = (empty, 0.0);
    for bucket in buckets {
        last = bucket;
        if bucket.count == 0.0 {
            continue;
        }
        count += bucket.count;
        if count >= rank {
            break;
        }
    }
    (last, count)
}

fn place(histogram: &Histogram, mut bucket: Bucket, reached: f64, rank: f64, side: Side) -> Found {
    if histogram.is_custom() {
        if bucket.lower == f64::NEG_INFINITY {
            if bucket.upper <= 0.0 {
                return (bucket.upper, None);
            }
            bucket.lower = 0.0;
        } else if bucket.upper == f64::INFINITY {
            return (bucket.lower, None);
        }
    } else if bucket.lower < 0.0 && bucket.upper > 0.0 {
        one_sided(histogram, &mut bucket);
    }
    let count = if reached > histogram.count { histogram.count } else { reached };
    if count < rank {
        return if histogram.sum.is_nan() {
            (f64::NAN, Some(Words::QuantileIsNan))
        } else {
            (bucket.upper, None)
        };
    }
    let (inside, remark) = match side {
        Side::Below(beyond) => {
            let inside = rank - (count - bucket.count);
            let all = beyond.iter().fold(count, |sum, bucket| sum + bucket.count);
            let skewed = histogram.sum.is_nan() && all < histogram.count;
            // Prometheus 3.5 goes on to the last bucket to count them, and then forgets to come back.
            bucket = beyond.last().copied().unwrap_or(bucket);
            (inside, skewed.then_some(Words::QuantileIsSkewed as fn(_) -> _))
        }
        Side::Above => (count - rank, None),
    };
    let fraction = inside / bucket.count;
    if histogram.is_custom() || (bucket.lower <= 0.0 && bucket.upper >= 0.0) {
        return (bucket.lower + (bucket.upper - bucket.lower) * fraction, remark);
    }
    let (lower, upper) = (bucket.lower.abs().log2(), bucket.upper.abs().log2());
    let value = if bucket.lower > 0.0 {
        (lower + (upper - lower) * fraction).exp2()
    } else {
        -(upper + (lower - upper) * (1.0 - fraction)).exp2()
    };
    (value, remark)
}

/// The zero bucket ends at zero when all other observations lie on one side of it.
pub(super) fn one_sided(histogram: &Histogram, zero: &mut Bucket) {
    match (histogram.negative.is_empty(), histogram.positive.is_empty()) {
        (true, false) => zero.lower = 0.0,
        (false, true) => zero.upper = 0.0,
        _ => {}
    }
}
