//! Dates of a range or of `except`.

use super::days::{Days, EVERY_WEEKDAY, joined};
use super::fields::{overlap, span};
use super::year_days::{YearDays, length};
use super::years::{Years, is_leap};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::syntax::ast::{Date, DateRange};
use crate::text::Spanned;
use std::collections::HashMap;

const LAST_DAY: (u32, u32) = (12, 31);

/// The days that any of the dates names, on every weekday; a bad date is reported and left out.
pub fn read(dates: &[DateRange], findings: &mut Diagnostics) -> Vec<Days> {
    let mut seen: HashMap<Years, YearDays> = HashMap::new();
    let mut all = Vec::new();
    for range in dates {
        let parts = one(range, findings);
        let again = parts.iter().any(|part| {
            seen.get(&part.years).is_some_and(|days| !days.and(part.of_year).is_empty([true; 2]))
        });
        if again {
            findings.push(overlap(span(range), "dates"));
        }
        for part in &parts {
            let days = seen.entry(part.years.clone()).or_insert(YearDays::NONE);
            *days = days.or(part.of_year);
        }
        all.extend(parts);
    }
    joined(all)
}

fn one(range: &DateRange, findings: &mut Diagnostics) -> Vec<Days> {
    let end = range.end.as_ref().unwrap_or(&range.start);
    let valid = [&range.start, end].into_iter().all(|date| is_valid(date, findings));
    if !valid {
        return Vec::new();
    }
    let (start, end) = (range.start.value, end.value);
    match (start.year, end.year) {
        (None, None) => vec![days(Years::all(), every_year(place(start), place(end)))],
        (Some(first), Some(last)) if (first, place(start)) <= (last, place(end)) => {
            over_years((first, place(start)), (last, place(end)))
        }
        (Some(_), Some(_)) => {
            findings.push(
                Diagnostic::new(codes::WINDOW_BACKWARDS, span(range), "the last date comes before the first")
                    .help("swap the two dates"),
            );
            Vec::new()
        }
        _ => {
            let message = "one of these dates has a year, the other none";
            findings.push(
                Diagnostic::new(codes::WINDOW_MIXED_RANGE, span(range), message)
                    .help("write both with their years"),
            );
            Vec::new()
        }
    }
}

fn place(date: Date) -> (u32, u32) {
    (date.month, date.day)
}

fn days(years: Years, of_year: YearDays) -> Days {
    Days { weekdays: EVERY_WEEKDAY, years, of_year }
}

/// Over the year's end when the last day comes before the first.
fn every_year(start: (u32, u32), end: (u32, u32)) -> YearDays {
    match start <= end {
        true => YearDays::between(start, end),
        false => YearDays::between(start, LAST_DAY).or(YearDays::between((1, 1), end)),
    }
}

fn over_years(start: (i32, (u32, u32)), end: (i32, (u32, u32))) -> Vec<Days> {
    let (first, last) = (start.0, end.0);
    if first == last {
        return vec![days(Years::of([first..=first]), YearDays::between(start.1, end.1))];
    }
    vec![
        days(Years::of([first..=first]), YearDays::between(start.1, LAST_DAY)),
        days(Years::of([first + 1..=last - 1]), YearDays::all()),
        days(Years::of([last..=last]), YearDays::between((1, 1), end.1)),
    ]
}

fn is_valid(date: &Spanned<Date>, findings: &mut Diagnostics) -> bool {
    let Date { year, month, day } = date.value;
    // 29 February without a year is in every leap year.
    let leap = year.is_none_or(is_leap);
    let message = match month {
        1..=12 if (1..=length(leap, month as usize - 1)).contains(&day) => return true,
        2 if day == 29 => "this year has no 29 February".to_owned(),
        1..=12 => format!("{} has no day {day}", crate::model::MONTHS[month as usize - 1]),
        _ => format!("there is no month {month}"),
    };
    findings.push(
        Diagnostic::new(codes::WINDOW_NO_SUCH_DATE, date.span, message)
            .help("dates are `YEAR-MONTH-DAY`, or `MONTH-DAY` for every year"),
    );
    false
}
