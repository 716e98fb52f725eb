//! Ranges through functions.

use super::arithmetic::{self, Operand};
use super::range::{Presence, Range, Why};
use super::set::{Interval, Set};
use super::{Node, clock, over_time, rounding};
use crate::expr::catalogue::Catalogue;
use crate::expr::{BinaryOp, Call};
use crate::text::Span;

/// A quarter turn and a half one, with room for rounding.
const QUARTER: f64 = std::f64::consts::FRAC_PI_2 + 1e-12;
const HALF: f64 = std::f64::consts::PI + 1e-12;

pub(super) fn range(node: &Node, call: &Call, catalogue: &Catalogue) -> Range {
    let name = call.function.value.as_str();
    let span = call.function.span;
    let argument = node.children.first().map(|child| &child.range);
    if let Some(found) = over_time::range(name, node, catalogue).or_else(|| clock::range(name, argument)) {
        return explained(found, name, span);
    }
    match (name, argument) {
        ("time", _) => clock::now(),
        ("pi", _) => Range::scalar(Set::point(std::f64::consts::PI)),
        ("absent", Some(of)) => explained(absent(of), name, span),
        ("scalar", Some(of)) => scalar(of),
        ("vector", Some(of)) => Range { scalar: false, ..of.clone() },
        ("sort" | "sort_desc" | "sort_by_label" | "sort_by_label_desc", Some(of)) => of.clone(),
        ("label_replace" | "label_join" | "info", Some(of)) => Range { single: false, ..of.clone() },
        ("clamp" | "clamp_min" | "clamp_max", Some(of)) => rounding::clamped(name, of, &node.children, span),
        ("round", Some(of)) => rounding::rounded(of, node.children.get(1).map(|to| &to.range)),
        ("timestamp", Some(of)) => Range {
            histograms: false,
            negative_zero: true,
            ..Range { values: Set::finite(), low: None, high: None, ..of.clone() }
        },
        (_, Some(of)) => match of_each(name, of) {
            Some(found) => explained(found, name, span),
            None => Range { presence: Presence::Sometimes, ..Range::unknown() },
        },
        _ => Range::unknown(),
    }
}

/// A value for each value, as most functions of vectors are.
fn of_each(name: &str, of: &Range) -> Option<Range> {
    let values = of.real();
    let infinite = values.nan || values.has_infinity();
    let below = |limit: f64| values.nan || values.low().is_some_and(|low| low < limit);
    let new = match name {
        "abs" => absolute(&values),
        "ceil" => values.map(f64::ceil).as_whole(true),
        "floor" => values.map(f64::floor).as_whole(true),
        "sgn" => sign(&values),
        "sqrt" => values.intersection(&Set::between(0.0, f64::INFINITY)).map(f64::sqrt).with_nan(below(0.0)),
        "exp" => loosely(&values, f64::exp),
        "ln" => logarithm(&values, f64::ln),
        "log2" => logarithm(&values, f64::log2),
        "log10" => logarithm(&values, f64::log10),
        "sin" | "cos" => Set::between(-1.0, 1.0).with_nan(infinite),
        "tanh" => Set::between(-1.0, 1.0).with_nan(values.nan),
        "asin" => Set::between(-QUARTER, QUARTER).with_nan(true),
        "atan" => Set::between(-QUARTER, QUARTER).with_nan(values.nan),
        "acos" => Set::between(0.0, HALF).with_nan(true),
        "acosh" => Set::between(0.0, f64::INFINITY).with_nan(true),
        "cosh" => Set::between(0.0, f64::INFINITY).with_nan(values.nan),
        "deg" => values.map(|value| value * 180.0 / std::f64::consts::PI),
        "rad" => values.map(|value| value * std::f64::consts::PI / 180.0),
        "tan" | "sinh" | "asinh" | "atanh" => Set::all(),
        "histogram_fraction" => {
            return Some(Range { rounded: true, ..Range::floats(Set::between(0.0, 1.0).with_nan(true)) });
        }
        "histogram_stddev" => return Some(Range::floats(Set::between(0.0, f64::INFINITY).with_nan(true))),
        _ => return None,
    };
    Some(Range { rounded: false, negative_zero: name != "abs" && name != "exp", ..of.clone().with(new) })
}

/// What to say of a result that no cause explains yet.
fn explained(range: Range, name: &str, span: Span) -> Range {
    let (low, high) = match name {
        "rate" | "irate" => (Some("a rate is never below 0"), None),
        "increase" => (Some("an increase is never below 0"), None),
        "changes" | "resets" => (Some("a number of times is never below 0"), None),
        "count_over_time" => (Some("counts at least 1: without samples there is no result"), None),
        "present_over_time" => (Some("is 1, or not there"), Some("is 1, or not there")),
        "absent" | "absent_over_time" => (Some("is 1, or not there"), Some("is 1, or not there")),
        "stddev_over_time" | "stdvar_over_time" | "mad_over_time" => {
            (Some("a spread is never below 0"), None)
        }
        "abs" => (Some("`abs` is never below 0"), None),
        "sqrt" => (Some("a square root is never below 0"), None),
        "exp" => (Some("`exp` is never below 0"), None),
        "sgn" => (Some("a sign is -1, 0 or 1"), Some("a sign is -1, 0 or 1")),
        "sin" | "cos" | "tanh" => (Some("lies between -1 and 1"), Some("lies between -1 and 1")),
        "histogram_fraction" => (Some("a fraction is 0 to 1"), Some("a fraction is 0 to 1")),
        _ => {
            let text = clock::of_calendar(name).map(|(.., text)| text);
            (text, text)
        }
    };
    let why = |text: Option<&'static str>| text.map(|text| Why { span, text });
    let bounded =
        |why: Option<Why>, end: Option<f64>| why.filter(|_| end.is_some_and(|end| end.abs() < f64::MAX));
    Range {
        low: bounded(why(low), range.values.low()).or(range.low),
        high: bounded(why(high), range.values.high()).or(range.high),
        ..range
    }
}

