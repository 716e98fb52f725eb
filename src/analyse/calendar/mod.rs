//! The ranges of a window as Alertmanager's intervals, which say exactly the same although
//! there nothing wraps: not at midnight, not at the week's end, not at the year's end.
//!
//! What a range means: a minute is in it when it lies in one of the times and its day is one of
//! the days; after midnight the day that counts is the one on which the times began. Excepted
//! dates are never covered, and no times begin on them. All of it by the clock of the zone.

mod dates;
mod days;
mod fields;
mod months;
mod render;
#[cfg(test)]
mod tests;
mod times;
mod year_days;
mod years;
mod zone;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model;
use crate::syntax::ast::{Calendar, WindowRange};
use crate::text::Spanned;
use days::Days;
use std::collections::HashMap;

/// A zone that exists; none within is UTC.
pub fn zone(name: Option<&Spanned<String>>, findings: &mut Diagnostics) -> Option<Option<String>> {
    zone::read(name, findings).map(|zone| zone.location)
}

/// The intervals that together are the calendar; a range with an error gives none. Without
/// any range there are none, which is reported here only where there are exceptions.
pub fn intervals(calendar: &Calendar, findings: &mut Diagnostics) -> Vec<model::Interval> {
    let excepted = dates::read(&calendar.except, findings);
    if let ([], [first, ..]) = (calendar.ranges.as_slice(), calendar.except.as_slice()) {
        findings.push(
            Diagnostic::new(
                codes::WINDOW_NEVER,
                first.start.span,
                "there is nothing to except these dates from",
            )
            .help("write the times of the window first, for example `00:00..24:00`"),
        );
    }
    let mut seen = HashMap::new();
    let mut intervals = render::Intervals::default();
    for range in &calendar.ranges {
        let Some(read) = read(range, &excepted, findings) else { continue };
        if let Some(earlier) = seen.insert(read.clone(), range.span) {
            findings.push(
                Diagnostic::new(codes::WINDOW_OVERLAP, range.span, "this range says nothing new")
                    .because(earlier, "the same days and times"),
            );
            continue;
        }
        intervals.add(&read, range.span, findings);
    }
    intervals.done()
}

/// One range, its names and numbers read, its exceptions taken away.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Range {
    /// Days on which the times begin.
    days: Vec<Days>,
    /// Days on whose first hours the times of the day before go on.
    days_after: Vec<Days>,
    times: times::Times,
    zone: zone::Zone,
}

fn read(range: &WindowRange, excepted: &[Days], findings: &mut Diagnostics) -> Option<Range> {
    let days = fields::days(range, findings);
    let times = times::read(&range.times, findings);
    let zone = zone::read(range.zone.as_ref(), findings);
    let (days, times, zone) = (days?, times?, zone?);
    let days = days::without(days, excepted);
    if !days.iter().any(occurs) {
        findings.push(
            Diagnostic::new(codes::WINDOW_NEVER, range.span, "no day is in this range")
                .help("its parts must all hold on one day, which no `except` names"),
        );
        return None;
    }
    let days_after = match times.after_midnight.is_empty() {
        true => Vec::new(),
        false => days::without(days::tomorrow(&days), excepted),
    };
    Some(Range { days, days_after, times, zone })
}

/// Whether such a day comes; in 400 years each date falls on each weekday that it ever will.
fn occurs(days: &Days) -> bool {
    if days.weekdays == days::EVERY_WEEKDAY {
        return true;
    }
    days.years.iter().take(400).any(|year| {
        (0..12).any(|month| {
            let mask = days.of_year.mask(years::is_leap(year), month);
            let first = jiff::civil::date(year as i16, month as i8 + 1, 1).weekday().to_sunday_zero_offset();
            (1..32)
                .any(|day| mask >> day & 1 == 1 && days.weekdays >> ((first as u32 + day - 1) % 7) & 1 == 1)
        })
    })
}
