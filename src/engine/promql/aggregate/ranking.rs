//! The greatest or the least few values of a group, in the order that Prometheus gives: its heap is Go's
//! `container/heap`, so that equal values come out in the same order.

use crate::engine::promql::output::Item;
use crate::series::Reading;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    Greatest,
    Least,
}

impl Rank {
    /// Whether the one is to be dropped before the other. A NaN is before all.
    fn before(self, one: f64, other: f64) -> bool {
        one.is_nan()
            || match self {
                Rank::Greatest => one < other,
                Rank::Least => one > other,
            }
    }

    /// Takes in an item while there is room, or instead of the worst.
    pub fn offer(self, heap: &mut Vec<Item>, item: &Item, limit: usize) {
        let value = value_of(item);
        if heap.len() < limit {
            heap.push(item.clone());
            self.up(heap);
            return;
        }
        let Some(worst) = heap.first().map(value_of) else { return };
        let better = match self {
            Rank::Greatest => worst < value,
            Rank::Least => worst > value,
        };
        if better || worst.is_nan() && !value.is_nan() {
            heap[0] = item.clone();
            self.down(heap);
        }
    }

    fn less(self, heap: &[Item], one: usize, other: usize) -> bool {
        self.before(value_of(&heap[one]), value_of(&heap[other]))
    }

    fn up(self, heap: &mut [Item]) {
        let mut at = heap.len() - 1;
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.less(heap, at, parent) {
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
            if child + 1 < heap.len() && self.less(heap, child + 1, child) {
                child += 1;
            }
            if !self.less(heap, child, at) {
                break;
            }
            heap.swap(at, child);
            at = child;
        }
    }

    /// Best first; NaNs come last.
    pub fn sort(self, heap: &mut [Item]) {
        /// Go sorts as few as these by insertion.
        const FEW: usize = 12;
        if heap.len() > FEW {
            heap.sort_by(|one, other| {
                let (one, other) = (value_of(one), value_of(other));
                match (one.is_nan(), other.is_nan()) {
                    (false, false) if self == Rank::Greatest => other.total_cmp(&one),
                    (false, false) => one.total_cmp(&other),
                    (one, other) => one.cmp(&other),
                }
            });
            return;
        }
        for end in 1..heap.len() {
            let mut at = end;
            while at > 0 && self.less(heap, at - 1, at) {
                heap.swap(at - 1, at);
                at -= 1;
            }
        }
    }
}

fn value_of(item: &Item) -> f64 {
    match item.reading {
        Reading::Float(value) => value,
        Reading::Histogram(_) => f64::NAN,
    }
}
