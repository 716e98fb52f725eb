//! Times against the clock, minute by minute.

use super::{Horizon, Times, in_words};
use crate::model::{Interval, TimeRange};
use crate::reach::clock;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

fn horizon(start: &str, days: i64) -> Horizon {
    let start: Timestamp = start.parse().expect("an instant");
    start..start + (days * 24).hours()
}

fn interval() -> impl Strategy<Value = Interval> {
    let some = |least: i16, most: i16| {
        let range = (least..=most, least..=most).prop_map(|(a, b)| (a.min(b), a.max(b)));
        proptest::collection::vec(range, 0..3)
    };
    let zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Beirut", "Pacific/Apia"];
    (some(0, 1439), some(0, 6), some(1, 31), any::<bool>(), some(1, 12), proptest::option::of(0..zones.len()))
        .prop_map(move |(times, weekdays, days, from_end, months, zone)| Interval {
            times: times.iter().map(|(a, b)| TimeRange { start: *a as u16, end: *b as u16 + 1 }).collect(),
            weekdays: weekdays.iter().map(|(a, b)| *a as u8..=*b as u8).collect(),
            days_of_month: days
                .iter()
                .map(|(a, b)| if from_end { -*b as i8..=-*a as i8 } else { *a as i8..=*b as i8 })
                .collect(),
            months: months.iter().map(|(a, b)| *a as u8..=*b as u8).collect(),
            years: Vec::new(),
            location: zone.map(|index| zones[index].to_string()),
        })
}

/// Weeks in which clocks change somewhere, or a month ends.
const STARTS: [&str; 6] = [
    "2026-03-27T00:00:00Z",
    "2026-03-06T12:00:00Z",
    "2026-10-23T05:30:00Z",
    "2026-10-30T00:00:00Z",
    "2027-02-26T23:59:00Z",
    "2026-12-29T00:00:00Z",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn each_minute_is_as_alertmanager_says(
        intervals in proptest::collection::vec(interval(), 1..3),
        start in 0..STARTS.len(),
    ) {
        let horizon = horizon(STARTS[start], 4);
        let times = Times::of(&intervals, &horizon);
        let mut instant = horizon.start;
        while instant < horizon.end {
            let holds = intervals.iter().any(|interval| clock::contains(interval, instant));
            prop_assert_eq!(times.contains(instant), holds, "at {}", instant);
            instant += 1.minute();
        }
    }

    #[test]
    fn sets_are_sets(
        a in proptest::collection::vec((0..100_i64, 0..100_i64), 0..6),
        b in proptest::collection::vec((0..100_i64, 0..100_i64), 0..6),
    ) {
        let second = |second| Timestamp::from_second(second).expect("a second");
        let horizon = second(10)..second(90);
        let set = |ranges: &[(i64, i64)]| {
            Times::from_ranges(ranges.iter().map(|(a, b)| second(*a)..second(*b)).collect(), &horizon)
        };
        let (a, b) = (set(&a), set(&b));
        for at in 10..90 {
            let at = second(at);
            let (in_a, in_b) = (a.contains(at), b.contains(at));
            prop_assert_eq!(a.union(&b).contains(at), in_a || in_b);
            prop_assert_eq!(a.intersection(&b).contains(at), in_a && in_b);
            prop_assert_eq!(a.without(&b).contains(at), in_a && !in_b);
            prop_assert_eq!(a.complement().contains(at), !in_a);
        }
        // What is equal looks equal.
        prop_assert_eq!(a.complement().complement(), a.clone());
        prop_assert_eq!(a.intersection(&b).union(&a.without(&b)), a);
    }
}

#[test]
fn clocks_that_go_back_hold_an_hour_twice() {
    let two_to_three = Interval {
        times: vec![TimeRange { start: 120, end: 180 }],
        location: Some("Europe/Berlin".into()),
        ..Interval::default()
    };
    let hours = |day: &str| {
        let times = Times::of(std::slice::from_ref(&two_to_three), &horizon(day, 1));
        times.ranges().iter().map(|range| (range.end - range.start).get_seconds()).sum::<i64>() / 3600
    };
    assert_eq!(hours("2026-10-24T00:00:00Z"), 1);
    assert_eq!(hours("2026-10-25T00:00:00Z"), 2);
    assert_eq!(hours("2026-03-29T00:00:00Z"), 0);
}

/// What an interval by the clock of Berlin is called, over a year.
fn words(interval: Interval) -> String {
    let berlin = Interval { location: Some("Europe/Berlin".into()), ..interval };
    let zone = clock::zone(&berlin);
    in_words(&Times::of(&[berlin], &horizon("2026-01-01T00:00:00Z", 365)), &zone)
}

#[test]
fn times_in_words() {
    let office = || Interval {
        times: vec![TimeRange { start: 540, end: 1020 }],
        weekdays: vec![1..=5],
        ..Interval::default()
    };
    assert_eq!(words(office()), "Mon–Fri 09:00–17:00 Europe/Berlin");
    let nights = vec![TimeRange { start: 0, end: 360 }, TimeRange { start: 1320, end: 1440 }];
    assert_eq!(words(Interval { times: nights, ..Interval::default() }), "daily 22:00–06:00 Europe/Berlin");
    let weekend = Interval { weekdays: vec![0..=0, 6..=6], ..Interval::default() };
    assert_eq!(words(weekend), "Sat 00:00 – Sun 24:00 Europe/Berlin");
    assert_eq!(words(Interval::default()), "always");
    let twice = vec![TimeRange { start: 480, end: 540 }, TimeRange { start: 1200, end: 1260 }];
    let twice = Interval { times: twice, ..office() };
    assert_eq!(words(twice), "Mon–Fri 08:00–09:00, 20:00–21:00 Europe/Berlin");
    let change =
        Interval { times: vec![TimeRange { start: 120, end: 240 }], weekdays: vec![0..=0], ..office() };
    assert_eq!(words(change), "Sun 02:00–04:00 Europe/Berlin");
    let day_in_may = Interval { months: vec![5..=5], days_of_month: vec![1..=1], ..office() };
    assert_eq!(words(day_in_may), "2026-05-01 09:00 – 2026-05-01 17:00 Europe/Berlin");
    let most_of_the_year = Interval { months: vec![1..=11], ..office() };
    assert_eq!(
        words(most_of_the_year),
        "Mon–Fri 09:00–17:00 Europe/Berlin; 4 of 49 weeks differ, first that of 2026-11-30"
    );
    let first_days = Interval { days_of_month: vec![1..=1], ..office() };
    assert_eq!(words(first_days), "Mon–Fri 09:00–17:00 Europe/Berlin in 7 of 49 weeks");

    let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
    let office = Interval { location: Some("Europe/Berlin".into()), ..office() };
    let outside = Times::of(&[office], &horizon("2026-01-01T00:00:00Z", 365)).complement();
    assert_eq!(in_words(&outside, &berlin), "Mon–Thu 17:00–09:00, Fri 17:00 – Mon 09:00 Europe/Berlin");
    assert_eq!(in_words(&outside.without(&outside), &berlin), "never");
}
