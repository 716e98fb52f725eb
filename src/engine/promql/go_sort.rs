//! Go's `sort.Sort`, step by step: it is not stable, and where values are equal, the order that it leaves is what
//! Prometheus gives. Pattern-defeating quicksort; source: Go's `sort/zsortinterface.go`.

use std::ops::Range;

/// As few elements as these are sorted by insertion.
const FEW: usize = 12;
/// From so many on, the pivot is the median of medians.
const MANY: usize = 50;

/// Sorts by `less`, which need not be an order: Go says so of NaNs, too.
pub fn sort<T>(items: &mut [T], less: impl Fn(&T, &T) -> bool) {
    let (all, limit) = (0..items.len(), bits(items.len()));
    Sorter { items, less }.sort(all, limit);
}

/// How many bits a number has.
fn bits(number: usize) -> u32 {
    usize::BITS - number.leading_zeros()
}

struct Sorter<'a, T, L> {
    items: &'a mut [T],
    less: L,
}

/// What the choice of a pivot shows of the order.
#[derive(PartialEq, Eq)]
enum Hint {
    Unknown,
    Ascending,
    Descending,
}

impl<T, L: Fn(&T, &T) -> bool> Sorter<'_, T, L> {
    fn less(&self, one: usize, other: usize) -> bool {
        (self.less)(&self.items[one], &self.items[other])
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.items.swap(one, other);
    }

    /// `limit` bad pivots are put up with before the heap sorts.
    fn sort(&mut self, mut range: Range<usize>, mut limit: u32) {
        let (mut balanced, mut partitioned) = (true, true);
        loop {
            let length = range.len();
            if length <= FEW {
                return self.insert(range);
            }
            if limit == 0 {
                return self.heap(range);
            }
            if !balanced {
                self.break_patterns(&range);
                limit -= 1;
            }
            let (mut pivot, mut hint) = self.pivot(&range);
            if hint == Hint::Descending {
                self.items[range.clone()].reverse();
                pivot = (range.end - 1) - (pivot - range.start);
                hint = Hint::Ascending;
            }
            if balanced && partitioned && hint == Hint::Ascending && self.insert_some(&range) {
                return;
            }
            if range.start > 0 && !self.less(range.start - 1, pivot) {
                range.start = self.skip_equal(&range, pivot);
                continue;
            }
            let (middle, already) = self.partition(&range, pivot);
            partitioned = already;
            let (left, right) = (range.start..middle, middle + 1..range.end);
            let (shorter, longer) =
                if middle - range.start < range.end - middle { (left, right) } else { (right, left) };
            let size = if shorter.start == middle + 1 { shorter.len() + 1 } else { shorter.len() };
            balanced = size >= length / 8;
            self.sort(shorter, limit);
            range = longer;
        }
    }

    fn insert(&mut self, range: Range<usize>) {
        for end in range.start + 1..range.end {
            let mut at = end;
            while at > range.start && self.less(at, at - 1) {
                self.swap(at, at - 1);
                at -= 1;
            }
        }
    }

    fn heap(&mut self, range: Range<usize>) {
        let (first, length) = (range.start, range.len());
        for root in (0..=(length - 1) / 2).rev() {
            self.sift_down(root, length, first);
        }
        for end in (0..length).rev() {
            self.swap(first, first + end);
            self.sift_down(0, end, first);
        }
    }

    fn sift_down(&mut self, mut root: usize, end: usize, first: usize) {
        loop {
            let mut child = 2 * root + 1;
            if child >= end {
                return;
            }
            if child + 1 < end && self.less(first + child, first + child + 1) {
                child += 1;
            }
            if !self.less(first + root, first + child) {
                return;
            }
            self.swap(first + root, first + child);
            root = child;
        }
    }

    /// The place of the pivot, and whether all before it are less already.
    fn partition(&mut self, range: &Range<usize>, pivot: usize) -> (usize, bool) {
        let first = range.start;
        self.swap(first, pivot);
        let (mut low, mut high) = (first + 1, range.end - 1);
        let mut already = true;
        loop {
            while low <= high && self.less(low, first) {
                low += 1;
            }
            while low <= high && !self.less(high, first) {
                high -= 1;
            }
            if low > high {
                break;
            }
            already = false;
            self.swap(low, high);
            (low, high) = (low + 1, high - 1);
        }
        self.swap(high, first);
        (high, already)
    }

    /// Puts those that are equal to the pivot first; gives the place after them.
    fn skip_equal(&mut self, range: &Range<usize>, pivot: usize) -> usize {
        let first = range.start;
        self.swap(first, pivot);
        let (mut low, mut high) = (first + 1, range.end - 1);
        loop {
            while low <= high && !self.less(first, low) {
                low += 1;
            }
            while low <= high && self.less(first, high) {
                high -= 1;
            }
            if low > high {
                return low;
            }
            self.swap(low, high);
            (low, high) = (low + 1, high - 1);
        }
    }

    /// Whether a few insertions did it.
    fn insert_some(&mut self, range: &Range<usize>) -> bool {
        const MOST: usize = 5;
        let mut at = range.start + 1;
        for _ in 0..MOST {
            while at < range.end && !self.less(at, at - 1) {
                at += 1;
            }
            if at == range.end {
                return true;
            }
            if range.len() < MANY {
                return false;
            }
            self.swap(at, at - 1);
            if at - range.start >= 2 {
                let mut place = at - 1;
                while place >= 1 && self.less(place, place - 1) {
                    self.swap(place, place - 1);
                    place -= 1;
                }
            }
            if range.end - at >= 2 {
                let mut place = at + 1;
                while place < range.end && self.less(place, place - 1) {
                    self.swap(place, place - 1);
                    place += 1;
                }
            }
        }
        false
    }

    /// Scatters some elements that bad pivots may come from.
    fn break_patterns(&mut self, range: &Range<usize>) {
        let length = range.len();
        let mut random = length as u64;
        let mask = (1_u64 << bits(length)) - 1;
        let place = range.start + length / 4 * 2;
        for index in 0..3 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let other = (random & mask) as usize;
            let other = if other >= length { other - length } else { other };
            self.swap(place - 1 + index, range.start + other);
        }
    }

    fn pivot(&self, range: &Range<usize>) -> (usize, Hint) {
        const MOST_SWAPS: usize = 12;
        let quarter = range.len() / 4;
        let mut places = [1, 2, 3].map(|times| range.start + quarter * times);
        let mut swaps = 0;
        if range.len() >= MANY {
            places = places.map(|place| self.median([place - 1, place, place + 1], &mut swaps));
        }
        let median = self.median(places, &mut swaps);
        let hint = match swaps {
            0 => Hint::Ascending,
            MOST_SWAPS => Hint::Descending,
            _ => Hint::Unknown,
        };
        (median, hint)
    }

    fn median(&self, [one, two, three]: [usize; 3], swaps: &mut usize) -> usize {
        let mut order = |one, other| {
            let swap = self.less(other, one);
            *swaps += usize::from(swap);
            if swap { (other, one) } else { (one, other) }
        };
        let (one, two) = order(one, two);
        let (two, _) = order(two, three);
        order(one, two).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_list_is_sorted() {
        let mut state = 1_u64;
        for length in (0..200).chain([1000, 5000]) {
            for values in [3, 50, u64::MAX] {
                let mut list: Vec<u64> = (0..length)
                    .map(|_| {
                        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                        (state >> 33) % values
                    })
                    .collect();
                let mut sorted = list.clone();
                sorted.sort_unstable();
                sort(&mut list, |one, other| one < other);
                assert_eq!(list, sorted);
                sort(&mut list, |one, other| one > other);
                sorted.reverse();
                assert_eq!(list, sorted);
            }
        }
    }
}
