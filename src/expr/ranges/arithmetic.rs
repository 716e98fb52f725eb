//! Arithmetic on sets of floats, exact for what floats really do: overflow, division by either zero, infinities
//! that give NaN. Both sides are cut where the sign changes and at the infinities; between the cuts each operation
//! rises or falls with each side, so that the corners hold the extremes, rounding included.

use super::set::{Interval, Set};
use crate::expr::BinaryOp;

/// What comes out, and whether a zero of it can be negative.
pub struct Outcome {
    pub values: Set,
    pub negative_zero: bool,
    /// The float that Prometheus gets may be the next one or so: its function is not ours.
    pub rounded: bool,
}

/// One side of an operation.
#[derive(Clone, Copy)]
pub struct Operand<'a> {
    pub values: &'a Set,
    pub negative_zero: bool,
}

pub fn apply(op: BinaryOp, left: Operand, right: Operand) -> Outcome {
    let whole = left.values.whole && right.values.whole;
    let nan = left.values.nan || right.values.nan;
    match op {
        BinaryOp::Add => corners(left, right, nan, whole, |a, b| a + b),
        BinaryOp::Subtract => corners(left, right, nan, whole, |a, b| a - b),
        BinaryOp::Multiply => corners(left, right, nan, whole, |a, b| a * b),
        BinaryOp::Divide => corners(left, right, nan, false, |a, b| a / b),
        BinaryOp::Modulo => remainder(left.values, right.values),
        BinaryOp::Power => power(left, right),
        _ => Outcome { values: Set::between(-3.15, 3.15).with_nan(nan), negative_zero: true, rounded: false },
    }
}

fn corners(left: Operand, right: Operand, nan: bool, whole: bool, run: impl Fn(f64, f64) -> f64) -> Outcome {
    let (lefts, rights) = (pieces(left), pieces(right));
    let mut found = Vec::new();
    let mut outcome = Outcome { values: Set::empty(), negative_zero: false, rounded: false };
    let mut nan = nan;
    for a in &lefts {
        for b in &rights {
            let results = [run(a.low, b.low), run(a.low, b.high), run(a.high, b.low), run(a.high, b.high)];
            nan |= results.iter().any(|result| result.is_nan());
            outcome.negative_zero |= results.iter().any(|result| *result == 0.0 && result.is_sign_negative());
            let numbers = results.into_iter().filter(|result| !result.is_nan());
            found.extend(
                numbers
                    .map(|result| Interval::new(result, result))
                    .reduce(|one, two| Interval::new(one.low.min(two.low), one.high.max(two.high))),
            );
        }
    }
    outcome.values = Set::of(found, nan, whole);
    outcome
}

/// The intervals cut at zero and at the infinities.
fn pieces(operand: Operand) -> Vec<Interval> {
    const SMALLEST: f64 = f64::from_bits(1);
    let mut cut = Vec::new();
    for Interval { low, high } in operand.values.intervals() {
        let mut part = |from: f64, to: f64| {
            let piece = Interval::new(low.max(from), high.min(to));
            if piece.low <= piece.high {
                cut.push(piece);
            }
        };
        part(f64::NEG_INFINITY, f64::NEG_INFINITY);
        part(f64::MIN, -SMALLEST);
        part(SMALLEST, f64::MAX);
        part(f64::INFINITY, f64::INFINITY);
        if *low <= 0.0 && *high >= 0.0 {
            cut.push(Interval::new(0.0, 0.0));
            if operand.negative_zero {
                cut.push(Interval::new(-0.0, -0.0));
            }
        }
    }
    cut
}

/// `%` has the sign of its left side, and is nearer to zero than its right side.
fn remainder(left: &Set, right: &Set) -> Outcome {
    let size = |set: &Set| set.low().unwrap_or(0.0).abs().max(set.high().unwrap_or(0.0).abs());
    let (reach, divisor) = (size(left), size(right));
    // With an infinity on the right the left side stays as it is.
    let most = if right.has_infinity() {
        reach
    } else if right.whole && left.whole {
        reach.min(divisor - 1.0)
    } else {
        reach.min(divisor.next_down())
    };
    let most = most.max(0.0);
    let low = if left.low().is_some_and(|low| low < 0.0) { -most } else { 0.0 };
    let high = if left.high().is_some_and(|high| high > 0.0) { most } else { 0.0 };
    let nan = left.nan || right.nan || left.has_infinity() || right.contains(0.0);
    let none = left.low().is_none() || right.low().is_none() || right.constant() == Some(0.0);
    let numbers = if none { vec![] } else { vec![Interval::new(low, high)] };
    Outcome { values: Set::of(numbers, nan, left.whole && right.whole), negative_zero: true, rounded: false }
}

fn power(left: Operand, right: Operand) -> Outcome {
    if left.values.low().is_some_and(|low| low >= 0.0) {
        let nan = left.values.nan || right.values.nan;
        let mut outcome = corners(left, right, nan, false, f64::powf);
        // `1 ^ NaN` and `NaN ^ 0` are 1.
        if nan {
            outcome.values = outcome.values.union(&Set::point(1.0));
        }
        outcome.negative_zero = true;
        let exact = [left.values.constant(), right.values.constant()] == [Some(10.0), Some(2.0)];
        outcome.rounded = !exact;
        return outcome;
    }
    let even = right.values.constant().is_some_and(|exponent| exponent.rem_euclid(2.0) == 0.0);
    let values = if even { Set::between(0.0, f64::INFINITY).with_nan(true) } else { Set::all() };
    Outcome { values: values.union(&Set::point(1.0)), negative_zero: true, rounded: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(op: BinaryOp, left: Set, right: Set) -> Set {
        let plain = |values| Operand { values, negative_zero: false };
        apply(op, plain(&left), plain(&right)).values
    }

    #[test]
    fn the_corners_hold_the_extremes() {
        use BinaryOp::*;
        let between = Set::between;
        assert_eq!(run(Subtract, Set::point(1.0), between(0.0, 1.0)), between(0.0, 1.0));
        assert_eq!(run(Multiply, between(-2.0, 3.0), between(-5.0, 4.0)), between(-15.0, 12.0));
        assert_eq!(run(Divide, Set::point(0.0), Set::point(0.0)), Set::point(f64::NAN));
        assert_eq!(
            run(Divide, between(0.0, f64::MAX), between(0.0, f64::MAX)),
            between(0.0, f64::INFINITY).with_nan(true)
        );
        assert_eq!(run(Add, Set::finite(), Set::finite()), between(f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(run(Modulo, Set::whole(0.0, 100.0), Set::point(7.0)), Set::whole(0.0, 6.0));
        assert!(run(Modulo, Set::all(), Set::point(1.0)).high().is_some_and(|high| high < 1.0));
    }
}
