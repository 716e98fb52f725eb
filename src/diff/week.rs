//! Sets of instants in words: by the days of the week where they are the same each week, by dates
//! where they are not.

use crate::reach::Times;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use std::collections::HashMap;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY: usize = 24 * 60;
/// So many ranges are named by their dates.
const MOST_DATES: usize = 3;

/// The clock by which times are told.
pub(super) struct Clock {
    zone: TimeZone,
    name: String,
}

impl Clock {
    /// That of a zone; of UTC where nobody knows the zone.
    pub fn of(name: &str) -> Clock {
        match TimeZone::get(name) {
            Ok(zone) => Clock { zone, name: name.to_string() },
            Err(_) => Clock { zone: TimeZone::UTC, name: "UTC".to_string() },
        }
    }

    /// `Mon–Fri 17:00–18:00 Europe/Berlin`; None where it is always.
    pub fn words(&self, times: &Times) -> Option<String> {
        if times.is_always() {
            return None;
        }
        let weeks = self.weeks(times);
        let mut count: HashMap<&Week, usize> = HashMap::new();
        for (_, week) in &weeks {
            *count.entry(week).or_default() += 1;
        }
        let most = weeks.iter().map(|(_, week)| week).max_by_key(|week| count[week]);
        let Some(usual) = most.filter(|week| !week.is_empty() && count[week] * 5 >= weeks.len() * 4) else {
            return Some(self.dates(times));
        };
        let words = format!("{} {}", week_words(usual), self.name);
        let other: Vec<&Date> =
            weeks.iter().filter(|(_, week)| week != usual).map(|(start, _)| start).collect();
        match other.as_slice() {
            [] => Some(words),
            [only] => Some(format!("{words}, but not so in the week of {only}")),
            [first, ..] => {
                Some(format!("{words}, but not so in {} weeks, first in that of {first}", other.len()))
            }
        }
    }

    /// The whole weeks of the horizon in which the clock does not change, with their Mondays.
    fn weeks(&self, times: &Times) -> Vec<(Date, Week)> {
        let horizon = times.horizon();
        let day = self.zone.to_datetime(horizon.start).date();
        let mut monday = match day.weekday() {
            Weekday::Monday => day,
            _ => day.nth_weekday(1, Weekday::Monday).unwrap_or(day),
        };
        let mut weeks = Vec::new();
        let mut ranges = times.ranges();
        while let (Some(start), Ok(next)) = (self.midnight(monday), monday.checked_add(7.days())) {
            let Some(end) = self.midnight(next).filter(|end| *end <= horizon.end) else { break };
            ranges = &ranges[ranges.partition_point(|range| range.end <= start)..];
            if start >= horizon.start && self.zone.to_offset(start) == self.zone.to_offset(end) {
                let minute = |instant: Timestamp| ((instant.as_second() - start.as_second()) / 60) as usize;
                let inside = ranges.iter().take_while(|range| range.start < end);
                let week = inside.map(|range| (minute(range.start.max(start)), minute(range.end.min(end))));
                weeks.push((monday, week.collect()));
            }
            monday = next;
        }
        weeks
    }

    fn midnight(&self, date: Date) -> Option<Timestamp> {
        self.zone.to_timestamp(date.at(0, 0, 0, 0)).ok()
    }

    /// `2026-12-24 00:00–2026-12-27 00:00 Europe/Berlin`
    fn dates(&self, times: &Times) -> String {
        let minute =
            |instant: Timestamp| self.zone.to_datetime(instant).strftime("%Y-%m-%d %H:%M").to_string();
        let ranges = times.ranges();
        let first = ranges.iter().take(MOST_DATES);
        let named: Vec<String> =
            first.map(|range| format!("{}–{}", minute(range.start), minute(range.end))).collect();
        let named = named.join(", ");
        match ranges.len().saturating_sub(MOST_DATES) {
            0 => format!("{named} {}", self.name),
            more => {
                format!("{named} {} and {more} more times until {}", self.name, minute(times.horizon().end))
            }
        }
    }
}

/// Minutes since Monday's midnight, from and until.
type Week = Vec<(usize, usize)>;

/// `Mon–Fri 00:00–09:00, 17:00–24:00 and Sat–Sun`
fn week_words(week: &Week) -> String {
    let of_day = |day: usize| -> Week {
        let (midnight, next) = (day * DAY, (day + 1) * DAY);
        let inside = week.iter().filter(|(start, end)| *start < next && *end > midnight);
        inside.map(|(start, end)| (start.max(&midnight) - midnight, end.min(&next) - midnight)).collect()
    };
    let mut alike: Vec<(Week, Vec<usize>)> = Vec::new();
    for day in 0..7 {
        let times = of_day(day);
        match alike.iter_mut().find(|(known, _)| *known == times) {
            _ if times.is_empty() => {}
            Some((_, days)) => days.push(day),
            None => alike.push((times, vec![day])),
        }
    }
    let words: Vec<String> = alike.iter().map(|(times, days)| day_words(times, days)).collect();
    words.join(" and ")
}

fn day_words(times: &Week, days: &[usize]) -> String {
    let days = if days.len() == 7 { "daily".to_string() } else { day_names(days) };
    if *times == [(0, DAY)] {
        return days;
    }
    let clock = |minute: usize| format!("{:02}:{:02}", minute / 60, minute % 60);
    let times: Vec<String> =
        times.iter().map(|(start, end)| format!("{}–{}", clock(*start), clock(*end))).collect();
    format!("{days} {}", times.join(", "))
}

/// `Mon–Wed, Fri`
fn day_names(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let name = |(first, last): &(usize, usize)| match last - first {
        0 => DAYS[*first].to_string(),
        _ => format!("{}–{}", DAYS[*first], DAYS[*last]),
    };
    runs.iter().map(name).collect::<Vec<_>>().join(", ")
}
