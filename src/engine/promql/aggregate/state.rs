//! What is known of one group while its series are gone through.

use crate::engine::promql::notes::Words;
use crate::engine::promql::sums::{Mean, Sum, quantile};
use crate::series::histogram::Unlike;
use crate::series::{Histogram, Reading};
use std::sync::Arc;

/// How a group becomes one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    Sum,
    Average,
    Least,
    Greatest,
    Count,
    Group,
    Deviation,
    Variance,
    Quantile,
}

impl Reduction {
    pub fn named(name: &str) -> Option<Reduction> {
        Some(match name {
            "sum" => Reduction::Sum,
            "avg" => Reduction::Average,
            "min" => Reduction::Least,
            "max" => Reduction::Greatest,
            "count" => Reduction::Count,
            "group" => Reduction::Group,
            "stddev" => Reduction::Deviation,
            "stdvar" => Reduction::Variance,
            "quantile" => Reduction::Quantile,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Reduction::Sum => "sum",
            Reduction::Average => "avg",
            Reduction::Least => "min",
            Reduction::Greatest => "max",
            Reduction::Count => "count",
            Reduction::Group => "group",
            Reduction::Deviation => "stddev",
            Reduction::Variance => "stdvar",
            Reduction::Quantile => "quantile",
        }
    }
}

#[derive(Debug, Default)]
pub struct State {
    /// The instant it is of, counted.
    pub round: u64,
    /// The instant at which some series of the group was seen, though it may not have begun with that.
    pub seen: u64,
    count: f64,
    sum: Sum,
    mean: f64,
    average: Option<Mean>,
    values: Vec<f64>,
    histogram: Option<Histogram>,
    floats: bool,
    histograms: bool,
    /// Its histograms have no common buckets.
    unlike: bool,
}

impl State {
    pub fn is_of(&self, round: u64) -> bool {
        self.round == round
    }

    /// Begins with the first series. False if the group has not begun yet.
    pub fn begin(
        &mut self,
        round: u64,
        how: Reduction,
        reading: &Reading,
        note: &mut impl FnMut(Words),
    ) -> bool {
        let values = std::mem::take(&mut self.values);
        *self = State { round, seen: self.seen, count: 1.0, values, ..State::default() };
        self.values.clear();
        match reading {
            Reading::Float(value) => {
                self.floats = true;
                self.sum.total = *value;
                self.mean = *value;
                match how {
                    Reduction::Average => self.average = Some(Mean::new(*value)),
                    Reduction::Quantile => self.values.push(*value),
                    Reduction::Deviation | Reduction::Variance => {
                        self.sum.total = if value.is_finite() { 0.0 } else { f64::NAN };
                    }
                    _ => {}
                }
            }
            Reading::Histogram(histogram) => match how {
                Reduction::Sum | Reduction::Average => {
                    self.histograms = true;
                    self.histogram = Some(Histogram::clone(histogram));
                }
                Reduction::Count | Reduction::Group => {}
                _ => {
                    note(Words::HistogramIgnoredInAggregation(how.name()));
                    return false;
                }
            },
        }
        true
    }

    /// Takes one more series; `unlike` tells of histograms that do not go together.
    pub fn add(
        &mut self,
        how: Reduction,
        reading: &Reading,
        note: &mut impl FnMut(Words),
    ) -> Result<(), Unlike> {
        if self.unlike {
            return Ok(());
        }
        match reading {
            Reading::Float(value) => self.add_float(how, *value),
            Reading::Histogram(histogram) => match how {
                Reduction::Sum | Reduction::Average => return self.add_histogram(how, histogram),
                Reduction::Count => self.count += 1.0,
                Reduction::Group => {}
                _ => note(Words::HistogramIgnoredInAggregation(how.name())),
            },
        }
        Ok(())
    }

    fn add_float(&mut self, how: Reduction, value: f64) {
        match how {
            Reduction::Sum => {
                self.floats = true;
                self.sum.add(value);
            }
            Reduction::Average => {
                self.floats = true;
                self.count += 1.0;
                match &mut self.average {
                    Some(average) => average.add(value),
                    None => self.average = Some(Mean::new(value)),
                }
            }
            Reduction::Least => {
                if self.sum.total > value || self.sum.total.is_nan() {
                    self.sum.total = value;
                }
            }
            Reduction::Greatest => {
                if self.sum.total < value || self.sum.total.is_nan() {
                    self.sum.total = value;
                }
            }
            Reduction::Count => self.count += 1.0,
            Reduction::Group => {}
            Reduction::Deviation | Reduction::Variance => {
                self.count += 1.0;
                let distance = value - self.mean;
                self.mean += distance / self.count;
                self.sum.total += distance * (value - self.mean);
            }
            Reduction::Quantile => self.values.push(value),
        }
    }

    /// Sums need no common start: a histogram after floats makes the whole group worthless anyway.
    fn add_histogram(&mut self, how: Reduction, histogram: &Arc<Histogram>) -> Result<(), Unlike> {
        self.histograms = true;
        self.count += 1.0;
        let Some(total) = &mut self.histogram else { return Ok(()) };
        let result =
            if how == Reduction::Sum { total.add(histogram) } else { approach(total, histogram, self.count) };
        self.unlike = result.is_err();
        result
    }

    /// The value of the group.
    pub fn finish(
        &mut self,
        how: Reduction,
        parameter: f64,
        note: &mut impl FnMut(Words),
    ) -> Option<Reading> {
        Some(Reading::Float(match how {
            Reduction::Sum | Reduction::Average => {
                if self.floats && self.histograms {
                    note(Words::MixedInAggregation);
                    return None;
                }
                if self.unlike {
                    return None;
                }
                if let Some(mut histogram) = self.histogram.take() {
                    histogram.compact();
                    return Some(Reading::from(histogram));
                }
                match &self.average {
                    Some(average) => average.value(),
                    None => self.sum.total + self.sum.lost,
                }
            }
            Reduction::Least | Reduction::Greatest => self.sum.total,
            Reduction::Count => self.count,
            Reduction::Group => 1.0,
            Reduction::Variance => self.sum.total / self.count,
            Reduction::Deviation => (self.sum.total / self.count).sqrt(),
            Reduction::Quantile => quantile(parameter, &mut self.values),
        }))
    }
}

/// Moves a mean of histograms towards the next one, the `count`-th.
pub fn approach(mean: &mut Histogram, next: &Histogram, count: f64) -> Result<(), Unlike> {
    let mut step = next.clone();
    step.divide(count);
    let mut share = mean.clone();
    share.divide(count);
    step.subtract(&share)?;
    mean.add(&step)
}