fn absent(of: &Range) -> Range {
    let presence = match of.presence {
        Presence::Always => Presence::Never,
        Presence::Never => Presence::Always,
        Presence::Sometimes => Presence::Sometimes,
    };
    // Its labels come from the selector.
    Range { presence, single: false, ..Range::floats(Set::point(1.0)) }
}

/// NaN unless there is exactly one float.
fn scalar(of: &Range) -> Range {
    let sure = of.single && of.presence_of_floats() == Presence::Always;
    Range {
        scalar: true,
        single: true,
        presence: Presence::Always,
        histograms: false,
        values: of.values.clone().with_nan(!sure),
        ..of.clone()
    }
}

fn absolute(values: &Set) -> Set {
    let turned = values.intervals().iter().map(|i| match (i.low >= 0.0, i.high <= 0.0) {
        (true, _) => *i,
        (_, true) => Interval::new(-i.high, -i.low),
        _ => Interval::new(0.0, i.high.max(-i.low)),
    });
    Set::of(turned.collect(), values.nan, values.whole)
}

fn sign(values: &Set) -> Set {
    let has = |low, high| !values.clone().without_nan().intersection(&Set::between(low, high)).is_empty();
    let mut signs = Set::empty();
    for (there, sign) in [
        (has(f64::NEG_INFINITY, 0f64.next_down()), -1.0),
        (has(0.0, 0.0), 0.0),
        (has(0f64.next_up(), f64::INFINITY), 1.0),
    ] {
        if there {
            signs = signs.union(&Set::point(sign));
        }
    }
    signs.with_nan(values.nan)
}

/// A rising function that Go may compute a little otherwise.
fn loosely(values: &Set, run: impl Fn(f64) -> f64) -> Set {
    let slack = |value: f64| if value.is_finite() { value.abs() * 1e-12 } else { 0.0 };
    let turned = values.intervals().iter().map(|interval| {
        let (low, high) = (run(interval.low), run(interval.high));
        Interval::new(low - slack(low), high + slack(high))
    });
    Set::of(turned.collect(), values.nan, false)
}

fn logarithm(values: &Set, run: impl Fn(f64) -> f64) -> Set {
    let negative = values.low().is_some_and(|low| low < 0.0);
    let positive = values.intersection(&Set::between(0.0, f64::INFINITY));
    loosely(&positive, run).with_nan(negative || values.nan)
}

/// The sum of at least one sample.
pub(super) fn sum(of: &Range) -> Range {
    let values = of.real();
    let (low, high) = (values.low().unwrap_or(0.0), values.high().unwrap_or(0.0));
    let nan = values.nan || values.has_infinity() && low < 0.0 && high > 0.0;
    let numbers = if values.low().is_none() {
        Set::empty()
    } else if low >= 0.0 {
        Set::between(low, f64::INFINITY)
    } else if high <= 0.0 {
        Set::between(f64::NEG_INFINITY, high)
    } else {
        Set::between(f64::NEG_INFINITY, f64::INFINITY)
    };
    let numbers = numbers.as_whole(values.whole);
    let rounded = !is_exact(&numbers);
    let keep = |why: Option<Why>, kept: bool| why.filter(|_| kept);
    Range {
        values: numbers.with_nan(nan),
        rounded,
        low: keep(of.low, low >= 0.0),
        high: keep(of.high, high <= 0.0),
        ..of.clone()
    }
}

pub(super) fn average(of: &Range) -> Range {
    let values = of.real().hull();
    let nan = values.nan || values.has_infinity();
    let negative_zero = of.negative_zero || values.low().is_some_and(|low| low < 0.0);
    let rounded = !is_exact(&values);
    Range { values: values.as_whole(false).with_nan(nan), rounded, negative_zero, ..of.clone() }
}

/// Rounding cannot cross a whole number that floats hold exactly.
fn is_exact(values: &Set) -> bool {
    let end = |value: Option<f64>| value.is_none_or(|value| value.is_infinite() || value.fract() == 0.0);
    end(values.low()) && end(values.high())
}

pub(super) fn quantile(quantile: Option<f64>, of: &Range) -> Range {
    let of = Range { rounded: true, ..of.clone().with(of.values.hull()) };
    let values = match quantile {
        Some(quantile) if quantile.is_nan() => Set::point(f64::NAN),
        Some(quantile) if quantile < 0.0 => Set::point(f64::NEG_INFINITY),
        Some(quantile) if quantile > 1.0 => Set::point(f64::INFINITY),
        Some(_) => {
            let nan = of.values.nan || of.values.has_infinity();
            return Range {
                values: of.values.clone().as_whole(false).with_nan(nan),
                negative_zero: true,
                ..of
            };
        }
        None => Set::all(),
    };
    Range { values, negative_zero: true, low: None, high: None, ..of }
}

/// `left op right` on values alone.
pub(super) fn arithmetic(op: BinaryOp, left: &Range, right: &Range) -> arithmetic::Outcome {
    let (a, b) = (left.real(), right.real());
    arithmetic::apply(
        op,
        Operand { values: &a, negative_zero: left.negative_zero },
        Operand { values: &b, negative_zero: right.negative_zero },
    )
}
