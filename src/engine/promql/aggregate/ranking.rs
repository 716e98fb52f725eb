//! The greatest or the least few values of a group, in the order that Prometheus gives: its heap is Go's
//! `container/heap`, and its sort Go's, so that equal values come out in the same order.

use crate::engine::promql::go_sort;
use crate::engine::promql::output::Item;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    Greatest,
    Least,
}

impl Rank {
    /// Whether the one is to be dropped before the other. A NaN is before all.
    fn before(self, one: &Item, other: &Item) -> bool {
        let (one, other) = (value_of(one), value_of(other));
        one.is_nan()
            || match self {
                Rank::Greatest => one < other,
                Rank::Least => one > other,
            }
    }

    /// Takes in an item while there is room, or instead of the worst.
    pub fn offer(self, heap: &mut Vec<Item>, item: &Item, limit: usize) {
        if heap.len() < limit {
            return self.push(heap, item);
        }
        let Some(worst) = heap.first().map(value_of) else { return };
        let value = value_of(item);
        let better = match self {
            Rank::Greatest => worst < value,
            Rank::Least => worst > value,
        };
        if better || worst.is_nan() && !value.is_nan() {
            heap[0] = item.clone();
            self.down(heap);
        }
    }

    pub fn push(self, heap: &mut Vec<Item>, item: &Item) {
        heap.push(item.clone());
        let mut at = heap.len() - 1;
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.before(&heap[at], &heap[parent]) {
                break;
            }
            heap.swap(at, parent);
            at = parent;
        }
    }

    fn down(self, heap: &mut [Item]) {
        let mut at = 0;
        loop {
            let mut child = 2 * at + 1;
            if child >= heap.len() {
                break;
            }
            if child + 1 < heap.len() && self.before(&heap[child + 1], &heap[child]) {
                child += 1;
            }
            if !self.before(&heap[child], &heap[at]) {
                break;
            }
            heap.swap(at, child);
            at = child;
        }
    }

    /// Best first; NaNs come last.
    pub fn sort(self, items: &mut [Item]) {
        go_sort::sort(items, |one, other| self.before(other, one));
    }
}

/// Prometheus' samples of histograms are zero as floats.
fn value_of(item: &Item) -> f64 {
    item.reading.float().unwrap_or(0.0)
}
