//! Sets of instants: when a route sends.

mod of;
mod week;

pub use week::in_words;

use jiff::Timestamp;
use std::ops::Range;

/// The time that is looked at.
pub type Horizon = Range<Timestamp>;

/// Instants within a horizon, as sorted ranges that neither meet nor overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    horizon: Horizon,
    ranges: Vec<Range<Timestamp>>,
}

impl Times {
    pub fn always(horizon: &Horizon) -> Times {
        Times::from_ranges(vec![horizon.clone()], horizon)
    }

    pub fn never(horizon: &Horizon) -> Times {
        Times { horizon: horizon.clone(), ranges: Vec::new() }
    }

    /// Ranges in any order; what is outside of the horizon is cut away.
    pub fn from_ranges(mut ranges: Vec<Range<Timestamp>>, horizon: &Horizon) -> Times {
        ranges.sort_by_key(|range| range.start);
        let mut joined: Vec<Range<Timestamp>> = Vec::new();
        for range in ranges {
            let range = range.start.max(horizon.start)..range.end.min(horizon.end);
            match joined.last_mut() {
                _ if range.is_empty() => {}
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Times { horizon: horizon.clone(), ranges: joined }
    }

    pub fn horizon(&self) -> &Horizon {
        &self.horizon
    }

    /// `[start, end)`, sorted.
    pub fn ranges(&self) -> &[Range<Timestamp>] {
        &self.ranges
    }

    pub fn is_never(&self) -> bool {
        self.ranges.is_empty()
    }

    pub fn is_always(&self) -> bool {
        *self == Times::always(&self.horizon)
    }

    pub fn contains(&self, instant: Timestamp) -> bool {
        let after = self.ranges.partition_point(|range| range.start <= instant);
        after > 0 && instant < self.ranges[after - 1].end
    }

    pub fn union(&self, other: &Times) -> Times {
        let ranges = self.ranges.iter().chain(&other.ranges).cloned().collect();
        Times::from_ranges(ranges, &self.horizon)
    }

    /// All other instants of the horizon.
    pub fn complement(&self) -> Times {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut from = self.horizon.start;
        for range in &self.ranges {
            ranges.push(from..range.start);
            from = range.end;
        }
        ranges.push(from..self.horizon.end);
        ranges.retain(|range| !range.is_empty());
        Times { horizon: self.horizon.clone(), ranges }
    }

    pub fn intersection(&self, other: &Times) -> Times {
        let (mut one, mut two) = (self.ranges.iter().peekable(), other.ranges.iter().peekable());
        let mut ranges = Vec::new();
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            let both = a.start.max(b.start)..a.end.min(b.end);
            if !both.is_empty() {
                ranges.push(both);
            }
            if a.end <= b.end {
                one.next()
            } else {
                two.next()
            };
        }
        Times { horizon: self.horizon.clone(), ranges }
    }

    /// What of these is not in the other.
    pub fn without(&self, other: &Times) -> Times {
        self.intersection(&other.complement())
    }
}

#[cfg(test)]
mod tests;
