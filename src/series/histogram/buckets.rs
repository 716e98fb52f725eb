//! The buckets of one side of a histogram.

use super::CUSTOM_SCHEMA;
use super::bounds::exponential;
use std::sync::Arc;

/// Buckets that are there, in order of their indexes. One may be there and be empty: that counts when histograms are
/// compared, as in Prometheus.
///
/// Histograms that follow each other mostly have the same buckets, so that the indexes are shared.
#[derive(Clone, Debug)]
pub struct Buckets {
    indexes: Arc<[i32]>,
    counts: Vec<f64>,
}

impl Default for Buckets {
    fn default() -> Buckets {
        Buckets { indexes: Arc::new([]), counts: Vec::new() }
    }
}

/// Indexes in ascending order, each once, whatever is given.
impl FromIterator<(i32, f64)> for Buckets {
    fn from_iter<I: IntoIterator<Item = (i32, f64)>>(pairs: I) -> Buckets {
        let mut pairs: Vec<(i32, f64)> = pairs.into_iter().collect();
        if !pairs.is_sorted_by_key(|(index, _)| *index) {
            pairs.sort_by_key(|(index, _)| *index);
        }
        pairs.dedup_by(|(later, count), (index, sum)| {
            let same = later == index;
            if same {
                *sum += *count;
            }
            same
        });
        let (indexes, counts): (Vec<i32>, Vec<f64>) = pairs.into_iter().unzip();
        Buckets { indexes: indexes.into(), counts }
    }
}

impl Buckets {
    /// Buckets without a gap, the first at `offset`.
    pub fn run(offset: i32, counts: Vec<f64>) -> Buckets {
        (offset..=i32::MAX).zip(counts).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub fn len(&self) -> usize {
        self.counts.len()
    }

    pub fn indexes(&self) -> &[i32] {
        &self.indexes
    }

    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// Index and count.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i32, f64)> + ExactSizeIterator {
        self.indexes.iter().copied().zip(self.counts.iter().copied())
    }

    /// Whether the same buckets are there, whatever they count.
    pub fn same_layout(&self, other: &Buckets) -> bool {
        Arc::ptr_eq(&self.indexes, &other.indexes) || self.indexes == other.indexes
    }

    pub(super) fn map(&mut self, change: impl Fn(f64) -> f64) {
        for count in &mut self.counts {
            *count = change(*count);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Buckets::default();
    }

    /// Without the empty buckets.
    pub(super) fn compact(&mut self) {
        self.retain(|_, count| count != 0.0);
    }

    pub(super) fn retain(&mut self, keep: impl Fn(i32, f64) -> bool) {
        if !self.iter().all(|(index, count)| keep(index, count)) {
            *self = self.iter().filter(|(index, count)| keep(*index, *count)).collect();
        }
    }

    /// Adds `sign` times the buckets of the other, of the same schema. Those at its beginning whose bounds lie inside
    /// the zero bucket are counted there and left out here.
    pub(super) fn add(&mut self, other: &Buckets, sign: f64, schema: i32, zero_threshold: f64) {
        let inside = |index: &i32| schema != CUSTOM_SCHEMA && exponential(*index, schema) <= zero_threshold;
        let skipped = match other.indexes.first() {
            Some(first) if inside(first) => other.indexes.partition_point(inside),
            _ => 0,
        };
        if skipped == 0 && self.same_layout(other) {
            for (count, added) in self.counts.iter_mut().zip(&other.counts) {
                *count += added * sign;
            }
            return;
        }
        let added = other.iter().skip(skipped).map(|(index, count)| (index, count * sign));
        *self = merged(self.iter(), added);
    }

    /// The same with empty buckets where only the other has some.
    pub(super) fn widened(&self, other: &Buckets) -> Buckets {
        merged(self.iter(), other.indexes.iter().map(|index| (*index, 0.0)))
    }

    pub(super) fn share_layout(&mut self, other: &Buckets) {
        if self.indexes == other.indexes {
            self.indexes = Arc::clone(&other.indexes);
        }
    }

    /// In a schema with fewer buckets.
    pub(super) fn reduced(&self, from: i32, to: i32) -> Buckets {
        self.iter().map(|(index, count)| (reduced_index(index, from, to), count)).collect()
    }
}

/// The bucket that takes this one in, in a schema with fewer buckets.
pub(super) fn reduced_index(index: i32, from: i32, to: i32) -> i32 {
    let by = from.saturating_sub(to).clamp(0, 31);
    (index.wrapping_sub(1) >> by).wrapping_add(1)
}

fn merged(own: impl Iterator<Item = (i32, f64)>, added: impl Iterator<Item = (i32, f64)>) -> Buckets {
    let (mut own, mut added) = (own.peekable(), added.peekable());
    std::iter::from_fn(|| match (own.peek().copied(), added.peek().copied()) {
        (Some((one, count)), Some((other, more))) if one == other => {
            own.next();
            added.next();
            Some((one, count + more))
        }
        (Some((one, _)), Some((other, _))) if other < one => added.next(),
        (None, _) => added.next(),
        _ => own.next(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(buckets: &Buckets) -> Vec<(i32, f64)> {
        buckets.iter().collect()
    }

    #[test]
    fn buckets_of_another_layout_are_merged_in() {
        let mut sum = Buckets::run(1, vec![5.0, 6.0]);
        sum.add(&Buckets::from_iter([(-3, 1.0), (2, 2.0), (9, 3.0)]), -1.0, 0, 0.0);
        assert_eq!(pairs(&sum), [(-3, -1.0), (1, 5.0), (2, 4.0), (9, -3.0)]);
    }

    #[test]
    fn buckets_inside_the_zero_bucket_are_left_out() {
        let mut sum = Buckets::run(1, vec![5.0]);
        sum.add(&Buckets::run(-1, vec![1.0, 2.0, 3.0]), 1.0, 0, 1.0); // (0.25,0.5], (0.5,1], (1,2]
        assert_eq!(pairs(&sum), [(1, 8.0)]);
    }

    #[test]
    fn a_smaller_schema_joins_buckets() {
        let fine = Buckets::run(-3, vec![1.0, 2.0, 4.0, 8.0, 16.0, 32.0]); // indexes -3..=2 of schema 1
        assert_eq!(pairs(&fine.reduced(1, 0)), [(-1, 3.0), (0, 12.0), (1, 48.0)]);
        assert_eq!(pairs(&fine.reduced(1, -4)), [(0, 15.0), (1, 48.0)]);
    }
}
