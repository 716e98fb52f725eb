//! What windows become, and what is refused.

use super::{at, range};
use crate::analyse::calendar::intervals;
use crate::diag::Diagnostics;
use crate::model::Interval;
use crate::syntax::ast::{Calendar, Clock, Date, DateRange, Days, Ordinal, Range, Weekday, WindowRange};

fn any() -> WindowRange {
    WindowRange {
        days: None,
        month_days: Vec::new(),
        months: Vec::new(),
        years: Vec::new(),
        dates: Vec::new(),
        times: Vec::new(),
        zone: None,
        span: at(()).span,
    }
}

fn weekdays(first: u8, last: u8) -> Option<Days> {
    Some(Days::Ranges(vec![range((Weekday(first), Some(Weekday(last))))]))
}

fn times(start: (u32, u32), end: (u32, u32)) -> Vec<Range<Clock>> {
    let clock = |(hours, minutes)| Clock { hours, minutes };
    vec![range((clock(start), Some(clock(end))))]
}

fn day(year: Option<i32>, month: u32, day: u32) -> Date {
    Date { year, month, day }
}

/// One line an interval, as in the YAML, then one a finding.
fn said(ranges: Vec<WindowRange>, except: Vec<DateRange>) -> String {
    let mut findings = Diagnostics::default();
    let intervals = intervals(&Calendar { ranges, except }, &mut findings);
    let lines = intervals.iter().map(line).chain(findings.iter().map(|finding| finding.code.name.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

fn line(interval: &Interval) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let fields = [
        list(&interval.weekdays.iter().map(|r| (*r.start(), *r.end())).collect::<Vec<_>>(), "weekdays"),
        list(&interval.days_of_month.iter().map(|r| (*r.start(), *r.end())).collect::<Vec<_>>(), "days"),
        list(&interval.months.iter().map(|r| (*r.start(), *r.end())).collect::<Vec<_>>(), "months"),
        list(&interval.years.iter().map(|r| (*r.start(), *r.end())).collect::<Vec<_>>(), "years"),
        interval.times.iter().map(|time| format!(" {}-{}", clock(time.start), clock(time.end))).collect(),
    ];
    fields.concat().trim_start().to_owned()
}

fn list<T: std::fmt::Display + PartialEq>(ranges: &[(T, T)], name: &str) -> String {
    let texts = ranges.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}:{b}") });
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { String::new() } else { format!(" {name} {}", texts.join(",")) }
}

#[test]
fn office_hours() {
    let hours = WindowRange { days: weekdays(1, 5), times: times((9, 0), (17, 0)), ..any() };
    assert_eq!(said(vec![hours], vec![]), "weekdays 1:5 09:00-17:00");
}

#[test]
fn nights_go_on_the_next_day() {
    let nights = WindowRange { times: times((22, 0), (6, 0)), ..any() };
    assert_eq!(said(vec![nights.clone()], vec![]), "00:00-06:00 22:00-24:00");
    let weekend = WindowRange { days: weekdays(6, 1), ..nights };
    assert_eq!(said(vec![weekend], vec![]), "weekdays 0:1,6 22:00-24:00\nweekdays 0:2 00:00-06:00");
}

#[test]
fn a_night_after_the_last_day_of_a_month() {
    let range = WindowRange { month_days: vec![range((-1, None))], times: times((22, 0), (6, 0)), ..any() };
    assert_eq!(said(vec![range.clone()], vec![]), "days -1 22:00-24:00\ndays 1 00:00-06:00");
    let zoned = WindowRange { zone: Some(at("Europe/Berlin".to_owned())), ..range };
    let expected = "days -1 months 1:2,4:12 22:00-24:00\ndays 31 months 3 22:00-24:00\ndays 1 00:00-06:00\nwindow/lost-day";
    assert_eq!(said(vec![zoned], vec![]), expected);
}

#[test]
fn ordinals() {
    let first = Some(Days::Ordinal(at(Ordinal::First), at(Weekday(0))));
    let maintenance = WindowRange { days: first, times: times((2, 0), (4, 0)), ..any() };
    assert_eq!(said(vec![maintenance], vec![]), "weekdays 0 days 1:7 02:00-04:00");
    let last = Some(Days::Ordinal(at(Ordinal::Last), at(Weekday(5))));
    assert_eq!(said(vec![WindowRange { days: last, ..any() }], vec![]), "weekdays 5 days -7:-1");
}

#[test]
fn winters_and_holidays() {
    let winter = WindowRange { months: vec![range(("nov".to_owned(), Some("feb".to_owned())))], ..any() };
    assert_eq!(said(vec![winter], vec![]), "months 1:2,11:12");
    let holidays = range((day(Some(2026), 12, 24), Some(day(Some(2027), 1, 1))));
    let dates = WindowRange { dates: vec![holidays.clone()], ..any() };
    assert_eq!(said(vec![dates], vec![]), "days 24:31 months 12 years 2026\ndays 1 months 1 years 2027");
    let expected = "weekdays 1:5 years 1970:2025,2028:9999\nweekdays 1:5 months 2:12 years 2027\n\
                    weekdays 1:5 days 2:31 months 1 years 2027\nweekdays 1:5 months 1:11 years 2026\n\
                    weekdays 1:5 days 1:23 months 12 years 2026";
    assert_eq!(said(vec![WindowRange { days: weekdays(1, 5), ..any() }], vec![holidays]), expected);
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |range: WindowRange, code: &str| assert_eq!(said(vec![range], vec![]), code);
    refused(WindowRange { times: times((25, 0), (26, 0)), ..any() }, "window/bad-clock\nwindow/bad-clock");
    refused(WindowRange { times: times((24, 0), (6, 0)), ..any() }, "window/bad-clock");
    refused(WindowRange { times: times((9, 0), (9, 0)), ..any() }, "window/empty-time");
    refused(WindowRange { zone: Some(at("europe/berlin".to_owned())), ..any() }, "window/unknown-zone");
    refused(WindowRange { zone: Some(at("Local".to_owned())), ..any() }, "window/unknown-zone");
    refused(WindowRange { month_days: vec![range((0, None))], ..any() }, "window/no-such-date");
    refused(WindowRange { month_days: vec![range((7, Some(3)))], ..any() }, "window/backwards");
    refused(WindowRange { month_days: vec![range((7, Some(-3)))], ..any() }, "window/mixed-range");
    refused(WindowRange { months: vec![range(("13".to_owned(), None))], ..any() }, "window/no-such-date");
    refused(WindowRange { years: vec![range((2027, Some(2026)))], ..any() }, "window/backwards");
    refused(
        WindowRange { dates: vec![range((day(Some(2027), 2, 29), None))], ..any() },
        "window/no-such-date",
    );
    let friday = vec![range((day(Some(2026), 12, 25), None))];
    refused(WindowRange { days: weekdays(1, 1), dates: friday, ..any() }, "window/never");
    let mixed = range((day(Some(2026), 12, 24), Some(day(None, 1, 2))));
    refused(WindowRange { dates: vec![mixed], ..any() }, "window/mixed-range");
    let february =
        WindowRange { month_days: vec![range((28, None))], times: times((22, 0), (6, 0)), ..any() };
    assert!(said(vec![february], vec![]).ends_with("window/leap-year"));
}

#[test]
fn what_adds_nothing_is_reported() {
    let twice = WindowRange { days: weekdays(1, 5), ..any() };
    assert_eq!(said(vec![twice.clone(), twice], vec![]), "weekdays 1:5\nwindow/overlap");
    let mut overlapping = times((9, 0), (12, 0));
    overlapping.extend(times((11, 0), (13, 0)));
    let expected = "09:00-12:00 11:00-13:00\nwindow/overlap";
    assert_eq!(said(vec![WindowRange { times: overlapping, ..any() }], vec![]), expected);
}
