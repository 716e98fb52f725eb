//! Time intervals in the words of the CRD, which knows no zone but UTC.

use super::Refusals;
use crate::diag::{Diagnostic, codes};
use crate::lower::TimeInterval;
use crate::model::{Interval, MONTHS, Model, Setting, TimeRange, WEEKDAYS};
use crate::text::Span;
use std::collections::HashMap;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// A named interval, as both versions of the CRD have it.
pub(super) fn interval(interval: &TimeInterval) -> Setting {
    let entries = interval.intervals.iter().map(entry).collect();
    Setting::Map(vec![
        ("name".to_string(), Setting::Text(interval.name.clone())),
        ("timeIntervals".to_string(), Setting::List(entries)),
    ])
}

fn entry(interval: &Interval) -> Setting {
    let mut fields = Vec::new();
    let mut field = |name: &str, values: Vec<Setting>| {
        if !values.is_empty() {
            fields.push((name.to_string(), Setting::List(values)));
        }
    };
    let word = |names: &[&'static str], index: u8| names.get(usize::from(index)).copied().unwrap_or_default();
    field("times", interval.times.iter().map(times).collect());
    field("weekdays", ranges(&interval.weekdays, |day| word(&WEEKDAYS, day)));
    field("daysOfMonth", interval.days_of_month.iter().map(days).collect());
    field("months", ranges(&interval.months, |month| word(&MONTHS, month.wrapping_sub(1))));
    field("years", ranges(&interval.years, |year| year));
    Setting::Map(fields)
}

fn times(range: &TimeRange) -> Setting {
    let clock = |name: &str, minutes: u16| {
        (name.to_string(), Setting::Text(format!("{:02}:{:02}", minutes / 60, minutes % 60)))
    };
    Setting::Map(vec![clock("startTime", range.start), clock("endTime", range.end)])
}

fn days(range: &RangeInclusive<i8>) -> Setting {
    let day = |name: &str, day: &i8| (name.to_string(), Setting::Number(day.to_string()));
    Setting::Map(vec![day("start", range.start()), day("end", range.end())])
}

/// `monday:friday`
fn ranges<T: Copy + PartialEq, D: Display>(
    ranges: &[RangeInclusive<T>],
    word: impl Fn(T) -> D,
) -> Vec<Setting> {
    let text = |range: &RangeInclusive<T>| match (*range.start(), *range.end()) {
        (start, end) if start == end => word(start).to_string(),
        (start, end) => format!("{}:{}", word(start), word(end)),
    };
    ranges.iter().map(|range| Setting::Text(text(range))).collect()
}

/// Says of each zone of the intervals that the CRD cannot have it.
pub(super) fn refuse_zones(model: &Model, used: &[TimeInterval], refusals: &mut Refusals) {
    let windows = model.windows.iter().map(|window| window.span).zip(&model.places.window_zones);
    let maintenances = model.maintenances.iter().map(|one| one.span).zip(&model.places.maintenance_zones);
    let zones: HashMap<Span, &Vec<Span>> = windows.chain(maintenances).collect();
    for interval in used.iter().filter(|interval| interval.intervals.iter().any(|one| one.location.is_some()))
    {
        let message = format!(
            "AlertmanagerConfig knows the clock of UTC alone, and `{}` is told by another",
            interval.name
        );
        let Some(name) = interval.span else { continue };
        let written = zones.get(&name).map_or(&[][..], |spans| spans.as_slice());
        let spans = if written.is_empty() { std::slice::from_ref(&name) } else { written };
        for span in spans {
            refusals.push(
                Diagnostic::new(codes::TARGET_OPERATOR_ZONE, *span, message.clone()).help(super::AS_SECRET),
            );
        }
    }
}
