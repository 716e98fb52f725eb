//! Random calendars: two evaluators, written apart, must agree on every minute that could tell them apart.

use super::{at, meaning, range};
use crate::analyse::calendar::intervals;
use crate::diag::{Diagnostics, codes};
use crate::model::{Interval, MONTHS};
use crate::syntax::ast::{Calendar, Clock, Date, DateRange, Days, Ordinal, Range, Weekday, WindowRange};
use jiff::ToSpan;
use jiff::civil::{self, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// The month's length as Alertmanager 0.33 counts it: whole days of 24 hours.
fn counted_length(day: civil::Date, zone: &TimeZone) -> i8 {
    let first = day.first_of_month();
    let next = first.checked_add(1.month()).expect("a date");
    let start = first.to_zoned(zone.clone()).expect("a time").timestamp();
    let end = next.to_zoned(zone.clone()).expect("a time").timestamp();
    ((end.as_second() - start.as_second()) / 86_400) as i8
}

fn agree(calendar: &Calendar) -> Result<(), TestCaseError> {
    let mut findings = Diagnostics::default();
    let intervals = intervals(calendar, &mut findings);
    let found: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
    let allowed = [codes::WINDOW_OVERLAP, codes::WINDOW_LOST_DAY, codes::WINDOW_NEVER];
    // Ranges that cannot be said are left out, so there is nothing to compare.
    if found.contains(&codes::WINDOW_LEAP_YEAR.name) {
        return Ok(());
    }
    prop_assert!(found.iter().all(|name| allowed.iter().any(|code| code.name == *name)), "{found:?}");
    let may_lose = found.contains(&codes::WINDOW_LOST_DAY.name);
    let minutes = telling_minutes(calendar);
    for day in date(2023, 12, 30).series(1.day()).take(365 * 5 + 10) {
        let lengths: Vec<i8> = intervals.iter().map(|interval| length_for(interval, day)).collect();
        for minute in &minutes {
            let time = day.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
            let said = intervals
                .iter()
                .zip(&lengths)
                .any(|(each, length)| each.contains_when_month_has(time, *length));
            let meant = meaning::holds(calendar, time);
            let lost = may_lose && meant && day.day() == day.days_in_month();
            prop_assert!(said == meant || lost, "{time}: meant {meant}, said {said} by {intervals:#?}");
        }
    }
    Ok(())
}

fn length_for(interval: &Interval, day: civil::Date) -> i8 {
    let zone = TimeZone::get(interval.location.as_deref().unwrap_or("UTC")).expect("a known zone");
    counted_length(day, &zone)
}

/// The minutes at which something may begin or end, those before them, and noon.
fn telling_minutes(calendar: &Calendar) -> Vec<u32> {
    let times = calendar.ranges.iter().flat_map(|range| &range.times);
    let clocks =
        times.flat_map(|time| [meaning::clock(&time.start), meaning::clock(time.end.as_ref().unwrap())]);
    let mut minutes: Vec<u32> = clocks.flat_map(|minute| [minute, (minute + 1439) % 1440]).collect();
    minutes.extend([0, 720, 1439]);
    minutes.retain(|minute| *minute < 1440);
    minutes.sort_unstable();
    minutes.dedup();
    minutes
}

fn ordered<T: PartialOrd + Clone>((a, b): (T, T)) -> (T, Option<T>) {
    if a <= b { (a, Some(b)) } else { (b, Some(a)) }
}

fn some_of<S: Strategy>(element: S) -> impl Strategy<Value = Vec<S::Value>>
where
    S::Value: Clone,
{
    prop_oneof![3 => Just(Vec::new()), 2 => prop::collection::vec(element, 1..3)]
}

fn days() -> impl Strategy<Value = Option<Days>> {
    let weekday = || (0_u8..7).prop_map(Weekday);
    let ordinal = prop::sample::select(vec![
        Ordinal::First,
        Ordinal::Second,
        Ordinal::Third,
        Ordinal::Fourth,
        Ordinal::Last,
    ]);
    prop_oneof![
        Just(None),
        (ordinal, weekday()).prop_map(|(nth, day)| Some(Days::Ordinal(at(nth), at(day)))),
        prop::collection::vec((weekday(), prop::option::of(weekday())).prop_map(range), 1..3)
            .prop_map(|ranges| Some(Days::Ranges(ranges))),
    ]
}

fn month_day_range() -> impl Strategy<Value = Range<i32>> {
    prop_oneof![
        (1..=31, 1..=31).prop_map(|pair| range(ordered(pair))),
        (-31..=-1, -31..=-1).prop_map(|pair| range(ordered(pair))),
        (1..=31).prop_map(|day| range((day, Some(-1)))),
        (26..=31).prop_map(|day| range((day, None))),
    ]
}

fn clock_range() -> impl Strategy<Value = Range<Clock>> {
    let minutes = |end| prop::sample::select((0..end).step_by(30).collect::<Vec<u32>>());
    let clock = |minute: u32| Clock { hours: minute / 60, minutes: minute % 60 };
    (minutes(1440), minutes(1441))
        .prop_filter("no empty time", |(start, end)| start != end)
        .prop_map(move |(start, end)| range((clock(start), Some(clock(end)))))
}

fn date_range() -> impl Strategy<Value = DateRange> {
    let day = || {
        prop_oneof![2 => 0..1826, 1 => prop::sample::select(vec![58, 59, 60, 89, 90, 364, 365, 366, 1154, 1155])].prop_map(
            |days: i32| date(2024, 1, 1).checked_add(days.days()).expect("a date"),
        )
    };
    (day(), prop::option::of(day()), any::<bool>()).prop_map(|(first, last, with_year)| {
        let written = |day: civil::Date| Date {
            year: with_year.then_some(i32::from(day.year())),
            month: day.month() as u32,
            day: day.day() as u32,
        };
        let (first, last) = match last {
            Some(last) if with_year && last < first => (last, Some(first)),
            _ => (first, last),
        };
        range((written(first), last.map(written)))
    })
}

prop_compose! {
    fn window_range()(
        days in days(),
        month_days in some_of(month_day_range()),
        months in some_of((0_usize..12, prop::option::of(0_usize..12))),
        years in some_of((2024..2029, 2024..2029)),
        dates in some_of(date_range()),
        times in some_of(clock_range()),
        zone in prop::option::of(prop::sample::select(vec![
            "UTC", "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Sydney",
            "America/Santiago", "Asia/Tokyo",
        ])),
    ) -> WindowRange {
        let name = |month: usize| MONTHS[month][..3].to_owned();
        let forward_only = !years.is_empty();
        let months = months.into_iter().map(|(first, last)| match last {
            Some(last) if forward_only && last < first => (last, Some(first)),
            _ => (first, last),
        });
        WindowRange {
            days,
            month_days,
            months: months.map(|(first, last)| range((name(first), last.map(name)))).collect(),
            years: years.into_iter().map(|pair| range(ordered(pair))).collect(),
            dates,
            times,
            zone: zone.map(|zone| at(zone.to_owned())),
            span: at(()).span,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn intervals_say_what_the_ranges_mean(
        ranges in prop::collection::vec(window_range(), 1..3),
        except in some_of(date_range()),
    ) {
        agree(&Calendar { ranges, except })?;
    }
}
