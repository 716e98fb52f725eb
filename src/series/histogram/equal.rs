//! When two histograms are the same.

use super::Histogram;

/// Bit by bit, so that two NaNs of one kind are equal and the two zeros are not.
fn same_numbers(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.to_bits() == other.to_bits())
}

impl PartialEq for Histogram {
    fn eq(&self, other: &Histogram) -> bool {
        self.same(other)
    }
}

impl Histogram {
    /// Whether the data are the same: numbers bit by bit, and the same buckets, be they empty. Hints do not count.
    pub fn same(&self, other: &Histogram) -> bool {
        self.schema == other.schema
            && self.zero_threshold == other.zero_threshold
            && same_numbers(
                &[self.count, self.sum, self.zero_count],
                &[other.count, other.sum, other.zero_count],
            )
            && (!self.is_custom() || self.same_bounds(other))
            && [(&self.positive, &other.positive), (&self.negative, &other.negative)]
                .iter()
                .all(|(one, other)| one.same_layout(other) && same_numbers(one.counts(), other.counts()))
    }

    pub(super) fn same_bounds(&self, other: &Histogram) -> bool {
        std::sync::Arc::ptr_eq(&self.custom, &other.custom) || same_numbers(&self.custom, &other.custom)
    }

    /// Whether the same buckets are there, and numbers are as near as `near` says; for the expectations of tests.
    pub fn nearly(&self, other: &Histogram, near: impl Fn(f64, f64) -> bool) -> bool {
        self.schema == other.schema
            && self.zero_threshold == other.zero_threshold
            && near(self.count, other.count)
            && near(self.sum, other.sum)
            && near(self.zero_count, other.zero_count)
            && (!self.is_custom() || self.same_bounds(other))
            && [(&self.positive, &other.positive), (&self.negative, &other.negative)].iter().all(
                |(one, other)| {
                    one.same_layout(other)
                        && one.counts().iter().zip(other.counts()).all(|(one, other)| near(*one, *other))
                },
            )
    }
}

#[cfg(test)]
mod tests {
    use crate::series::histogram::{Buckets, CUSTOM_SCHEMA, Histogram, ResetHint};

    #[test]
    fn histograms_are_equal_by_their_bits() {
        let base = Histogram { sum: f64::NAN, positive: Buckets::run(1, vec![1.0]), ..Histogram::default() };
        let custom = Histogram { schema: CUSTOM_SCHEMA, custom: [1.0].into(), ..Histogram::default() };
        let table = [
            ("itself", base.clone(), base.clone(), true),
            ("another hint", base.clone(), Histogram { hint: ResetHint::Gauge, ..base.clone() }, true),
            (
                "bounds that do not count",
                base.clone(),
                Histogram { custom: [1.0].into(), ..base.clone() },
                true,
            ),
            ("another NaN", base.clone(), Histogram { sum: crate::series::stale(), ..base.clone() }, false),
            ("minus zero", base.clone(), Histogram { count: -0.0, ..base.clone() }, false),
            (
                "an empty bucket",
                base.clone(),
                Histogram { positive: Buckets::run(1, vec![1.0, 0.0]), ..base.clone() },
                false,
            ),
            (
                "another bucket",
                base.clone(),
                Histogram { positive: Buckets::run(2, vec![1.0]), ..base.clone() },
                false,
            ),
            ("other bounds", custom.clone(), Histogram { custom: [2.0].into(), ..custom.clone() }, false),
        ];
        for (title, one, other, expected) in table {
            assert_eq!(one == other, expected, "{title}");
        }
    }
}
