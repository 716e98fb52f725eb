//! Quantiles and fractions of classic histograms: a series a bucket, with its upper bound in `le` and the count of all
//! observations up to it.

use crate::text::go::parse_float;
use std::cmp::Ordering;

/// One bucket of a classic histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    pub upper: f64,
    /// Of all observations up to the bound.
    pub count: f64,
}

/// What `le` says; none when it is no number.
pub fn upper_bound(le: &str) -> Option<f64> {
    parse_float(le).ok()
}

/// Differences between counts below this share of them come from rounding.
const TOLERANCE: f64 = 1e-12;

/// Below which value the share `q` of the observations lies, and whether counts had to be raised that were smaller than
/// those of lower buckets.
pub fn quantile(q: f64, buckets: &mut Vec<Bucket>) -> (f64, bool) {
    if q.is_nan() {
        return (f64::NAN, false);
    }
    if q < 0.0 {
        return (f64::NEG_INFINITY, false);
    }
    if q > 1.0 {
        return (f64::INFINITY, false);
    }
    if !arrange(buckets) {
        return (f64::NAN, false);
    }
    let forced = make_monotonic(buckets);
    let [rest @ .., _, last] = buckets.as_slice() else { return (f64::NAN, false) };
    let second_last = &buckets[rest.len()];
    if last.count == 0.0 {
        return (f64::NAN, false);
    }
    let rank = q * last.count;
    let finite = &buckets[..=rest.len()];
    let place = finite.partition_point(|bucket| bucket.count.partial_cmp(&rank).is_none_or(Ordering::is_lt));
    let Some(bucket) = finite.get(place) else { return (second_last.upper, forced) };
    let below = place.checked_sub(1).and_then(|place| finite.get(place));
    let value = match below {
        None if bucket.upper <= 0.0 => bucket.upper,
        None => bucket.upper * (rank / bucket.count),
        Some(below) => {
            let share = (rank - below.count) / (bucket.count - below.count);
            below.upper + (bucket.upper - below.upper) * share
        }
    };
    (value, forced)
}

/// The share of the observations between two values.
pub fn fraction(lower: f64, upper: f64, buckets: &mut Vec<Bucket>) -> f64 {
    if !arrange(buckets) {
        return f64::NAN;
    }
    let count = buckets.last().map_or(0.0, |bucket| bucket.count);
    if count == 0.0 || lower.is_nan() || upper.is_nan() {
        return f64::NAN;
    }
    if lower >= upper {
        return 0.0;
    }
    (below(upper, buckets, count) - below(lower, buckets, count)) / count
}

/// How many observations lie below a value. The first bucket reaches down without end, so that there is no telling of a
/// finite value inside it: as in Prometheus 3.5, the answer is NaN then.
fn below(value: f64, buckets: &[Bucket], count: f64) -> f64 {
    let (mut from, mut rank) = (f64::NEG_INFINITY, 0.0);
    for bucket in buckets {
        if from >= value {
            break;
        }
        if bucket.upper > value {
            rank += (bucket.count - rank) * (value - from) / (bucket.upper - from);
            break;
        }
        (rank, from) = (bucket.count, bucket.upper);
    }
    if rank > count { count } else { rank }
}

/// Sorts by bounds and joins buckets of one bound; false when the last bound is not `+Inf`.
fn arrange(buckets: &mut Vec<Bucket>) -> bool {
    buckets.sort_by(|one, other| one.upper.partial_cmp(&other.upper).unwrap_or(Ordering::Equal));
    if buckets.last().is_none_or(|last| last.upper != f64::INFINITY) {
        return false;
    }
    buckets.dedup_by(|later, kept| {
        let same = later.upper == kept.upper;
        if same {
            kept.count += later.count;
        }
        same
    });
    true
}

/// Makes counts ascend; whether one had to be changed by more than rounding.
fn make_monotonic(buckets: &mut [Bucket]) -> bool {
    let mut forced = false;
    let mut before: Option<f64> = None;
    for bucket in buckets {
        let Some(count) = before else {
            before = Some(bucket.count);
            continue;
        };
        if bucket.count == count {
            continue;
        }
        if almost_equal(count, bucket.count) {
            bucket.count = count;
        } else if bucket.count < count {
            bucket.count = count;
            forced = true;
        } else {
            before = Some(bucket.count);
        }
    }
    forced
}

/// As Prometheus' `almost.Equal`, with [`TOLERANCE`].
fn almost_equal(one: f64, other: f64) -> bool {
    if one.is_nan() && other.is_nan() {
        return crate::series::is_stale(one) == crate::series::is_stale(other);
    }
    if one == other {
        return true;
    }
    let (sum, difference) = (one.abs() + other.abs(), (one - other).abs());
    if one == 0.0 || other == 0.0 || sum < f64::MIN_POSITIVE {
        return difference < TOLERANCE * f64::MIN_POSITIVE;
    }
    difference / sum.min(f64::MAX) < TOLERANCE
}
