//! `clamp` and its like, and `round`.

use super::Node;
use super::range::{Presence, Range, Why};
use super::set::Set;
use crate::text::Span;

pub(super) fn clamped(name: &str, of: &Range, arguments: &[Node], span: Span) -> Range {
    let limit = |at: usize| arguments.get(at).map(|node| node.range.real());
    let (least, most) = match name {
        "clamp_min" => (limit(1), None),
        "clamp_max" => (None, limit(1)),
        _ => (limit(1), limit(2)),
    };
    let infinite = |set: &Option<Set>| set.as_ref().is_some_and(Set::has_infinity);
    let bounds = [&least, &most];
    // Go's `Max` and `Min` have infinities before NaN.
    if infinite(&least)
        || infinite(&most)
        || bounds.iter().any(|set| set.as_ref().is_some_and(|s| s.low().is_none()))
    {
        return Range {
            negative_zero: true,
            low: None,
            high: None,
            presence: Presence::Sometimes,
            ..of.clone().with(Set::all())
        };
    }
    let mut values = of.real();
    let mut range = of.clone();
    if let Some(most) = &most {
        values = lesser(&values, most);
        range.high = Some(Why { span, text: "no more than this" });
    }
    if let Some(least) = &least {
        values = greater(&values, least);
        range.low = Some(Why { span, text: "no less than this" });
    }
    let negative_zero = negative_zero(name, of, arguments, least.as_ref());
    let mut range = Range { negative_zero, rounded: false, ..range.with(values) };
    if let (Some(least), Some(most)) = (&least, &most) {
        // A limit that is NaN crosses none.
        if least.low() > most.high() && !least.nan && !most.nan {
            return range.nothing();
        }
        // Nothing comes out when the limits cross.
        if least.high() > most.low() && range.is_always() {
            range.presence = Presence::Sometimes;
        }
    }
    range
}

/// What comes out is a value or a limit; of two zeros the lower limit keeps the positive one.
fn negative_zero(name: &str, of: &Range, arguments: &[Node], least: Option<&Set>) -> bool {
    let of_limit = |at: usize| arguments.get(at).is_some_and(|node| node.range.negative_zero);
    let below = of.negative_zero || of_limit(1) || of_limit(2);
    let positive = !of_limit(1) && least.and_then(Set::low).is_some_and(|low| low >= 0.0);
    below && !(positive && name != "clamp_max")
}

fn lesser(values: &Set, most: &Set) -> Set {
    either(values, most, f64::min)
}

fn greater(values: &Set, least: &Set) -> Set {
    either(values, least, f64::max)
}

fn either(values: &Set, limit: &Set, pick: fn(f64, f64) -> f64) -> Set {
    let nan = values.nan || limit.nan;
    let whole = values.whole && limit.whole;
    if let Some(limit) = limit.constant() {
        return values.map(|value| pick(value, limit)).as_whole(whole).with_nan(nan);
    }
    match (values.low(), values.high(), limit.low(), limit.high()) {
        (Some(low), Some(high), Some(least), Some(most)) => {
            Set::between(pick(low, least), pick(high, most)).as_whole(whole).with_nan(nan)
        }
        _ => Set::empty().with_nan(nan),
    }
}

/// To the nearest whole number, or multiple of `to`.
pub(super) fn rounded(of: &Range, to: Option<&Range>) -> Range {
    let values = of.real();
    let to = match to {
        Some(to) => to.constant(),
        None => Some(1.0),
    };
    let new = match to {
        Some(1.0) => {
            let near = |value: f64| (value + 0.5).floor();
            values.map(near).as_whole(true)
        }
        Some(to) if to > 1e-300 && to < f64::MAX => {
            let (low, high) = (values.low().unwrap_or(0.0), values.high().unwrap_or(0.0));
            let least = if low >= 0.0 { 0.0 } else { low * (1.0 + 1e-9) - to };
            let most = if high <= 0.0 { 0.0 } else { high * (1.0 + 1e-9) + to };
            Set::between(least, most).with_nan(values.nan)
        }
        _ => Set::all(),
    };
    Range { rounded: false, negative_zero: true, ..of.clone().with(new) }
}
