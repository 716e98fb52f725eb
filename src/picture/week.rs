//! Times of the week: what a list of intervals covers, from Monday to Sunday, by the clock of its
//! zone.

use crate::model::{Interval, TimeRange};
use jiff::civil::{Date, date};

pub(super) use crate::model::SHORT_DAYS as DAYS;

/// Minutes of a day.
const DAY: usize = 24 * 60;

/// After so many years the days of the week fall on the same dates again.
const YEARS: i16 = 28;

/// The intervals of one zone.
pub(super) struct Week<'m> {
    pub zone: &'m str,
    /// Monday first; each sorted.
    pub days: [Vec<Run>; 7],
}

/// A part of a day that is covered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Minutes since midnight; the end is exclusive.
    pub start: usize,
    pub end: usize,
    pub often: Often,
}

/// In how many weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Often {
    Some,
    Most,
    Every,
}

impl Often {
    pub fn class(self) -> &'static str {
        match self {
            Often::Some => "some",
            Often::Most => "most",
            Often::Every => "every",
        }
    }
}

/// A week for each zone of the intervals, in their order.
pub(super) fn weeks(intervals: &[Interval]) -> Vec<Week<'_>> {
    let mut zones: Vec<(&str, Vec<&Interval>)> = Vec::new();
    for interval in intervals {
        let zone = interval.location.as_deref().unwrap_or("UTC");
        match zones.iter_mut().find(|(name, _)| *name == zone) {
            Some((_, list)) => list.push(interval),
            None => zones.push((zone, vec![interval])),
        }
    }
    zones.into_iter().map(|(zone, list)| Week { zone, days: days(&list) }).collect()
}

