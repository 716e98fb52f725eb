//! Times as people say them: `Mon–Fri 00:00–09:00 and 17:00–24:00, Sat–Sun`.

use super::coverage::{Times, zone_of};
use crate::model::{SHORT_DAYS as DAYS, Window};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// `times`, by the clock of the first of `windows`: of a week in June where the windows know nothing
/// but days of the week, else the first of them. None when there are none.
pub(super) fn said(times: &Times, windows: &[&Window]) -> Option<String> {
    let first = times.first()?;
    let mut intervals = windows.iter().flat_map(|window| &window.intervals);
    let interval = intervals.clone().next();
    let zone = interval.and_then(zone_of).unwrap_or(TimeZone::UTC);
    let name = interval.and_then(|interval| interval.location.as_deref()).unwrap_or("UTC");
    let weekly = intervals.all(|one| one.days_of_month.is_empty() && one.months.is_empty());
    let week = if weekly { week(times, &zone) } else { String::new() };
    if !week.is_empty() {
        return Some(format!("{week} ({name})"));
    }
    let at = at(first.0, &zone);
    Some(format!("for example on {} ({name})", at.strftime("%-d %B at %H:%M")))
}

fn at(minute: i64, zone: &TimeZone) -> Zoned {
    Timestamp::from_second(minute * 60).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone())
}

/// What of `times` is in the week of the 5th of June 2028, a Monday, when no clocks change.
fn week(times: &Times, zone: &TimeZone) -> String {
    let monday = date(2028, 6, 5);
    let Ok(start) = zone.to_timestamp(monday.at(0, 0, 0, 0)) else { return String::new() };
    let start = start.as_second() / 60;
    let of_day = |day: i64| -> Vec<String> {
        let (from, to) = (start + day * 1440, start + (day + 1) * 1440);
        let cut = times.iter().map(|(a, b)| (from.max(*a) - from, to.min(*b) - from));
        cut.filter(|(a, b)| a < b).map(|(a, b)| range(a, b)).collect()
    };
    let days: Vec<Vec<String>> = (0..7).map(of_day).collect();
    let mut parts = Vec::new();
    let mut day = 0;
    while day < 7 {
        let alike = days[day..].iter().take_while(|other| **other == days[day]).count();
        if !days[day].is_empty() {
            let whole = days[day] == [range(0, 1440)];
            let hours = if whole { String::new() } else { format!(" {}", days[day].join(" and ")) };
            parts.push(format!("{}{hours}", run(day, day + alike - 1)));
        }
        day += alike;
    }
    parts.join(", ")
}

fn run(first: usize, last: usize) -> String {
    match last - first {
        0 => DAYS[first].to_owned(),
        6 => "every day".to_owned(),
        _ => format!("{}–{}", DAYS[first], DAYS[last]),
    }
}

fn range(from: i64, to: i64) -> String {
    format!("{:02}:{:02}–{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
}
