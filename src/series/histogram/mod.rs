//! Native histograms, with counts that need not be whole (Prometheus: `model/histogram`).
//!
//! ```text
//!  Histogram ── buckets ── bounds
//!     ├── scale, combine, reduce ─── reconcile (zero buckets, schemas, hints)
//!     ├── reset, equal, follow       two that follow each other
//!     ├── walk                       all buckets with their bounds, from either end
//!     └── check, print
//! ```

mod bounds;
mod buckets;
mod check;
mod combine;
mod equal;
mod follow;
mod print;
mod reset;
mod walk;
mod zero;

pub use bounds::bound;
pub use buckets::Buckets;
pub use check::Malformed;
pub use combine::Unlike;
pub use follow::Follows;
pub use walk::Bucket;

use std::sync::Arc;

/// The schema of histograms with bounds of their own.
pub const CUSTOM_SCHEMA: i32 = -53;
/// The coarsest schema of exponential buckets: each reaches to the 16-th power of two above.
pub const SCHEMA_MIN: i32 = -4;
/// The finest: a power of two is cut into 256 buckets.
pub const SCHEMA_MAX: i32 = 8;

/// What a histogram says of the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResetHint {
    #[default]
    Unknown,
    Reset,
    NoReset,
    /// It is no counter.
    Gauge,
}

/// A native histogram. `==` compares data, as PromQL's `==` does; see [`Histogram::same`].
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    pub hint: ResetHint,
    /// From [`SCHEMA_MIN`] to [`SCHEMA_MAX`], or [`CUSTOM_SCHEMA`].
    pub schema: i32,
    /// Observations between its negative and itself are in the zero bucket.
    pub zero_threshold: f64,
    pub zero_count: f64,
    pub count: f64,
    /// The sum of all observations; the marker of an end says that the series has ended.
    pub sum: f64,
    pub positive: Buckets,
    pub negative: Buckets,
    /// Upper bounds, ascending, of [`CUSTOM_SCHEMA`]; one more bucket reaches to infinity.
    pub custom: Arc<[f64]>,
}

impl Histogram {
    pub fn is_custom(&self) -> bool {
        self.schema == CUSTOM_SCHEMA
    }

    /// Whether it marks the end of its series.
    pub fn is_stale(&self) -> bool {
        super::is_stale(self.sum)
    }

    /// Multiplied, with all that it counts.
    pub fn scale(&mut self, factor: f64) {
        self.each(|number| number * factor);
    }

    /// Divided; by zero, no bucket is left.
    pub fn divide(&mut self, divisor: f64) {
        if divisor == 0.0 {
            self.positive.clear();
            self.negative.clear();
        }
        self.each(|number| number / divisor);
    }

    fn each(&mut self, change: impl Fn(f64) -> f64) {
        self.zero_count = change(self.zero_count);
        self.count = change(self.count);
        self.sum = change(self.sum);
        self.positive.map(&change);
        self.negative.map(&change);
    }

    /// Without empty buckets.
    pub fn compact(&mut self) {
        self.positive.compact();
        self.negative.compact();
    }

    /// With fewer buckets; nothing changes when it has no more than `schema` asks for, or custom ones.
    pub fn reduce(&mut self, schema: i32) {
        if self.is_custom() || schema >= self.schema || schema == CUSTOM_SCHEMA {
            return;
        }
        self.positive = self.positive.reduced(self.schema, schema);
        self.negative = self.negative.reduced(self.schema, schema);
        self.schema = schema;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Histogram {
        Histogram {
            schema: 1,
            zero_threshold: 0.5,
            zero_count: 2.0,
            count: 10.0,
            sum: -3.0,
            positive: Buckets::run(1, vec![4.0, 0.0, 2.0]),
            negative: Buckets::run(2, vec![2.0]),
            ..Histogram::default()
        }
    }

    #[test]
    fn scaled_and_divided_histograms() {
        type Change = fn(&mut Histogram);
        let table: &[(&str, Change, &str)] = &[
            (
                "as it is",
                |_| (),
                "{{schema:1 count:10 sum:-3 z_bucket:2 z_bucket_w:0.5 offset:1 buckets:[4 0 2] n_offset:2 n_buckets:[2]}}",
            ),
            (
                "times 2",
                |h| h.scale(2.0),
                "{{schema:1 count:20 sum:-6 z_bucket:4 z_bucket_w:0.5 offset:1 buckets:[8 0 4] n_offset:2 n_buckets:[4]}}",
            ),
            (
                "times -1",
                |h| h.scale(-1.0),
                "{{schema:1 count:-10 sum:3 z_bucket:-2 z_bucket_w:0.5 offset:1 buckets:[-4 -0 -2] n_offset:2 n_buckets:[-2]}}",
            ),
            (
                "by 4",
                |h| h.divide(4.0),
                "{{schema:1 count:2.5 sum:-0.75 z_bucket:0.5 z_bucket_w:0.5 offset:1 buckets:[1 0 0.5] n_offset:2 n_buckets:[0.5]}}",
            ),
            ("by 0", |h| h.divide(0.0), "{{schema:1 count:+Inf sum:-Inf z_bucket:+Inf z_bucket_w:0.5}}"),
            (
                "to schema 0",
                |h| h.reduce(0),
                "{{count:10 sum:-3 z_bucket:2 z_bucket_w:0.5 offset:1 buckets:[4 2] n_offset:1 n_buckets:[2]}}",
            ),
        ];
        for (title, change, expected) in table {
            let mut histogram = sample();
            change(&mut histogram);
            assert_eq!(histogram.notation(), *expected, "{title}");
        }
    }
}
