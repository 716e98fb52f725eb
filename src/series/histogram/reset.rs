//! Whether a counter was reset between two histograms.

use super::{Buckets, Histogram, ResetHint, bound};

impl Histogram {
    /// Whether something counts less than before, or cannot be the same counter: its hint, else its numbers tell. The
    /// sum does not count, for observations may be negative. A coarser schema or a wider zero bucket is no reset.
    pub fn is_reset_after(&self, before: &Histogram) -> bool {
        match self.hint {
            ResetHint::Reset => return true,
            ResetHint::NoReset => return false,
            ResetHint::Unknown | ResetHint::Gauge => {}
        }
        if self.count < before.count || self.alike(before).is_err() {
            return true;
        }
        if self.schema > before.schema || self.zero_threshold < before.zero_threshold {
            return true;
        }
        let (zero_count, threshold) = before.widened_zero(self.zero_threshold);
        if threshold != self.zero_threshold || self.zero_count < zero_count {
            return true;
        }
        self.lost(&self.positive, &before.positive, before.schema)
            || self.lost(&self.negative, &before.negative, before.schema)
    }

    /// Whether a bucket outside the zero bucket counts less than before.
    fn lost(&self, now: &Buckets, before: &Buckets, schema: i32) -> bool {
        let reduced;
        let mut before = before;
        if schema > self.schema {
            reduced = before.reduced(schema, self.schema);
            before = &reduced;
        }
        let mut now = now.iter().peekable();
        for (index, count) in before.iter() {
            if !self.is_custom() && bound(index, self.schema, &[]) <= self.zero_threshold {
                continue;
            }
            while now.next_if(|(own, _)| *own < index).is_some() {}
            let own = match now.peek() {
                Some((own, left)) if *own == index => *left,
                _ if count == 0.0 => continue,
                _ => return true,
            };
            if own < count {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::histogram::CUSTOM_SCHEMA;

    fn of(schema: i32, zero: (f64, f64), positive: &[f64]) -> Histogram {
        let count = zero.1 + positive.iter().sum::<f64>();
        let (zero_threshold, zero_count) = zero;
        Histogram {
            schema,
            zero_threshold,
            zero_count,
            count,
            positive: Buckets::run(0, positive.to_vec()),
            ..Histogram::default()
        }
    }

    #[test]
    fn resets_between_two_histograms() {
        let hinted = |hint| Histogram { hint, ..of(0, (0.0, 0.0), &[5.0]) };
        let custom = |bounds: &[f64]| Histogram {
            schema: CUSTOM_SCHEMA,
            custom: bounds.into(),
            ..of(CUSTOM_SCHEMA, (0.0, 0.0), &[1.0])
        };
        let table = [
            ("grown", of(0, (0.0, 0.0), &[5.0]), of(0, (0.0, 0.0), &[5.0, 1.0]), false),
            ("a smaller count", of(0, (0.0, 0.0), &[5.0, 1.0]), of(0, (0.0, 0.0), &[5.0]), true),
            ("a smaller bucket", of(0, (0.0, 0.0), &[5.0, 1.0]), of(0, (0.0, 0.0), &[4.0, 9.0]), true),
            (
                "a bucket gone that was empty",
                of(0, (0.0, 0.0), &[5.0, 0.0]),
                of(0, (0.0, 0.0), &[9.0]),
                false,
            ),
            ("a coarser schema", of(1, (0.0, 0.0), &[1.0, 2.0, 2.0]), of(0, (0.0, 0.0), &[1.0, 4.0]), false),
            ("a finer schema", of(0, (0.0, 0.0), &[1.0, 2.0]), of(1, (0.0, 0.0), &[1.0, 4.0]), true),
            ("a wider zero bucket", of(0, (0.5, 1.0), &[2.0, 3.0]), of(0, (1.0, 3.0), &[0.0, 3.0]), false),
            (
                "a wider zero bucket that lost some",
                of(0, (0.5, 1.0), &[2.0, 3.0]),
                of(0, (1.0, 2.0), &[0.0, 4.0]),
                true,
            ),
            (
                "a zero bucket that ends inside a bucket",
                of(0, (0.5, 1.0), &[2.0, 3.0]),
                of(0, (0.75, 9.0), &[2.0, 3.0]),
                true,
            ),
            ("a narrower zero bucket", of(0, (0.5, 1.0), &[2.0]), of(0, (0.25, 9.0), &[2.0]), true),
            ("a hint: reset", of(0, (0.0, 0.0), &[1.0]), hinted(ResetHint::Reset), true),
            ("a hint: none", of(0, (0.0, 0.0), &[9.0]), hinted(ResetHint::NoReset), false),
            ("a gauge that fell", of(0, (0.0, 0.0), &[9.0]), hinted(ResetHint::Gauge), true),
            ("custom buckets", custom(&[1.0, 2.0]), custom(&[1.0, 2.0]), false),
            ("other bounds", custom(&[1.0, 2.0]), custom(&[1.0, 3.0]), true),
            ("from exponential to custom", of(0, (0.0, 0.0), &[1.0]), custom(&[1.0]), true),
        ];
        for (title, before, now, expected) in table {
            assert_eq!(now.is_reset_after(&before), expected, "{title}");
        }
    }
}
