//! Zero buckets of different widths: the wider one takes in the buckets of the other histogram.

use super::{Buckets, Histogram, bound};

impl Histogram {
    /// What the zero bucket would count if it reached to `threshold`, and where it would end: a bucket that is not
    /// empty is taken in whole. A threshold below its own changes nothing.
    pub(super) fn widened_zero(&self, mut threshold: f64) -> (f64, f64) {
        if threshold <= self.zero_threshold {
            return (self.zero_count, self.zero_threshold);
        }
        // Each round ends at a higher bucket of the negative side, or is the last.
        loop {
            let (positive, end) = taken_in(&self.positive, self.schema, threshold);
            let (negative, both_ends) = taken_in(&self.negative, self.schema, end);
            if both_ends == end {
                let count =
                    positive.into_iter().chain(negative).fold(self.zero_count, |sum, count| sum + count);
                return (count, end);
            }
            threshold = both_ends;
        }
    }

    /// Widens both zero buckets until they end at the same place, and gives what the other's then counts. The other is
    /// not changed: who adds its buckets must leave out those inside.
    pub(super) fn reconcile_zero(&mut self, other: &Histogram) -> f64 {
        let (mut count, mut threshold) = (other.zero_count, other.zero_threshold);
        while threshold != self.zero_threshold {
            if self.zero_threshold > threshold {
                (count, threshold) = other.widened_zero(self.zero_threshold);
            }
            if threshold > self.zero_threshold {
                (self.zero_count, self.zero_threshold) = self.widened_zero(threshold);
                self.drop_inside_zero();
            }
            if threshold.is_nan() || self.zero_threshold.is_nan() {
                break;
            }
        }
        count
    }

    /// Drops the buckets that the zero bucket has taken in, and with them all empty ones.
    fn drop_inside_zero(&mut self) {
        let (schema, threshold) = (self.schema, self.zero_threshold);
        for side in [&mut self.positive, &mut self.negative] {
            side.retain(|index, count| {
                count != 0.0 && bound(index.wrapping_sub(1), schema, &[]) >= threshold
            });
        }
    }
}

/// The counts of the buckets that begin below the threshold, and the threshold, moved to the end of the last of them
/// if that is not empty.
fn taken_in(buckets: &Buckets, schema: i32, threshold: f64) -> (Vec<f64>, f64) {
    let mut counts = Vec::new();
    for (index, count) in buckets.iter() {
        if bound(index.wrapping_sub(1), schema, &[]) >= threshold {
            break;
        }
        counts.push(count);
        let end = bound(index, schema, &[]);
        if end > threshold {
            return (counts, if count == 0.0 { threshold } else { end });
        }
    }
    (counts, threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_bucket_grows_to_the_end_of_a_bucket() {
        let histogram = Histogram {
            zero_threshold: 0.01,
            zero_count: 2.0,
            positive: Buckets::from_iter([(-1, 1.0), (1, 5.0), (2, 7.0)]), // (0.25,0.5], (1,2], (2,4]
            negative: Buckets::from_iter([(2, 3.0), (3, 0.0)]),            // [-4,-2), [-8,-4)
            ..Histogram::default()
        };
        let table: &[(f64, (f64, f64))] = &[
            (0.001, (2.0, 0.01)), // it does not shrink
            (0.1, (2.0, 0.1)),
            (0.3, (3.0, 0.5)), // into a bucket: to its end
            (0.5, (3.0, 0.5)),
            (0.75, (3.0, 0.75)),
            (1.5, (8.0, 2.0)),
            (3.0, (18.0, 4.0)), // on both sides
            (5.0, (18.0, 5.0)), // into an empty one: no need to
        ];
        for (threshold, expected) in table {
            assert_eq!(histogram.widened_zero(*threshold), *expected, "{threshold}");
        }
    }
}
