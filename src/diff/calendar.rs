//! Times of windows in words: `Mon–Fri 09:00–17:00 Europe/Berlin`.

use crate::model::{Interval, MONTHS, SHORT_DAYS, TimeRange};
use std::ops::RangeInclusive;

/// All intervals, joined by `;`.
pub(super) fn words(intervals: &[Interval]) -> String {
    intervals.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn one(interval: &Interval) -> String {
    let mut parts = Vec::new();
    let mut part = |text: String| parts.extend((!text.is_empty()).then_some(text));
    part(ranges(&interval.years, |year| year.to_string()));
    part(ranges(&interval.months, |month| name(&MONTHS, usize::from(month).wrapping_sub(1))));
    let days = ranges(&interval.days_of_month, |day| day.to_string());
    part(if days.is_empty() { days } else { format!("days {days}") });
    part(weekdays(&interval.weekdays));
    part(interval.times.iter().map(times).collect::<Vec<_>>().join(", "));
    if parts.is_empty() {
        parts.push("always".to_string());
    }
    parts.push(interval.location.clone().unwrap_or("UTC".to_string()));
    parts.join(" ")
}

fn ranges<T: Copy + PartialEq>(ranges: &[RangeInclusive<T>], text: impl Fn(T) -> String) -> String {
    let one = |range: &RangeInclusive<T>| {
        let (start, end) = (text(*range.start()), text(*range.end()));
        if start == end { start } else { format!("{start}–{end}") }
    };
    ranges.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Sunday comes last, as in `Sat–Sun`.
fn weekdays(days: &[RangeInclusive<u8>]) -> String {
    let on = |day: u8| days.iter().any(|range| range.contains(&(day % 7)));
    if days.is_empty() || (0..7).all(on) {
        return String::new();
    }
    let mut runs: Vec<RangeInclusive<u8>> = Vec::new();
    for day in (1..=7).filter(|day| on(*day)) {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == day => *run = *run.start()..=day,
            _ => runs.push(day..=day),
        }
    }
    ranges(&runs, |day| name(&SHORT_DAYS, usize::from(day - 1)))
}

fn name(names: &[&str], index: usize) -> String {
    names.get(index).map_or("?".to_string(), |name| {
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    })
}

fn times(range: &TimeRange) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}–{}", clock(range.start), clock(range.end))
}
