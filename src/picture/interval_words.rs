//! Intervals that are not in every week, with all their conditions.

use super::week::{DAYS, clock, is_weekly};
use crate::model::{Interval, MONTHS};
use jiff::civil::Weekday;

/// More than this are counted.
const MOST: usize = 8;

/// One line for each interval, when any of them is not in every week.
pub(super) fn conditions(intervals: &[Interval]) -> Vec<String> {
    if intervals.iter().all(is_weekly) {
        return Vec::new();
    }
    let mut lines: Vec<String> = intervals.iter().take(MOST).map(words).collect();
    if intervals.len() > MOST {
        lines.push(format!("and {} more", intervals.len() - MOST));
    }
    lines
}

/// An interval with all its conditions: `Sun, days 1–7, 02:00–04:00`.
fn words(interval: &Interval) -> String {
    let range = |start: String, end: String| if start == end { start } else { format!("{start}–{end}") };
    let mut parts = Vec::new();
    let mut list = |prefix: &str, words: Vec<String>| {
        if !words.is_empty() {
            parts.push(format!("{prefix}{}", words.join(", ")));
        }
    };
    let weekday = |day: u8| {
        let day = Weekday::from_sunday_zero_offset((day % 7) as i8).unwrap_or(Weekday::Sunday);
        DAYS[day.to_monday_zero_offset() as usize].to_string()
    };
    let month = |number: u8| match MONTHS.get(usize::from(number).wrapping_sub(1)) {
        Some(name) => name[..1].to_uppercase() + &name[1..3],
        None => number.to_string(),
    };
    list("", interval.weekdays.iter().map(|r| range(weekday(*r.start()), weekday(*r.end()))).collect());
    let days = interval.days_of_month.iter();
    let day = |day: i8| if day < 0 { format!("{}. last", -day) } else { day.to_string() };
    list("days of the month ", days.map(|r| range(day(*r.start()), day(*r.end()))).collect());
    list("", interval.months.iter().map(|r| range(month(*r.start()), month(*r.end()))).collect());
    let years = interval.years.iter();
    list("", years.map(|r| range(r.start().to_string(), r.end().to_string())).collect());
    let times = interval.times.iter();
    list("", times.map(|r| range(clock(r.start.into()), clock(r.end.into()))).collect());
    if parts.is_empty() { "always".to_string() } else { parts.join(", ") }
}
