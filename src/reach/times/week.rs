//! Times in words: by the days of the week.

use super::Times;
use crate::model::SHORT_DAYS as DAYS;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

const DAY: i64 = 1_440;
const WEEK: i64 = 7 * DAY;

/// Minutes since Monday midnight by the clock, sorted and apart.
type Pattern = Vec<Range<i64>>;

/// So many ranges of a horizon are named by their dates.
const MOST_DATES: usize = 3;

/// `always`, `never`, `Mon–Fri 09:00–17:00 Europe/Berlin`; what differs from week to week is counted:
/// `Tue 22:00–23:00 UTC in 12 of 52 weeks`; a few times are named by their dates. Only whole weeks of the
/// horizon are looked at.
pub fn in_words(times: &Times, zone: &TimeZone) -> String {
    if times.is_always() {
        return "always".to_string();
    }
    if times.is_never() {
        return "never".to_string();
    }
    let name = zone.iana_name().map(|name| format!(" {name}")).unwrap_or_default();
    let patterns = patterns(times, zone);
    let weeks = patterns.len();
    let mut counts: HashMap<&Pattern, usize> = HashMap::new();
    for (_, pattern) in &patterns {
        *counts.entry(pattern).or_default() += 1;
    }
    // Of equally many, the first.
    let usual = patterns.iter().rev().map(|(_, pattern)| pattern).max_by_key(|pattern| counts[pattern]);
    let Some(usual) = usual.filter(|usual| !usual.is_empty() || times.ranges().len() > MOST_DATES) else {
        return format!("{}{name}", dates(times, zone));
    };
    let mut others = patterns.iter().filter(|(_, pattern)| pattern != usual);
    match (usual.is_empty(), weeks - counts[usual], others.next()) {
        (false, others, Some((first, _))) => {
            format!("{}{name}; {others} of {weeks} weeks differ, first that of {first}", words(usual))
        }
        (true, others, Some(_)) => {
            let any = union(patterns.iter().flat_map(|(_, pattern)| pattern));
            format!("{}{name} in {others} of {weeks} weeks", words(&any))
        }
        (_, _, None) => format!("{}{name}", words(usual)),
    }
}

/// `2026-12-24 00:00 – 2026-12-27 00:00`
fn dates(times: &Times, zone: &TimeZone) -> String {
    let minute = |instant: Timestamp| zone.to_datetime(instant).strftime("%Y-%m-%d %H:%M").to_string();
    let range = |range: &Range<Timestamp>| format!("{} – {}", minute(range.start), minute(range.end));
    let named: Vec<String> = times.ranges().iter().take(MOST_DATES).map(range).collect();
    match times.ranges().len().saturating_sub(MOST_DATES) {
        0 => named.join(", "),
        more => format!("{} and {more} more times", named.join(", ")),
    }
}

/// What each whole week of the horizon looks like, with its Monday. A week in which the clock changes has an hour
/// too many or too few, and is left out.
fn patterns(times: &Times, zone: &TimeZone) -> Vec<(Date, Pattern)> {
    let local = |instant: Timestamp| zone.to_datetime(instant);
    let first = local(times.horizon().start);
    let to_monday = (7 - i64::from(first.weekday().to_monday_zero_offset())) % 7;
    let starts = first.weekday() == Weekday::Monday && first.time() == Time::midnight();
    let days = if to_monday == 0 && !starts { 7 } else { to_monday };
    let Ok(monday) = first.date().to_datetime(Time::midnight()).checked_add(days.days()) else {
        return Vec::new();
    };
    let minute = |time: DateTime| time.duration_since(monday).as_secs().div_euclid(60);
    let weeks = (minute(local(times.horizon().end)) / WEEK).max(0);
    let mut patterns = vec![Vec::new(); weeks as usize];
    for range in times.ranges() {
        let (start, end) = (minute(local(range.start)).max(0), minute(local(range.end)).min(weeks * WEEK));
        let mut from = start;
        while from < end {
            let monday = from / WEEK * WEEK;
            let until = end.min(monday + WEEK);
            patterns[(from / WEEK) as usize].push(from - monday..until - monday);
            from = until;
        }
    }
    let week = |(index, pattern): (usize, &Pattern)| {
        let start = monday.saturating_add((7 * index as i64).days());
        let offset =
            |at: DateTime| zone.to_ambiguous_timestamp(at).compatible().ok().map(|at| zone.to_offset(at));
        let steady = offset(start) == offset(start.saturating_add(7.days()));
        steady.then(|| (start.date(), union(pattern.iter())))
    };
    patterns.iter().enumerate().filter_map(week).collect()
}

fn union<'p>(ranges: impl Iterator<Item = &'p Range<i64>>) -> Pattern {
    let mut ranges: Vec<Range<i64>> = ranges.cloned().collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Pattern = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

fn words(pattern: &Pattern) -> String {
    let mut ranges = pattern.clone();
    match ranges[..] {
        [] => return "never".to_string(),
        [Range { start: 0, end: WEEK }] => return "at any time".to_string(),
        _ => {}
    }
    // What goes on over Sunday's midnight is one range.
    if ranges.len() > 1 && ranges[0].start == 0 && ranges.last().is_some_and(|last| last.end == WEEK) {
        let first = ranges.remove(0);
        if let Some(last) = ranges.last_mut() {
            last.end += first.end;
        }
    }
    // Ranges within 24 hours that several days share; the order is that of their first day.
    let mut shared: Vec<(Range<i64>, BTreeSet<usize>)> = Vec::new();
    for range in ranges {
        let day = range.start / DAY;
        let times = range.start - day * DAY..range.end - day * DAY;
        match shared.iter_mut().find(|(known, _)| *known == times && times.end - times.start <= DAY) {
            Some((_, days)) => _ = days.insert(day as usize),
            None => shared.push((times, BTreeSet::from([day as usize]))),
        }
    }
    let mut texts: Vec<String> = Vec::new();
    let mut before: Option<&BTreeSet<usize>> = None;
    for (times, days) in &shared {
        let within_a_day = times.end - times.start <= DAY;
        let hours = || format!("{}–{}", clock(times.start), clock_end(times.end));
        texts.push(match within_a_day {
            true if before == Some(days) => hours(),
            true => format!("{} {}", days_text(days), hours()),
            false => over_days(times, days.first().copied().unwrap_or_default()),
        });
        before = within_a_day.then_some(days);
    }
    texts.join(", ")
}

/// `Fri 17:00 – Mon 09:00`
fn over_days(times: &Range<i64>, first: usize) -> String {
    let last = first + ((times.end - 1) / DAY) as usize;
    let end = (times.end - 1) % DAY + 1;
    format!("{} {} – {} {}", DAYS[first], clock(times.start), DAYS[last % 7], clock(end))
}

/// `Mon–Fri`, `Mon, Wed`, `daily`
fn days_text(days: &BTreeSet<usize>) -> String {
    if days.len() == 7 {
        return "daily".to_string();
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let run = |(first, last): (usize, usize)| match last - first {
        0 => DAYS[first].to_string(),
        _ => format!("{}–{}", DAYS[first], DAYS[last]),
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The end of a range that begins on a day; one that ends on the next is told by the clock.
fn clock_end(minute: i64) -> String {
    clock(if minute > DAY { minute - DAY } else { minute })
}
