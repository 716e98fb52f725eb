//! Sums that keep what rounding loses (Kahan's, with Neumaier's improvement).

/// Adds to a sum and to what it lost.
pub fn add(value: f64, sum: f64, lost: f64) -> (f64, f64) {
    let total = sum + value;
    let lost = if total.is_infinite() {
        0.0
    } else if sum.abs() >= value.abs() {
        lost + ((sum - total) + value)
    } else {
        lost + ((value - total) + sum)
    };
    (total, lost)
}

/// A sum under way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    pub total: f64,
    pub lost: f64,
}

impl Sum {
    pub fn add(&mut self, value: f64) {
        (self.total, self.lost) = add(value, self.total, self.lost);
    }
}

/// A mean under way: of the sum, or, from where the sum would overflow, of the values one by one.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    sum: Sum,
    count: f64,
    incremental: bool,
}

impl Mean {
    pub fn new(first: f64) -> Mean {
        Mean { sum: Sum { total: first, lost: 0.0 }, count: 1.0, incremental: false }
    }

    pub fn add(&mut self, value: f64) {
        self.count += 1.0;
        if !self.incremental {
            let (total, lost) = add(value, self.sum.total, self.sum.lost);
            if !total.is_infinite() {
                self.sum = Sum { total, lost };
                return;
            }
            self.incremental = true;
            let before = self.count - 1.0;
            self.sum = Sum { total: self.sum.total / before, lost: self.sum.lost / before };
        }
        let share = (self.count - 1.0) / self.count;
        let (total, lost) = add(value / self.count, share * self.sum.total, share * self.sum.lost);
        self.sum = Sum { total, lost };
    }

    pub fn value(&self) -> f64 {
        if self.incremental {
            return self.sum.total + self.sum.lost;
        }
        self.sum.total / self.count + self.sum.lost / self.count
    }
}

/// The quantile of values that may be reordered, as Prometheus takes it: between the two nearest.
pub fn quantile(quantile: f64, values: &mut [f64]) -> f64 {
    if values.is_empty() || quantile.is_nan() {
        return f64::NAN;
    }
    if quantile < 0.0 {
        return f64::NEG_INFINITY;
    }
    if quantile > 1.0 {
        return f64::INFINITY;
    }
    // NaN is less than all others.
    values.sort_unstable_by(|one, other| match (one.is_nan(), other.is_nan()) {
        (false, false) => one.total_cmp(other),
        (one, other) => other.cmp(&one),
    });
    let count = values.len() as f64;
    let rank = quantile * (count - 1.0);
    let lower = rank.floor().max(0.0);
    let upper = (count - 1.0).min(lower + 1.0);
    let weight = rank - rank.floor();
    values[lower as usize] * (1.0 - weight) + values[upper as usize] * weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_is_small() {
        let mut sum = Sum::default();
        for value in [5.0, 1e100, 1.0, -1e100] {
            sum.add(value);
        }
        assert_eq!(sum.total + sum.lost, 6.0);
    }

    #[test]
    fn a_mean_does_not_overflow() {
        let mut mean = Mean::new(f64::MAX);
        for _ in 0..3 {
            mean.add(f64::MAX);
        }
        assert!(mean.value().is_finite() && mean.value() > 0.999 * f64::MAX);
    }

    #[test]
    fn quantiles_lie_between_values() {
        assert_eq!(quantile(0.5, &mut [3.0, 1.0, 2.0, 4.0]), 2.5);
        assert_eq!(quantile(1.0, &mut [3.0, 1.0]), 3.0);
        assert!(quantile(0.0, &mut [3.0, f64::NAN]).is_nan());
        assert_eq!(quantile(-0.1, &mut [1.0]), f64::NEG_INFINITY);
    }
}
