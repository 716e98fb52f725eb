//! The buckets with their bounds.

use super::{Histogram, bound};

/// One bucket, as PromQL and templates see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    pub lower: f64,
    pub upper: f64,
    pub lower_inclusive: bool,
    pub upper_inclusive: bool,
    pub count: f64,
}

impl Histogram {
    /// Upwards from the zero bucket.
    pub fn positive_buckets(&self) -> impl DoubleEndedIterator<Item = Bucket> {
        self.positive.iter().map(|(index, count)| {
            let upper = bound(index, self.schema, &self.custom);
            let lower = bound(index.wrapping_sub(1), self.schema, &self.custom);
            self.bucket(lower, upper, count, index)
        })
    }

    /// Downwards from the zero bucket.
    pub fn negative_buckets(&self) -> impl DoubleEndedIterator<Item = Bucket> {
        self.negative.iter().map(|(index, count)| {
            let lower = -bound(index, self.schema, &self.custom);
            let upper = -bound(index.wrapping_sub(1), self.schema, &self.custom);
            self.bucket(lower, upper, count, index)
        })
    }

    fn bucket(&self, lower: f64, upper: f64, count: f64, index: i32) -> Bucket {
        let (lower_inclusive, upper_inclusive) =
            if self.is_custom() { (index == 0, true) } else { (lower < 0.0, upper > 0.0) };
        Bucket { lower, upper, lower_inclusive, upper_inclusive, count }
    }

    pub fn zero_bucket(&self) -> Bucket {
        let (lower, upper) = (-self.zero_threshold, self.zero_threshold);
        Bucket { lower, upper, lower_inclusive: true, upper_inclusive: true, count: self.zero_count }
    }

    /// All, from the lowest up; reverse it to go down. The zero bucket is among them when it counts something. A bucket
    /// that it covers in part begins where it ends.
    pub fn all_buckets(&self) -> impl DoubleEndedIterator<Item = Bucket> {
        let zero = (self.zero_count > 0.0 && !self.is_custom()).then(|| self.zero_bucket());
        let negative = self.negative_buckets().rev().map(|bucket| self.cut(bucket));
        let positive = self.positive_buckets().map(|bucket| self.cut(bucket));
        negative.chain(zero).chain(positive)
    }

    fn cut(&self, mut bucket: Bucket) -> Bucket {
        if bucket.upper < 0.0 && bucket.upper > -self.zero_threshold {
            bucket.upper = -self.zero_threshold;
        } else if bucket.lower > 0.0 && bucket.lower < self.zero_threshold {
            bucket.lower = self.zero_threshold;
        }
        bucket
    }
}

#[cfg(test)]
mod tests {
    use crate::series::histogram::{Buckets, Histogram};

    #[test]
    fn all_buckets_from_the_lowest_up() {
        let histogram = Histogram {
            zero_threshold: 0.75,
            zero_count: 7.0,
            positive: Buckets::run(0, vec![1.0, 2.0]),
            negative: Buckets::run(0, vec![3.0, 4.0]),
            ..Histogram::default()
        };
        let up: Vec<String> = histogram.all_buckets().map(|bucket| bucket.to_string()).collect();
        assert_eq!(up, ["[-2,-1):4", "[-1,-0.75):3", "[-0.75,0.75]:7", "(0.75,1]:1", "(1,2]:2"]);
        assert!(histogram.all_buckets().rev().map(|bucket| bucket.to_string()).eq(up.into_iter().rev()));
    }
}