fn days(intervals: &[&Interval]) -> [Vec<Run>; 7] {
    let first = intervals.iter().flat_map(|interval| &interval.years).map(|years| *years.start()).min();
    let first = first.unwrap_or(2024).clamp(1, 9000) as i16;
    let weekly = intervals.iter().all(|interval| is_weekly(interval));
    // Where every week is the same, one of them tells all.
    let last = if weekly { date(first, 1, 7) } else { date(first + YEARS - 1, 12, 31) };
    let undated: Vec<Interval> =
        intervals.iter().map(|interval| Interval { times: Vec::new(), ..(*interval).clone() }).collect();
    let mut seen = [0_u32; 7];
    let mut changes = [[0_i32; DAY + 1]; 7];
    let mut day = date(first, 1, 1);
    while day <= last {
        let weekday = day.weekday().to_monday_zero_offset() as usize;
        seen[weekday] += 1;
        for range in covered(intervals, &undated, day) {
            changes[weekday][range.start as usize] += 1;
            changes[weekday][range.end as usize] -= 1;
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    std::array::from_fn(|weekday| runs(&changes[weekday], seen[weekday]))
}

pub(super) fn is_weekly(interval: &Interval) -> bool {
    interval.days_of_month.is_empty() && interval.months.is_empty() && interval.years.is_empty()
}

/// The times of one day, none of them twice.
fn covered(intervals: &[&Interval], undated: &[Interval], day: Date) -> Vec<TimeRange> {
    let mut ranges: Vec<TimeRange> = Vec::new();
    for (interval, undated) in intervals.iter().zip(undated) {
        if undated.contains(day.at(12, 0, 0, 0)) {
            match interval.times.is_empty() {
                true => ranges.push(TimeRange { start: 0, end: DAY as u16 }),
                false => ranges.extend(&interval.times),
            }
        }
    }
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<TimeRange> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

fn runs(changes: &[i32; DAY + 1], days: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut count = 0;
    for (minute, change) in changes.iter().enumerate().take(DAY) {
        count += change;
        let often = match count.unsigned_abs() {
            0 => continue,
            all if all >= days => Often::Every,
            many if many * 2 >= days => Often::Most,
            _ => Often::Some,
        };
        match runs.last_mut() {
            Some(run) if run.end == minute && run.often == often => run.end = minute + 1,
            _ => runs.push(Run { start: minute, end: minute + 1, often }),
        }
    }
    runs
}

impl Week<'_> {
    /// `Mon–Fri 09:00–17:00; Sat 10:00–12:00 in some weeks`
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut day = 0;
        while day < DAYS.len() {
            let mut last = day;
            while last + 1 < DAYS.len() && self.days[last + 1] == self.days[day] {
                last += 1;
            }
            if !self.days[day].is_empty() {
                let name = match last - day {
                    0 => DAYS[day].to_string(),
                    6 => "every day".to_string(),
                    _ => format!("{}–{}", DAYS[day], DAYS[last]),
                };
                let times: Vec<String> = self.days[day].iter().map(Run::words).collect();
                parts.push(format!("{name} {}", times.join(", ")));
            }
            day = last + 1;
        }
        if parts.is_empty() { "never".to_string() } else { parts.join("; ") }
    }

    /// How often the rarest of its times comes.
    pub fn rarest(&self) -> Option<Often> {
        self.days.iter().flatten().map(|run| run.often).min()
    }
}

impl Run {
    fn words(&self) -> String {
        let weeks = match self.often {
            Often::Every => "",
            Often::Most => " in most weeks",
            Often::Some => " in some weeks",
        };
        if (self.start, self.end) == (0, DAY) {
            return format!("all day{weeks}");
        }
        format!("{}–{}{weeks}", clock(self.start), clock(self.end))
    }
}

pub(super) fn clock(minute: usize) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(days: std::ops::RangeInclusive<u8>, start: u16, end: u16) -> Interval {
        Interval { weekdays: vec![days], times: vec![TimeRange { start, end }], ..Interval::default() }
    }

    fn words(intervals: &[Interval]) -> Vec<String> {
        weeks(intervals).iter().map(|week| format!("{} {}", week.words(), week.zone)).collect()
    }

    #[test]
    fn a_week_tells_its_days_and_times() {
        assert_eq!(words(&[interval(1..=5, 540, 1020)]), ["Mon–Fri 09:00–17:00 UTC"]);
        assert_eq!(words(&[interval(0..=0, 0, 60), interval(6..=6, 0, 60)]), ["Sat–Sun 00:00–01:00 UTC"]);
        assert_eq!(words(&[Interval::default()]), ["every day all day UTC"]);
        assert_eq!(words(&[interval(1..=1, 60, 120), interval(1..=1, 90, 180)]), ["Mon 01:00–03:00 UTC"]);
        assert_eq!(weeks(&[]).len(), 0);
    }

    #[test]
    fn each_zone_has_its_own_week() {
        let berlin = Interval { location: Some("Europe/Berlin".into()), ..interval(1..=1, 0, 60) };
        let both = words(&[interval(2..=2, 0, 60), berlin]);
        assert_eq!(both, ["Tue 00:00–01:00 UTC", "Mon 00:00–01:00 Europe/Berlin"]);
    }

    #[test]
    fn what_is_not_in_every_week_is_told_apart() {
        let first_sunday = Interval { days_of_month: vec![1..=7], ..interval(0..=0, 120, 240) };
        assert_eq!(words(&[first_sunday]), ["Sun 02:00–04:00 in some weeks UTC"]);
        let not_in_december = Interval { months: vec![1..=11], ..interval(1..=1, 0, 60) };
        assert_eq!(words(std::slice::from_ref(&not_in_december)), ["Mon 00:00–01:00 in most weeks UTC"]);
        let in_december = Interval { months: vec![12..=12], ..interval(1..=1, 0, 60) };
        assert_eq!(words(&[not_in_december, in_december]), ["Mon 00:00–01:00 UTC"]);
        let never = Interval {
            years: vec![9999..=9999],
            days_of_month: vec![30..=31],
            months: vec![2..=2],
            ..Interval::default()
        };
        assert_eq!(words(&[never]), ["never UTC"]);
    }
}
