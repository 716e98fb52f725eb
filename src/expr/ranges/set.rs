//! Sets of floats: a few closed intervals, and whether NaN is one of them. Floats are discrete, so that "above 5"
//! is closed, too: it begins at the float after 5. What arithmetic rounds, it rounds alike at the ends.

/// The floats from `low` to `high`, both included; never NaN, and `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// Which values something can have.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// Sorted, apart from each other.
    intervals: Vec<Interval>,
    pub nan: bool,
    /// All of the finite ones are whole numbers.
    pub whole: bool,
}

/// More intervals than this are merged: then the set is larger than it need be.
const MOST: usize = 4;

impl Interval {
    pub fn new(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

impl Set {
    pub fn empty() -> Set {
        Set { intervals: Vec::new(), nan: false, whole: false }
    }

    /// Any float, NaN and the infinities among them.
    pub fn all() -> Set {
        Set { nan: true, ..Set::between(f64::NEG_INFINITY, f64::INFINITY) }
    }

    /// Any float that is a number and finite.
    pub fn finite() -> Set {
        Set::between(f64::MIN, f64::MAX)
    }

    /// From `low` to `high`, both included; nothing when these are not in order.
    pub fn between(low: f64, high: f64) -> Set {
        Set::of(if low <= high { vec![Interval::new(low, high)] } else { vec![] }, false, false)
    }

    /// Exactly this.
    pub fn point(value: f64) -> Set {
        if value.is_nan() {
            return Set { nan: true, ..Set::empty() };
        }
        let whole = value.fract() == 0.0;
        Set::of(vec![Interval::new(value, value)], false, whole)
    }

    /// The whole numbers from `low` to `high`.
    pub fn whole(low: f64, high: f64) -> Set {
        Set::between(low, high).as_whole(true)
    }

    pub fn with_nan(mut self, nan: bool) -> Set {
        self.nan |= nan;
        self
    }

    /// The same, known to be whole numbers or not.
    pub fn as_whole(self, whole: bool) -> Set {
        Set::of(self.intervals, self.nan, whole)
    }

    pub fn without_nan(mut self) -> Set {
        self.nan = false;
        self
    }

    /// The union of `intervals`, in any order; of whole numbers alone, when they are known to be.
    pub fn of(mut intervals: Vec<Interval>, nan: bool, whole: bool) -> Set {
        if whole {
            intervals.iter_mut().for_each(|interval| {
                *interval = Interval::new(interval.low.ceil(), interval.high.floor());
            });
        }
        intervals.retain(|interval| interval.low <= interval.high);
        intervals.sort_by(|a, b| a.low.total_cmp(&b.low));
        let mut merged: Vec<Interval> = Vec::with_capacity(intervals.len());
        for next in intervals {
            match merged.last_mut() {
                Some(last) if last.high.next_up() >= next.low => last.high = last.high.max(next.high),
                _ => merged.push(next),
            }
        }
        while merged.len() > MOST {
            let last = merged.pop().map_or(f64::INFINITY, |last| last.high);
            if let Some(before) = merged.last_mut() {
                before.high = last;
            }
        }
        Set { intervals: merged, nan, whole }
    }

    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// Nothing at all, not even NaN.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty() && !self.nan
    }

    /// The least number of it; none when there is none.
    pub fn low(&self) -> Option<f64> {
        self.intervals.first().map(|interval| interval.low)
    }

    pub fn high(&self) -> Option<f64> {
        self.intervals.last().map(|interval| interval.high)
    }

    /// The only value that it can be; none when there are several.
    pub fn constant(&self) -> Option<f64> {
        match self.intervals[..] {
            [only] if only.low == only.high && !self.nan => Some(only.low),
            [] if self.nan => Some(f64::NAN),
            _ => None,
        }
    }

    pub fn contains(&self, value: f64) -> bool {
        if value.is_nan() {
            return self.nan;
        }
        let wanted = !self.whole || value.is_infinite() || value.fract() == 0.0;
        wanted && self.intervals.iter().any(|interval| interval.contains(value))
    }

    pub fn is_within(&self, other: &Set) -> bool {
        let kind = self.whole || !other.whole || self.intervals.is_empty();
        kind && other.nan >= self.nan && self.intersection(other).intervals == self.intervals
    }

    pub fn union(&self, other: &Set) -> Set {
        let whole = (self.whole || self.intervals.is_empty()) && (other.whole || other.intervals.is_empty());
        let intervals = self.intervals.iter().chain(&other.intervals).copied().collect();
        Set::of(intervals, self.nan || other.nan, whole)
    }

    pub fn intersection(&self, other: &Set) -> Set {
        let mut shared = Vec::new();
        for a in &self.intervals {
            for b in &other.intervals {
                shared.push(Interval::new(a.low.max(b.low), a.high.min(b.high)));
            }
        }
        Set::of(shared, self.nan && other.nan, self.whole || other.whole)
    }

    /// One interval from the least to the greatest.
    pub fn hull(&self) -> Set {
        match (self.low(), self.high()) {
            (Some(low), Some(high)) => Set { nan: self.nan, whole: self.whole, ..Set::between(low, high) },
            _ => self.clone(),
        }
    }

    /// Each interval changed; `change` keeps or turns round their order.
    pub fn map(&self, change: impl Fn(f64) -> f64) -> Set {
        let turned = self.intervals.iter().map(|interval| {
            let (a, b) = (change(interval.low), change(interval.high));
            Interval::new(a.min(b), a.max(b))
        });
        Set::of(turned.collect(), self.nan, false)
    }

    /// Whether an infinity is one of them.
    pub fn has_infinity(&self) -> bool {
        self.low() == Some(f64::NEG_INFINITY) || self.high() == Some(f64::INFINITY)
    }

    /// The same with what rounding may add at its ends.
    pub fn widened(&self) -> Set {
        let slack = |value: f64| if value.is_finite() { 1e-9 * value.abs().max(1.0) } else { 0.0 };
        let widened = self.intervals.iter();
        let widened = widened.map(|i| Interval::new(i.low - slack(i.low), i.high + slack(i.high)));
        Set::of(widened.collect(), self.nan, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sorted_and_apart() {
        let set = Set::of(
            vec![Interval::new(5.0, 9.0), Interval::new(0.0, 1.0), Interval::new(8.0, 10.0)],
            false,
            false,
        );
        assert_eq!(set.intervals(), [Interval::new(0.0, 1.0), Interval::new(5.0, 10.0)]);
        let touching = Set::between(0.0, 1.0).union(&Set::between(1f64.next_up(), 2.0));
        assert_eq!(touching, Set::between(0.0, 2.0));
        let many = (0..9).map(|n| Interval::new(f64::from(n), f64::from(n))).collect();
        assert_eq!(Set::of(many, false, true).high(), Some(8.0));
    }

    #[test]
    fn whole_numbers_lie_between_others() {
        assert!(Set::whole(0.0, 1.0).intersection(&Set::point(0.5)).is_empty());
        assert_eq!(Set::whole(0.0, f64::MAX).intersection(&Set::between(0.5, 2.5)), Set::whole(1.0, 2.0));
        assert!(!Set::whole(0.0, 3.0).contains(1.5) && Set::whole(0.0, 3.0).contains(2.0));
    }

    #[test]
    fn a_set_lies_within_a_larger_one() {
        assert!(Set::between(5.0, 6.0).is_within(&Set::between(1.0, 9.0)));
        assert!(!Set::between(5.0, 6.0).with_nan(true).is_within(&Set::between(1.0, 9.0)));
        assert!(Set::between(5.0, 6.0).is_within(&Set::all()));
        assert!(!Set::between(1.0, 2.0).is_within(&Set::whole(1.0, 2.0)));
    }
}
