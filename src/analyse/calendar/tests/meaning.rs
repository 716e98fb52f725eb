//! What a calendar means, straight from its source.

use crate::syntax::ast::{Calendar, Clock, Date, DateRange, Days, Ordinal, Range, WindowRange};
use jiff::ToSpan;
use jiff::civil;

pub fn holds(calendar: &Calendar, time: civil::DateTime) -> bool {
    calendar.ranges.iter().any(|range| range_holds(range, &calendar.except, time))
}

pub fn range_holds(range: &WindowRange, except: &[DateRange], time: civil::DateTime) -> bool {
    let today = time.date();
    let yesterday = today.yesterday().expect("not the first day of all");
    let begins = |day: civil::Date| is_day(range, day) && !in_dates(except, day);
    let minute = u32::from(time.hour() as u16 * 60 + time.minute() as u16);
    let within = |start: u32, end: u32| match start < end {
        true => begins(today) && (start..end).contains(&minute),
        false => {
            begins(today) && minute >= start || begins(yesterday) && minute < end && !in_dates(except, today)
        }
    };
    match range.times.as_slice() {
        [] => begins(today),
        times => times.iter().any(|time| within(clock(&time.start), clock(time.end.as_ref().unwrap()))),
    }
}

pub fn clock(clock: &Clock) -> u32 {
    clock.hours * 60 + clock.minutes
}

fn is_day(range: &WindowRange, day: civil::Date) -> bool {
    let weekday = day.weekday().to_sunday_zero_offset() as u8;
    let length = i32::from(day.days_in_month());
    let number = i32::from(day.day());
    let on_weekday = match &range.days {
        None => true,
        Some(Days::Ordinal(ordinal, wanted)) => {
            let nth = match ordinal.value {
                Ordinal::First => number <= 7,
                Ordinal::Second => (8..15).contains(&number),
                Ordinal::Third => (15..22).contains(&number),
                Ordinal::Fourth => (22..29).contains(&number),
                Ordinal::Last => day.checked_add(7.days()).expect("a date").month() != day.month(),
            };
            wanted.value.0 == weekday && nth
        }
        Some(Days::Ranges(ranges)) => ranges.iter().any(|range| {
            let (first, last) = ends(range);
            circular(first.0, last.0, weekday)
        }),
    };
    let in_field = |ranges: &[Range<i32>], holds: &dyn Fn(i32, i32) -> bool| {
        ranges.is_empty() || ranges.iter().any(|range| holds(*ends(range).0, *ends(range).1))
    };
    let from_start = |day: i32| if day < 0 { length + 1 + day } else { day };
    on_weekday
        && in_field(&range.month_days, &|first, last| {
            (from_start(first)..=from_start(last)).contains(&number)
        })
        && (range.months.is_empty()
            || range.months.iter().any(|range| {
                let (first, last) = ends(range);
                circular(month(first), month(last), day.month() as u8)
            }))
        && in_field(&range.years, &|first, last| (first..=last).contains(&i32::from(day.year())))
        && (range.dates.is_empty() || in_dates(&range.dates, day))
}

fn in_dates(dates: &[DateRange], day: civil::Date) -> bool {
    dates.iter().any(|range| {
        let (first, last) = ends(range);
        let of_year = |date: &Date| (date.month, date.day);
        let now = (day.month() as u32, day.day() as u32);
        match (first.year, last.year) {
            (Some(a), Some(b)) => {
                let now = (i32::from(day.year()), now);
                (a, of_year(first)) <= now && now <= (b, of_year(last))
            }
            _ => circular(of_year(first), of_year(last), now),
        }
    })
}

fn circular<T: PartialOrd>(first: T, last: T, now: T) -> bool {
    if first <= last { first <= now && now <= last } else { now >= first || now <= last }
}

fn month(name: &str) -> u8 {
    "jan feb mar apr may jun jul aug sep oct nov dec".split(' ').position(|each| each == name).unwrap() as u8
        + 1
}

fn ends<T>(range: &Range<T>) -> (&T, &T) {
    (&range.start.value, range.end.as_ref().map_or(&range.start.value, |end| &end.value))
}
