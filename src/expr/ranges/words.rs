//! Ranges in words.

use super::set::{Interval, Set};
use crate::quantity::float_text;

/// "0 or 1", "0 to 23", "never below 0", "above 5": goes on from "is".
pub fn said(set: &Set) -> String {
    let (Some(low), Some(high)) = (set.low(), set.high()) else {
        return if set.nan { "NaN" } else { "nothing" }.to_owned();
    };
    if let Some(value) = set.clone().without_nan().constant() {
        return format!("always {}", number(value));
    }
    if set.whole && high - low == 1.0 {
        return format!("{} or {}", number(low), number(high));
    }
    if let [Interval { high, .. }, Interval { low, .. }] = set.intervals()
        && high.next_up().next_up() == *low
    {
        return format!("not {}", number(high.next_up()));
    }
    match (low <= f64::MIN, high >= f64::MAX) {
        (true, true) => "any number".to_owned(),
        (false, true) => low_end(low),
        (true, false) => high_end(high),
        (false, false) if is_round(low) && is_round(high) => format!("{} to {}", number(low), number(high)),
        (false, false) => format!("{} and {}", low_end(low), high_end(high)),
    }
}

fn low_end(low: f64) -> String {
    let below = low.next_down();
    if is_round(low) { format!("never below {}", number(low)) } else { format!("above {}", number(below)) }
}

fn high_end(high: f64) -> String {
    let above = high.next_up();
    if is_round(high) { format!("never above {}", number(high)) } else { format!("below {}", number(above)) }
}

/// Not the float beside a number that people write.
fn is_round(value: f64) -> bool {
    let length = |value: f64| float_text(value).len();
    length(value) <= length(value.next_up()).min(length(value.next_down()))
}

/// A number as people write it.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let short = format!("{value:.12}");
    let short = short.trim_end_matches('0').trim_end_matches('.');
    match short.parse::<f64>() {
        Ok(near) if near != 0.0 && (near - value).abs() <= value.abs() * 1e-12 && value.abs() < 1e15 => {
            short.to_owned()
        }
        _ => float_text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_said_shortly() {
        for (set, words) in [
            (Set::whole(0.0, 1.0), "0 or 1"),
            (Set::whole(0.0, 23.0), "0 to 23"),
            (Set::between(0.0, f64::INFINITY), "never below 0"),
            (Set::between(5f64.next_up(), f64::INFINITY), "above 5"),
            (Set::between(f64::NEG_INFINITY, 0.1f64.next_down()), "below 0.1"),
            (Set::between(10f64.next_up(), 20.0), "above 10 and never above 20"),
            (Set::point(1.0), "always 1"),
            (Set::all(), "any number"),
        ] {
            assert_eq!(said(&set), words);
        }
    }
}
