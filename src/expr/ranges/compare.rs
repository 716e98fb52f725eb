//! Comparisons: whether one can hold at all, and what is left of the values that pass.

use super::range::Range;
use super::set::{Interval, Set};
use crate::expr::BinaryOp;

/// What a comparison says of every pair of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Always,
    Sometimes,
    Never,
}

impl BinaryOp {
    /// The comparison that says the same with its sides exchanged.
    pub fn exchanged(self) -> BinaryOp {
        match self {
            BinaryOp::Greater => BinaryOp::Less,
            BinaryOp::Less => BinaryOp::Greater,
            BinaryOp::GreaterOrEqual => BinaryOp::LessOrEqual,
            BinaryOp::LessOrEqual => BinaryOp::GreaterOrEqual,
            other => other,
        }
    }
}

/// As Prometheus computes it, rounding included; of the floats.
pub(super) fn real(op: BinaryOp, left: &Range, right: &Range) -> Verdict {
    of_sets(op, &left.real(), &right.real())
}

/// What to say to people. That rounding alone makes it hold is no reason to say that it can.
pub fn verdict(op: BinaryOp, left: &Range, right: &Range) -> Verdict {
    match real(op, left, right) {
        Verdict::Sometimes if left.rounded || right.rounded => {
            match of_sets(op, &left.values, &right.values) {
                Verdict::Never => Verdict::Never,
                _ => Verdict::Sometimes,
            }
        }
        real => real,
    }
}

fn of_sets(op: BinaryOp, left: &Set, right: &Set) -> Verdict {
    let possible = !passing(op, left, right).is_empty() && !right.is_empty();
    if !possible {
        return Verdict::Never;
    }
    let nan = left.nan || right.nan;
    let (Some(low), Some(high)) = (left.low(), left.high()) else {
        // NaN alone differs from everything.
        return if op == BinaryOp::NotEqual { Verdict::Always } else { Verdict::Sometimes };
    };
    let (Some(least), Some(most)) = (right.low(), right.high()) else {
        return if op == BinaryOp::NotEqual { Verdict::Always } else { Verdict::Sometimes };
    };
    let always = match op {
        BinaryOp::Greater => low > most,
        BinaryOp::GreaterOrEqual => low >= most,
        BinaryOp::Less => high < least,
        BinaryOp::LessOrEqual => high <= least,
        BinaryOp::Equal => low == high && least == most && low == least,
        _ => return differ(left, right),
    };
    if always && !nan { Verdict::Always } else { Verdict::Sometimes }
}

fn differ(left: &Set, right: &Set) -> Verdict {
    let apart = left.clone().without_nan().intersection(&right.clone().without_nan()).is_empty();
    if apart { Verdict::Always } else { Verdict::Sometimes }
}

/// Those of `values` for which there is one of `limits` that the comparison holds with.
pub(super) fn passing(op: BinaryOp, values: &Set, limits: &Set) -> Set {
    const INFINITY: f64 = f64::INFINITY;
    let (Some(least), Some(most)) = (limits.low(), limits.high()) else {
        // Limits that are NaN alone.
        return if op == BinaryOp::NotEqual { values.clone() } else { Set::empty() };
    };
    let allowed = match op {
        BinaryOp::Greater if least == INFINITY => Set::empty(),
        BinaryOp::Greater => Set::between(least.next_up(), INFINITY),
        BinaryOp::GreaterOrEqual => Set::between(least, INFINITY),
        BinaryOp::Less if most == -INFINITY => Set::empty(),
        BinaryOp::Less => Set::between(-INFINITY, most.next_down()),
        BinaryOp::LessOrEqual => Set::between(-INFINITY, most),
        BinaryOp::Equal => limits.clone().without_nan(),
        _ => match limits.constant() {
            Some(limit) if !limit.is_nan() => all_but(limit),
            _ => Set::all(),
        },
    };
    values.intersection(&allowed)
}

fn all_but(value: f64) -> Set {
    let mut around = Vec::new();
    if value > f64::NEG_INFINITY {
        around.push(Interval::new(f64::NEG_INFINITY, value.next_down()));
    }
    if value < f64::INFINITY {
        around.push(Interval::new(value.next_up(), f64::INFINITY));
    }
    Set::of(around, true, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_differs_from_everything() {
        let nan = Set::point(f64::NAN);
        assert_eq!(of_sets(BinaryOp::Equal, &Set::all(), &nan), Verdict::Never);
        assert_eq!(of_sets(BinaryOp::NotEqual, &Set::all(), &nan), Verdict::Always);
        assert_eq!(
            of_sets(BinaryOp::GreaterOrEqual, &Set::between(0.0, 1.0).with_nan(true), &Set::point(0.0)),
            Verdict::Sometimes
        );
    }

    #[test]
    fn zeros_are_equal() {
        assert_eq!(of_sets(BinaryOp::Less, &Set::between(0.0, 5.0), &Set::point(-0.0)), Verdict::Never);
        assert_eq!(
            of_sets(BinaryOp::GreaterOrEqual, &Set::between(0.0, 5.0), &Set::point(-0.0)),
            Verdict::Always
        );
        assert!(passing(BinaryOp::NotEqual, &Set::point(0.0), &Set::point(-0.0)).is_empty());
    }
}
