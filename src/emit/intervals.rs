//! Time intervals in Alertmanager's words.

use super::yaml::Yaml;
use crate::model::{Interval, MONTHS, TimeRange, WEEKDAYS};
use std::fmt::Display;
use std::ops::RangeInclusive;

/// One entry of `time_intervals`; an entry without fields is always.
pub(super) fn push_interval(yaml: &mut Yaml, interval: &Interval) {
    if *interval == Interval::default() {
        return yaml.empty_element();
    }
    yaml.element(|yaml| {
        if !interval.times.is_empty() {
            yaml.block("times", |yaml| interval.times.iter().for_each(|times| push_times(yaml, *times)));
        }
        push_ranges(yaml, "weekdays", &interval.weekdays, |day| name(&WEEKDAYS, day));
        push_ranges(yaml, "days_of_month", &interval.days_of_month, |day| day);
        push_ranges(yaml, "months", &interval.months, |month| name(&MONTHS, month.wrapping_sub(1)));
        push_ranges(yaml, "years", &interval.years, |year| year);
        if let Some(location) = &interval.location {
            yaml.text("location", location);
        }
    });
}

fn push_times(yaml: &mut Yaml, times: TimeRange) {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    yaml.element(|yaml| {
        yaml.text("start_time", &clock(times.start));
        yaml.text("end_time", &clock(times.end));
    });
}

/// `weekdays: ['monday:friday', sunday]`
fn push_ranges<T: Copy + PartialEq, D: Display>(
    yaml: &mut Yaml,
    key: &str,
    ranges: &[RangeInclusive<T>],
    word: impl Fn(T) -> D,
) {
    if ranges.is_empty() {
        return;
    }
    let text = |range: &RangeInclusive<T>| {
        let (start, end) = (*range.start(), *range.end());
        if start == end { word(start).to_string() } else { format!("{}:{}", word(start), word(end)) }
    };
    let texts: Vec<String> = ranges.iter().map(text).collect();
    yaml.list(key, &texts);
}

/// A number outside the calendar is left to Alertmanager, which refuses an empty word.
fn name(names: &[&'static str], index: u8) -> &'static str {
    names.get(usize::from(index)).copied().unwrap_or_default()
}
