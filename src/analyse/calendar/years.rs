//! Sets of years.

use std::ops::RangeInclusive;

/// Sorted ranges that neither touch nor overlap.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Years(Vec<RangeInclusive<i32>>);

/// Alertmanager's clock shows no earlier year, and our grammar has no later one.
const FIRST: i32 = 1970;
const LAST: i32 = 9999;

impl Years {
    pub fn all() -> Years {
        Years(vec![FIRST..=LAST])
    }

    /// The union of the ranges, as far as a clock can show it.
    pub fn of(ranges: impl IntoIterator<Item = RangeInclusive<i32>>) -> Years {
        let clamped = ranges.into_iter().map(|range| *range.start().max(&FIRST)..=*range.end().min(&LAST));
        let mut sorted: Vec<_> = clamped.filter(|range| !range.is_empty()).collect();
        sorted.sort_by_key(|range| *range.start());
        let mut joined: Vec<RangeInclusive<i32>> = Vec::new();
        for range in sorted {
            match joined.last_mut() {
                Some(last) if *range.start() <= last.end() + 1 => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => joined.push(range),
            }
        }
        Years(joined)
    }

    pub fn or(&self, other: &Years) -> Years {
        Years::of(self.0.iter().chain(&other.0).cloned())
    }

    pub fn and(&self, other: &Years) -> Years {
        let pairs = self.0.iter().flat_map(|a| other.0.iter().map(move |b| (a, b)));
        Years::of(pairs.map(|(a, b)| *a.start().max(b.start())..=*a.end().min(b.end())))
    }

    pub fn without(&self, other: &Years) -> Years {
        let mut gaps = Vec::new();
        let mut from = FIRST;
        for range in &other.0 {
            gaps.push(from..=range.start() - 1);
            from = range.end() + 1;
        }
        gaps.push(from..=LAST);
        self.and(&Years::of(gaps))
    }

    /// Each year's next one; the set of all years stays whole.
    pub fn next(&self) -> Years {
        let later = |range: &RangeInclusive<i32>| {
            let start = if *range.start() == FIRST { FIRST } else { range.start() + 1 };
            start..=range.end() + 1
        };
        Years::of(self.0.iter().map(later))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is_endless(&self) -> bool {
        self.0.last().is_some_and(|range| *range.end() == LAST)
    }

    /// Whether common years and leap years are among them.
    pub fn kinds(&self) -> [bool; 2] {
        // Every kind is within eight years of any year, over 1900 and 2100 as well.
        let mut near = self.0.iter().flat_map(|range| range.clone().take(9));
        [near.clone().any(|year| !is_leap(year)), near.any(is_leap)]
    }

    /// Only the leap years, or only the common ones.
    pub fn of_kind(&self, leap: bool) -> Years {
        Years::of(self.iter().filter(|year| is_leap(*year) == leap).map(|year| year..=year))
    }

    pub fn iter(&self) -> impl Iterator<Item = i32> + '_ {
        self.0.iter().flat_map(Clone::clone)
    }

    /// As an interval has them: empty for all years.
    pub fn ranges(&self) -> Vec<RangeInclusive<i32>> {
        if *self == Years::all() { Vec::new() } else { self.0.clone() }
    }
}

pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}
