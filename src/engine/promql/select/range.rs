//! `x[5m]`: the samples of each series over a range.

use super::{Moment, Selection, Window};
use crate::engine::promql::Run;
use crate::engine::promql::output::Slots;
use crate::model::Millis;
use crate::series::{Column, Store};

pub struct RangeSelector {
    selection: Selection,
    pub moment: Moment,
    pub range: Millis,
    pub slots: Slots,
    bounds: Vec<Bounds>,
    /// Whether falls are counted.
    counter: bool,
    after: Millis,
    until: Millis,
}

/// The part of a series' floats that lies in the range, and how often a value in it is below the one before.
#[derive(Clone, Copy, Default)]
struct Bounds {
    low: u32,
    high: u32,
    falls: u32,
    first_histogram: u32,
}

impl RangeSelector {
    pub fn new(selection: Selection, moment: Moment, range: Millis) -> RangeSelector {
        let slots = Slots::default();
        let bounds = Vec::new();
        RangeSelector { selection, moment, range, slots, bounds, counter: false, after: 0, until: 0 }
    }

    /// Counts falls from now on.
    pub fn count_falls(&mut self) {
        self.counter = true;
    }

    /// Moves the range; gives its ends.
    pub fn prepare(&mut self, run: &Run, now: Millis) -> (Millis, Millis) {
        self.selection.refresh(run.store, &mut self.slots);
        self.bounds.resize(self.selection.series().len(), Bounds::default());
        let until = self.moment.resolve(run, now);
        let from = until.saturating_sub(self.range);
        self.after = run.options.ranges.after(from);
        self.until = until;
        (from, until)
    }

    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    pub fn window<'s>(&mut self, store: &'s Store, slot: usize) -> Window<'s> {
        let id = self.selection.series()[slot];
        let floats = store.series(id).floats();
        let bounds = &mut self.bounds[slot];
        let low = floats.until(self.after, bounds.low as usize);
        let high = floats.until(self.until, bounds.high as usize).max(low);
        let falls = self.counter.then(|| bounds.falls_until(floats, low, high));
        let histograms = store.series(id).histograms();
        let first = histograms.until(self.after, bounds.first_histogram as usize);
        let end = histograms.until(self.until, first).max(first);
        *bounds = Bounds {
            low: low as u32,
            high: high as u32,
            falls: falls.unwrap_or(0),
            first_histogram: first as u32,
        };
        Window {
            times: &floats.times()[low..high],
            values: &floats.values()[low..high],
            histogram_times: &histograms.times()[first..end],
            histograms: &histograms.values()[first..end],
            falls,
        }
    }
}

impl Bounds {
    /// The falls between `low` and `high`, from those that are known.
    fn falls_until(&self, floats: &Column<f64>, low: usize, high: usize) -> u32 {
        let (old_low, old_high) = (self.low as usize, self.high as usize);
        let values = floats.values();
        let between = |from: usize, to: usize| {
            let pairs = values.get(from..to).unwrap_or_default().windows(2);
            pairs.filter(|pair| pair[1] < pair[0]).count() as u32
        };
        if low < old_low || low >= old_high || high < old_high {
            return between(low, high);
        }
        self.falls - between(old_low, low + 1) + between(old_high - 1, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_are_those_of_a_fresh_count() {
        let mut floats = Column::default();
        for (index, value) in [5.0, 3.0, 4.0, 4.0, 1.0, 2.0, 0.0, 7.0, f64::NAN, 1.0, 0.5].iter().enumerate()
        {
            floats.push(index as i64, *value);
        }
        let count = |low: usize, high: usize| {
            floats.values()[low..high].windows(2).filter(|pair| pair[1] < pair[0]).count() as u32
        };
        let all: Vec<(usize, usize)> =
            (0..=11).flat_map(|low| (low..=11).map(move |high| (low, high))).collect();
        for (low, high) in &all {
            let bounds = Bounds {
                low: *low as u32,
                high: *high as u32,
                falls: count(*low, *high),
                first_histogram: 0,
            };
            for (to_low, to_high) in &all {
                let moved = bounds.falls_until(&floats, *to_low, *to_high);
                assert_eq!(moved, count(*to_low, *to_high), "{low}..{high} to {to_low}..{to_high}");
            }
        }
    }
}
