//! What makes a histogram one that Prometheus takes.

use super::{Buckets, Histogram};
use crate::text::go::float as number;
use std::fmt;

/// Why Prometheus would not store a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Malformed {
    /// A bucket counts less than nothing; its place from 1, and whether it is on the negative side.
    NegativeCount {
        place: usize,
        count: f64,
        negative_side: bool,
    },
    /// Bounds must ascend: the one before, and the one that does not.
    Bounds {
        before: f64,
        bound: f64,
    },
    InfiniteBound,
    /// There are fewer bounds than buckets need.
    FewBounds {
        bounds: usize,
        buckets: usize,
    },
    /// A custom bucket before the first one.
    NegativeOffset(i32),
    /// What custom buckets cannot have.
    WithCustom(&'static str),
    BoundsWithoutCustom,
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Malformed::NegativeCount { place, count, negative_side } => {
                let side = if *negative_side { "negative" } else { "positive" };
                write!(
                    out,
                    "{side} side: bucket number {place} has observation count of {}: histogram has a bucket whose \
                     observation count is negative",
                    number(*count)
                )
            }
            Malformed::Bounds { before, bound } => write!(
                out,
                "custom buckets: previous bound is {before:.6} and current is {bound:.6}: histogram custom bounds \
                 must be in strictly increasing order"
            ),
            Malformed::InfiniteBound => out.write_str(
                "custom buckets: last +Inf bound must not be explicitly defined: histogram custom bounds must be finite",
            ),
            Malformed::FewBounds { bounds, buckets } => write!(
                out,
                "custom buckets: only {bounds} custom bounds defined which is insufficient to cover total span length \
                 of {buckets}: histogram custom bounds are too few"
            ),
            Malformed::NegativeOffset(offset) => write!(
                out,
                "custom buckets: span number 1 with offset {offset}: histogram has a span whose offset is negative"
            ),
            Malformed::WithCustom(what) => write!(out, "custom buckets: must {what}"),
            Malformed::BoundsWithoutCustom => {
                out.write_str("histogram with exponential schema must not have custom bounds")
            }
        }
    }
}

impl Histogram {
    /// # Errors
    /// The first thing that Prometheus refuses when it stores a histogram. Buckets need not add up to the count, and
    /// the schema may be any.
    pub fn check(&self) -> Result<(), Malformed> {
        if self.is_custom() {
            self.check_custom()?;
        } else {
            no_negative(&self.negative, true)?;
            if !self.custom.is_empty() {
                return Err(Malformed::BoundsWithoutCustom);
            }
        }
        no_negative(&self.positive, false)
    }

    fn check_custom(&self) -> Result<(), Malformed> {
        let mut before = f64::NEG_INFINITY;
        for bound in self.custom.iter().copied() {
            if bound <= before {
                return Err(Malformed::Bounds { before, bound });
            }
            before = bound;
        }
        if before == f64::INFINITY {
            return Err(Malformed::InfiniteBound);
        }
        let ends = (self.positive.indexes().first(), self.positive.indexes().last());
        if let (Some(first), Some(last)) = ends {
            let Ok(last) = usize::try_from(*last) else { return Err(Malformed::NegativeOffset(*first)) };
            if *first < 0 {
                return Err(Malformed::NegativeOffset(*first));
            }
            let (bounds, buckets) = (self.custom.len(), last + 1);
            if bounds + 1 < buckets {
                return Err(Malformed::FewBounds { bounds, buckets });
            }
        }
        if self.zero_count != 0.0 {
            return Err(Malformed::WithCustom("have zero count of 0"));
        }
        if self.zero_threshold != 0.0 {
            return Err(Malformed::WithCustom("have zero threshold of 0"));
        }
        if !self.negative.is_empty() {
            return Err(Malformed::WithCustom("not have negative spans"));
        }
        Ok(())
    }
}

fn no_negative(buckets: &Buckets, negative_side: bool) -> Result<(), Malformed> {
    match buckets.counts().iter().position(|count| *count < 0.0) {
        Some(place) => {
            let count = buckets.counts().get(place).copied().unwrap_or_default();
            Err(Malformed::NegativeCount { place: place + 1, count, negative_side })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::histogram::CUSTOM_SCHEMA;

    #[test]
    fn histograms_that_prometheus_does_not_store() {
        let custom = |bounds: &[f64]| Histogram {
            schema: CUSTOM_SCHEMA,
            custom: bounds.into(),
            ..Histogram::default()
        };
        let run = |offset, counts: &[f64]| Buckets::run(offset, counts.to_vec());
        let table = [
            (
                Histogram { positive: run(3, &[1.0, -2.5]), ..Histogram::default() },
                Malformed::NegativeCount { place: 2, count: -2.5, negative_side: false },
            ),
            (Histogram { custom: [1.0].into(), ..Histogram::default() }, Malformed::BoundsWithoutCustom),
            (custom(&[1.0, 1.0]), Malformed::Bounds { before: 1.0, bound: 1.0 }),
            (custom(&[1.0, f64::INFINITY]), Malformed::InfiniteBound),
            (
                Histogram { positive: run(0, &[1.0, 2.0, 3.0]), ..custom(&[1.0]) },
                Malformed::FewBounds { bounds: 1, buckets: 3 },
            ),
            (Histogram { positive: run(-1, &[1.0]), ..custom(&[1.0]) }, Malformed::NegativeOffset(-1)),
            (Histogram { zero_count: 1.0, ..custom(&[1.0]) }, Malformed::WithCustom("have zero count of 0")),
            (
                Histogram { negative: run(0, &[1.0]), ..custom(&[1.0]) },
                Malformed::WithCustom("not have negative spans"),
            ),
        ];
        for (histogram, expected) in table {
            assert_eq!(histogram.check(), Err(expected), "{histogram:?}");
        }
        assert_eq!(custom(&[1.0, 2.0]).check(), Ok(()));
        assert_eq!(Histogram::default().check(), Ok(()));
    }
}
