//! Time intervals that never hold, always hold, or are not used.

use super::look::Look;
use super::place::Step;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Interval;
use crate::reach::{Horizon, Times};
use jiff::Timestamp;
use std::collections::HashSet;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let routes = || look.nodes().map(|(_, node)| node.route);
    let muting: HashSet<&str> =
        routes().flat_map(|route| &route.mute_time_intervals).map(String::as_str).collect();
    let active: HashSet<&str> =
        routes().flat_map(|route| &route.active_time_intervals).map(String::as_str).collect();
    for (index, named) in look.config.time_intervals.iter().enumerate() {
        let name = named.name.as_str();
        let span = span(look, index);
        let Some(times) = look.interval(name) else { continue };
        let finding = if times.is_never() {
            never(look, name, named.intervals).map(|message| {
                Diagnostic::new(codes::INTERVAL_NEVER, span, message)
                    .help("all fields of an entry must hold together: look at its days, months and years")
            })
        } else if times.is_always() && active.contains(name) {
            let message = format!("`{name}` holds at all times, so that a route is active without it, too");
            Some(
                Diagnostic::new(codes::INTERVAL_ALWAYS, span, message)
                    .help("an entry without fields holds at all times"),
            )
        } else {
            None
        };
        findings.extend(finding);
        if !muting.contains(name) && !active.contains(name) {
            let message = format!("no route names the time interval `{name}`");
            findings.push(
                Diagnostic::new(codes::INTERVAL_UNUSED, span, message)
                    .help("remove it, or name it in a route"),
            );
        }
    }
}

/// Why an interval that does not hold within the horizon never does again. None: perhaps it does later.
fn never(look: &Look, name: &str, intervals: &[Interval]) -> Option<String> {
    let years = intervals.iter().flat_map(|interval| &interval.years);
    let last = years.map(|range| *range.end()).max();
    let from = look.horizon.end.to_zoned(jiff::tz::TimeZone::UTC).year();
    let every_year = intervals.iter().all(|interval| interval.years.is_empty());
    // Years in which it could hold at last are looked at as well.
    let later =
        intervals.iter().flat_map(|interval| &interval.years).any(|range| *range.end() >= i32::from(from));
    let without_years: Vec<Interval> =
        intervals.iter().map(|interval| Interval { years: Vec::new(), ..interval.clone() }).collect();
    let impossible = Times::of(&without_years, &four_years(look.horizon.start)?).is_never();
    match last {
        _ if impossible => Some(format!("`{name}` never holds: there is no such date")),
        Some(year) if !later && !every_year && intervals.iter().all(|one| !one.years.is_empty()) => {
            Some(format!("`{name}` never holds any more: its last year is {year}"))
        }
        _ => None,
    }
}

/// Long enough to hold a 29th of February.
fn four_years(start: Timestamp) -> Option<Horizon> {
    let years = jiff::SignedDuration::from_hours(24 * (4 * 365 + 366));
    Some(start..start.checked_add(years).ok()?)
}

/// Where its name stands. Alertmanager has two lists of them; the deprecated one comes first.
pub(super) fn span(look: &Look, index: usize) -> crate::text::Span {
    let named = look.config.time_intervals.get(index);
    if let Some(span) = named.and_then(|named| named.span) {
        return span;
    }
    let old = look.places.length(&[Step::Key("mute_time_intervals")]);
    let (list, index) = match index.checked_sub(old) {
        Some(index) => ("time_intervals", index),
        None => ("mute_time_intervals", index),
    };
    let way = [Step::Key(list), Step::Index(index), Step::Key("name")];
    look.places.value(&way).unwrap_or(look.places.whole())
}
