//! A histogram as Prometheus' storage gives it back after another one of its series (`tsdb/chunkenc/float_histogram.go`).
//!
//! Samples stand in chunks. All of one chunk have the same buckets, empty ones where need be; all but the first of a
//! counter's chunk are known to be no reset, whatever they were written with.

use super::{Buckets, Histogram, ResetHint};

/// How a histogram stands to the one before it in storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// It begins a chunk.
    Apart,
    /// It is in the chunk of the other, and has all its buckets.
    Same,
    /// It is in the chunk of the other, which needs its new buckets: see [`Histogram::widen`].
    Wider,
}

impl Histogram {
    /// Takes the hint and the buckets that it has once it is stored after `before`, the histogram that its series had
    /// last, if that was one.
    pub fn follow(&mut self, before: Option<&Histogram>) -> Follows {
        let gauge = self.hint == ResetHint::Gauge;
        let Some(before) = before.filter(|before| self.fits_chunk_of(before)) else {
            if !gauge {
                self.hint = ResetHint::Unknown;
            }
            return Follows::Apart;
        };
        if !gauge {
            self.hint = ResetHint::NoReset;
        }
        if self.is_stale() {
            return Follows::Same;
        }
        self.widen(before);
        self.positive.share_layout(&before.positive);
        self.negative.share_layout(&before.negative);
        let wider =
            self.positive.len() > before.positive.len() || self.negative.len() > before.negative.len();
        if wider { Follows::Wider } else { Follows::Same }
    }

    /// Whether it becomes the very same as the one before, once it is stored after it.
    pub fn repeats(&self, before: &Histogram) -> bool {
        let hint = match self.hint {
            ResetHint::Reset => return false,
            ResetHint::Gauge => ResetHint::Gauge,
            ResetHint::Unknown | ResetHint::NoReset => ResetHint::NoReset,
        };
        before.hint == hint && self.same(before)
    }

    /// Adds empty buckets where only the other has some.
    pub fn widen(&mut self, other: &Histogram) {
        for (own, other) in [(&mut self.positive, &other.positive), (&mut self.negative, &other.negative)] {
            if !own.same_layout(other) {
                *own = own.widened(other);
            }
        }
    }

    fn fits_chunk_of(&self, before: &Histogram) -> bool {
        let gauge = self.hint == ResetHint::Gauge;
        if gauge != (before.hint == ResetHint::Gauge) || self.hint == ResetHint::Reset {
            return false;
        }
        if self.is_stale() {
            return true;
        }
        let same_shape = !before.is_stale()
            && self.schema == before.schema
            && self.zero_threshold == before.zero_threshold
            && self.alike(before).is_ok();
        same_shape && (gauge || self.has_grown_from(before))
    }

    fn has_grown_from(&self, before: &Histogram) -> bool {
        !(self.count < before.count || self.zero_count < before.zero_count)
            && grown(&self.positive, &before.positive)
            && grown(&self.negative, &before.negative)
    }
}

/// Whether no bucket counts less than before; one that is gone must have been empty. A count that is NaN is not less.
fn grown(now: &Buckets, before: &Buckets) -> bool {
    if now.same_layout(before) {
        return !now.counts().iter().zip(before.counts()).any(|(now, before)| now < before);
    }
    let mut now = now.iter().peekable();
    before.iter().all(|(index, count)| {
        while now.next_if(|(own, _)| *own < index).is_some() {}
        match now.peek() {
            Some((own, left)) if *own == index && *left < count => false,
            Some((own, _)) if *own == index => true,
            _ => count == 0.0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hint: ResetHint, first: i32, counts: &[f64]) -> Histogram {
        Histogram {
            hint,
            count: counts.iter().sum(),
            positive: Buckets::run(first, counts.to_vec()),
            ..Histogram::default()
        }
    }

    #[test]
    fn hints_and_buckets_of_stored_histograms() {
        use ResetHint::{Gauge, NoReset, Reset, Unknown};
        let table = [
            ("grown", of(Unknown, 0, &[1.0]), of(Unknown, 0, &[2.0]), Follows::Same, NoReset, 1),
            ("a new bucket", of(Unknown, 0, &[1.0]), of(Reset, 0, &[2.0]), Follows::Apart, Unknown, 1),
            (
                "one more bucket",
                of(Unknown, 0, &[1.0]),
                of(Unknown, 0, &[2.0, 1.0]),
                Follows::Wider,
                NoReset,
                2,
            ),
            (
                "an empty one gone",
                of(NoReset, 0, &[0.0, 1.0]),
                of(NoReset, 1, &[2.0]),
                Follows::Same,
                NoReset,
                2,
            ),
            (
                "a full one gone",
                of(NoReset, 0, &[1.0, 1.0]),
                of(NoReset, 1, &[2.0]),
                Follows::Apart,
                Unknown,
                1,
            ),
            ("NaN", of(Unknown, 0, &[5.0]), of(Unknown, 0, &[f64::NAN]), Follows::Same, NoReset, 1),
            ("fallen", of(Unknown, 0, &[5.0]), of(NoReset, 0, &[4.0]), Follows::Apart, Unknown, 1),
            ("a gauge fallen", of(Gauge, 0, &[5.0]), of(Gauge, 1, &[4.0]), Follows::Wider, Gauge, 2),
            ("a gauge no more", of(Gauge, 0, &[5.0]), of(Unknown, 0, &[6.0]), Follows::Apart, Unknown, 1),
        ];
        for (title, before, mut now, expected, hint, buckets) in table {
            assert_eq!(now.follow(Some(&before)), expected, "{title}");
            assert_eq!((now.hint, now.positive.len()), (hint, buckets), "{title}");
        }
        let mut first = of(Reset, 0, &[1.0]);
        assert_eq!((first.follow(None), first.hint), (Follows::Apart, Unknown), "the first");
    }
}
