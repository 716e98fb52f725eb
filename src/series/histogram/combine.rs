//! Sums and differences of histograms.

use super::{Histogram, ResetHint};
use std::fmt;

/// Why two histograms cannot be added, subtracted or compared by their buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// One has exponential buckets, the other custom ones.
    Schema,
    /// Their custom bounds differ.
    Bounds,
}

/// In Prometheus' words.
impl fmt::Display for Unlike {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Unlike::Schema => {
                "cannot apply this operation on histograms with a mix of exponential and custom bucket schemas"
            }
            Unlike::Bounds => {
                "cannot apply this operation on custom buckets histograms with different custom bounds"
            }
        })
    }
}

impl Histogram {
    /// Adds the other. The result has the coarser schema and the wider zero bucket; it may hold empty buckets.
    ///
    /// # Errors
    /// When there is no common layout; nothing is changed then.
    pub fn add(&mut self, other: &Histogram) -> Result<(), Unlike> {
        self.alike(other)?;
        self.hint = combined_hint(self.hint, other.hint);
        self.combine(other, 1.0);
        Ok(())
    }

    /// Takes the other away. The hint stays, as in Prometheus 3.5.
    ///
    /// # Errors
    /// As for [`Histogram::add`].
    pub fn subtract(&mut self, other: &Histogram) -> Result<(), Unlike> {
        self.alike(other)?;
        self.combine(other, -1.0);
        Ok(())
    }

    /// # Errors
    /// When the two have no common layout of buckets.
    pub fn alike(&self, other: &Histogram) -> Result<(), Unlike> {
        if self.is_custom() != other.is_custom() {
            return Err(Unlike::Schema);
        }
        if self.is_custom() && !self.same_bounds(other) {
            return Err(Unlike::Bounds);
        }
        Ok(())
    }

    fn combine(&mut self, other: &Histogram, sign: f64) {
        let finer;
        let mut other = other;
        if !self.is_custom() {
            self.zero_count += self.reconcile_zero(other) * sign;
            if other.schema < self.schema {
                self.reduce(other.schema);
            } else if other.schema > self.schema {
                finer = {
                    let mut copy = other.clone();
                    copy.reduce(self.schema);
                    copy
                };
                other = &finer;
            }
        }
        self.count += other.count * sign;
        self.sum += other.sum * sign;
        self.positive.add(&other.positive, sign, self.schema, self.zero_threshold);
        self.negative.add(&other.negative, sign, self.schema, self.zero_threshold);
    }
}

/// A gauge makes a gauge; else what both say, and nothing is known when they disagree.
fn combined_hint(one: ResetHint, other: ResetHint) -> ResetHint {
    match (one, other) {
        _ if one == other => one,
        (ResetHint::Gauge, _) | (_, ResetHint::Gauge) => ResetHint::Gauge,
        _ => ResetHint::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::histogram::{Buckets, CUSTOM_SCHEMA};

    fn custom(bounds: &[f64], counts: &[f64]) -> Histogram {
        let positive = Buckets::run(0, counts.to_vec());
        Histogram {
            schema: CUSTOM_SCHEMA,
            custom: bounds.into(),
            positive,
            count: counts.iter().sum(),
            ..Histogram::default()
        }
    }

    #[test]
    fn sums_take_the_coarser_schema_and_the_wider_zero_bucket() {
        let fine = Histogram {
            schema: 1,
            zero_threshold: 0.001,
            zero_count: 1.0,
            count: 16.0,
            sum: 9.0,
            positive: Buckets::run(-2, vec![1.0, 2.0, 4.0, 8.0]),
            ..Histogram::default()
        };
        let coarse = Histogram {
            zero_threshold: 0.5,
            zero_count: 3.0,
            count: 13.0,
            sum: 5.0,
            positive: Buckets::run(0, vec![10.0]),
            negative: Buckets::run(4, vec![0.0]),
            ..Histogram::default()
        };
        let mut sum = fine.clone();
        assert_eq!(sum.add(&coarse), Ok(()));
        assert_eq!(sum.notation(), "{{count:29 sum:14 z_bucket:5 z_bucket_w:0.5 buckets:[16 8]}}");
        let mut difference = coarse.clone();
        assert_eq!(difference.subtract(&fine), Ok(()));
        assert_eq!(difference.notation(), "{{count:-3 sum:-4 z_bucket:1 z_bucket_w:0.5 buckets:[4 -8]}}");
    }

    #[test]
    fn histograms_without_a_common_layout_are_left_alone() {
        let one = custom(&[1.0, 2.0], &[1.0, 2.0, 3.0]);
        for (other, error) in [
            (Histogram::default(), Unlike::Schema),
            (custom(&[1.0, 3.0], &[1.0]), Unlike::Bounds),
            (custom(&[1.0], &[1.0]), Unlike::Bounds),
        ] {
            let mut sum = one.clone();
            assert_eq!(sum.add(&other), Err(error));
            assert_eq!(sum.subtract(&other), Err(error));
            assert_eq!(sum, one);
        }
        let mut sum = one.clone();
        assert_eq!(sum.add(&custom(&[1.0, 2.0], &[4.0])), Ok(()));
        assert_eq!(sum.notation(), "{{schema:-53 count:10 custom_values:[1 2] buckets:[5 2 3]}}");
    }

    #[test]
    fn the_hint_of_a_sum() {
        use ResetHint::{Gauge, NoReset, Reset, Unknown};
        for (one, other, expected) in [
            (Reset, Reset, Reset),
            (NoReset, NoReset, NoReset),
            (Reset, NoReset, Unknown),
            (Unknown, NoReset, Unknown),
            (NoReset, Gauge, Gauge),
            (Gauge, Unknown, Gauge),
        ] {
            assert_eq!(combined_hint(one, other), expected, "{one:?} + {other:?}");
            assert_eq!(combined_hint(other, one), expected, "{other:?} + {one:?}");
        }
    }
}
