//! Time intervals: texts of ranges to numbers. Source: Alertmanager's `timeinterval` package.

use super::fault::{Fault, Place};
use super::owned::TimeInterval;
use super::shape::{self, Texts};
use crate::model::{Interval, MONTHS, TimeRange, WEEKDAYS};
use jiff::tz::TimeZone;
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// Those of both lists, the deprecated one first; no name may stand twice.
pub(super) fn all(
    lists: [(&str, Vec<shape::TimeInterval>); 2],
    root: &Place,
) -> Result<Vec<TimeInterval>, Fault> {
    let mut names = HashSet::new();
    let mut found = Vec::new();
    for (key, list) in lists {
        let list_place = root.key(key);
        for (index, named) in list.into_iter().enumerate() {
            let place = list_place.index(index);
            let name = named.name.unwrap_or_default();
            if name.is_empty() {
                return Err(place.fault("the time interval has no `name`"));
            }
            if !names.insert(name.clone()) {
                let message = format!("a time interval is called `{name}` already");
                return Err(place.key("name").fault(message));
            }
            let entries = place.key("time_intervals");
            let mut intervals = Vec::new();
            for (index, entry) in named.time_intervals.unwrap_or_default().into_iter().enumerate() {
                intervals.extend(read(entry, &entries.index(index))?);
            }
            found.push(TimeInterval { name, intervals });
        }
    }
    Ok(found)
}

/// None for an entry that never holds: a field that is there and empty has no time in it.
fn read(entry: shape::Interval, place: &Place) -> Result<Option<Interval>, Fault> {
    let never = entry.times.as_ref().is_some_and(Vec::is_empty)
        || [&entry.weekdays, &entry.days_of_month, &entry.months, &entry.years]
            .into_iter()
            .any(|field| field.as_ref().is_some_and(Vec::is_empty));
    let times = entry.times.unwrap_or_default().into_iter().enumerate();
    let times_place = place.key("times");
    let interval = Interval {
        times: times
            .map(|(index, range)| time_range(range, &times_place.index(index)))
            .collect::<Result<_, _>>()?,
        weekdays: ranges(entry.weekdays, &place.key("weekdays"), weekdays)?,
        days_of_month: ranges(entry.days_of_month, &place.key("days_of_month"), days)?,
        months: ranges(entry.months, &place.key("months"), months)?,
        years: ranges(entry.years, &place.key("years"), years)?,
        location: location(entry.location, &place.key("location"))?,
    };
    Ok((!never).then_some(interval))
}

fn time_range(range: shape::TimeRange, place: &Place) -> Result<TimeRange, Fault> {
    let read = |key: &'static str, text: Option<String>| {
        let text = text.unwrap_or_default();
        minute(&text).ok_or_else(|| {
            place.key(key).fault(format!("`{text}` is no time: write `HH:MM`, from `00:00` to `24:00`"))
        })
    };
    let (start, end) = (read("start_time", range.start_time)?, read("end_time", range.end_time)?);
    if start >= end {
        return Err(place.fault("it must end after it starts: split what runs past midnight"));
    }
    Ok(TimeRange { start, end })
}

/// Minutes since midnight of `HH:MM`.
fn minute(text: &str) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hour, minute) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then_some(hour * 60 + minute)
}

fn ranges<T>(
    texts: Option<Texts>,
    place: &Place,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, Fault> {
    let texts = texts.unwrap_or_default().into_iter().map(|text| text.unwrap_or_default().to_lowercase());
    let read =
        |(index, text): (usize, String)| read(&text).map_err(|message| place.index(index).fault(message));
    texts.enumerate().map(read).collect()
}

/// Both ends of `a:b`; of `a` alone, twice the same.
fn ends<T: Copy>(text: &str, member: impl Fn(&str) -> Option<T>, what: &str) -> Result<(T, T), String> {
    let one = |text: &str| member(text).ok_or_else(|| format!("`{text}` is no {what}"));
    match text.split_once(':') {
        None => one(text).map(|end| (end, end)),
        Some((start, end)) => Ok((one(start)?, one(end)?)),
    }
}

fn weekdays(text: &str) -> Result<RangeInclusive<u8>, String> {
    let day = |text: &str| WEEKDAYS.iter().position(|day| *day == text).map(|index| index as u8);
    let (start, end) = ends(text, day, "day of the week: write whole names, such as `monday`")?;
    in_order(start, end, text).map(|()| start..=end)
}

/// Alertmanager takes a month to have 28 days where it must compare an end that counts from the last.
fn days(text: &str) -> Result<RangeInclusive<i8>, String> {
    let day = |text: &str| number(text).filter(|day| *day != 0 && (-31..=31).contains(day));
    let (start, end) = ends(text, day, "day of the month: write 1 to 31, or -1 to -31 from its end")?;
    if start < 0 && end > 0 {
        return Err(format!("`{text}` begins from the end of the month: it must end so, too"));
    }
    let compared = |day: i64| if day < 0 { 28 + day } else { day };
    in_order(compared(start), compared(end), text)?;
    Ok(start as i8..=end as i8)
}

/// Numbers that are no month are taken and never match.
fn months(text: &str) -> Result<RangeInclusive<u8>, String> {
    let month = |text: &str| {
        MONTHS.iter().position(|month| *month == text).map(|index| index as i64 + 1).or_else(|| number(text))
    };
    let (start, end) = ends(text, month, "month: write whole names or numbers")?;
    in_order(start, end, text)?;
    Ok(start.clamp(0, 13) as u8..=end.clamp(0, 13) as u8)
}

fn years(text: &str) -> Result<RangeInclusive<i32>, String> {
    let (start, end) = ends(text, number, "year")?;
    in_order(start, end, text)?;
    // A calendar of years beyond these is nobody's.
    let year = |year: i64| year.clamp(-1_000_000, 1_000_000) as i32;
    Ok(year(start)..=year(end))
}

/// A whole number as Go's `Atoi` reads it.
fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}

fn in_order<T: PartialOrd>(start: T, end: T, text: &str) -> Result<(), String> {
    match start <= end {
        true => Ok(()),
        false => Err(format!("`{text}` ends before it begins: write two ranges")),
    }
}

/// `UTC` is the default. `Local`, the clock of Alertmanager's machine, stays as it is.
fn location(name: Option<String>, place: &Place) -> Result<Option<String>, Fault> {
    let Some(name) = name.filter(|name| !name.is_empty() && name != "UTC") else { return Ok(None) };
    // The database ignores case, Alertmanager's does not.
    let known = TimeZone::get(&name).is_ok_and(|zone| zone.iana_name() == Some(&name));
    match known || name == "Local" {
        true => Ok(Some(name)),
        false => Err(place.fault(format!("there is no time zone `{name}`"))),
    }
}
