//! The days of a range: weekdays, days of the month, months, years, dates.

use super::dates;
use super::days::{self, Days, EVERY_WEEKDAY};
use super::year_days::{YearDays, full};
use super::years::Years;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::MONTHS;
use crate::syntax::ast::{self, Ordinal, Range, WindowRange};
use crate::text::Span;

/// The days that all parts of the range name.
pub fn days(range: &WindowRange, findings: &mut Diagnostics) -> Option<Vec<Days>> {
    let (weekdays, of_ordinal) = weekdays(range.days.as_ref(), findings);
    let month_days = month_days(&range.month_days, findings);
    let months = months(&range.months, range.years.first().map(|year| year.start.span), findings);
    let years = years(&range.years, findings);
    let dates = match range.dates.is_empty() {
        true => Some(vec![Days { weekdays: EVERY_WEEKDAY, years: Years::all(), of_year: YearDays::all() }]),
        false => Some(dates::read(&range.dates, findings)).filter(|dates| !dates.is_empty()),
    };
    let of_year = of_ordinal.and(month_days?).and(YearDays::in_months(months?));
    let every = Days { weekdays, years: years?, of_year };
    Some(days::joined(dates?.iter().map(|date| date.and(&every)).collect()))
}

fn weekdays(days: Option<&ast::Days>, findings: &mut Diagnostics) -> (u8, YearDays) {
    match days {
        None => (EVERY_WEEKDAY, YearDays::all()),
        Some(ast::Days::Ordinal(ordinal, weekday)) => (1 << weekday.value.0, week_of_month(ordinal.value)),
        Some(ast::Days::Ranges(ranges)) => {
            let mask = |range: &Range<ast::Weekday>| {
                let (first, last) = (range.start.value.0, end(range).value.0);
                (0..7)
                    .filter(|step| *step <= (last + 7 - first) % 7)
                    .fold(0, |mask, step| mask | 1 << ((first + step) % 7))
            };
            let masks = ranges.iter().map(|range| (mask(range), span(range)));
            (united(masks, "weekdays", findings) as u8, YearDays::all())
        }
    }
}

fn week_of_month(ordinal: Ordinal) -> YearDays {
    let week = full(7);
    YearDays::of_months(|length| match ordinal {
        Ordinal::First => week,
        Ordinal::Second => week << 7,
        Ordinal::Third => week << 14,
        Ordinal::Fourth => week << 21,
        Ordinal::Last => week << (length - 7),
    })
}

fn month_days(ranges: &[Range<i32>], findings: &mut Diagnostics) -> Option<YearDays> {
    if ranges.is_empty() {
        return Some(YearDays::all());
    }
    let (mut from_start, mut from_end) = (Vec::new(), Vec::new());
    for range in ranges {
        let (first, last) = (range.start.value, end(range).value);
        for day in [&range.start, end(range)] {
            if day.value == 0 || day.value.abs() > 31 {
                let message = format!("no month has a day `{}`", day.value);
                findings.push(
                    Diagnostic::new(codes::WINDOW_NO_SUCH_DATE, day.span, message)
                        .help("days are 1 to 31, or -1 (the month's last) to -31"),
                );
                return None;
            }
        }
        match (first > 0, last > 0) {
            (true, true) if first <= last => {
                from_start.push((full(last as u32) & !full(first as u32 - 1), span(range)))
            }
            (true, true) => {
                let help = format!("write `days {first}..31, 1..{last}`");
                findings.push(backwards(range, "day", help));
                return None;
            }
            (false, false) if first <= last => {
                from_end.push((full(-first as u32) & !full(-last as u32 - 1), span(range)));
            }
            (false, false) => {
                findings.push(backwards(range, "day", format!("write `{last}..{first}`")));
                return None;
            }
            (true, false) if last == -1 => from_start.push((!full(first as u32 - 1) & full(31), span(range))),
            _ => {
                let message = "one end is counted from the month's start, the other from its end";
                findings.push(
                    Diagnostic::new(codes::WINDOW_MIXED_RANGE, span(range), message)
                        .help("count both from the same end; only `-1`, the last day, may end any range"),
                );
                return None;
            }
        }
    }
    let from_start = united(from_start.into_iter(), "days", findings);
    let from_end = united(from_end.into_iter(), "days", findings);
    let reversed = |length: u32| (1..=length).filter(move |day| from_end >> (length + 1 - day) & 1 == 1);
    Some(YearDays::of_months(|length| from_start | reversed(length).fold(0, |mask, day| mask | 1 << day)))
}

/// A mask of months, bit 0 for January.
fn months(ranges: &[Range<String>], years: Option<Span>, findings: &mut Diagnostics) -> Option<u16> {
    if ranges.is_empty() {
        return Some(0xFFF);
    }
    let mut masks = Vec::new();
    for range in ranges {
        let first = month(&range.start, findings);
        let last = range.end.as_ref().map_or(first, |last| month(last, findings));
        let (first, last) = (first?, last?);
        if let (true, Some(years)) = (first > last, years) {
            let message = "these months run over the year's end, so it is not clear which years are meant";
            findings.push(
                Diagnostic::new(codes::WINDOW_BACKWARDS, span(range), message)
                    .because(years, "the years that are named")
                    .help("write dates, for example `2026-11-01..2027-02-28`"),
            );
            return None;
        }
        let length = (last + 12 - first) % 12;
        let mask = (0..=length).fold(0_u32, |mask, step| mask | 1 << ((first + step) % 12));
        masks.push((mask, span(range)));
    }
    Some(united(masks.into_iter(), "months", findings) as u16)
}

/// 0 for January.
fn month(word: &crate::text::Spanned<String>, findings: &mut Diagnostics) -> Option<usize> {
    let lower = word.value.to_lowercase();
    let by_name = MONTHS
        .iter()
        .position(|name| *name == lower || name[..3] == lower || lower == "sept" && *name == "september");
    let by_number = || lower.parse::<usize>().ok()?.checked_sub(1).filter(|month| *month < 12);
    let month = by_name.or_else(by_number);
    if month.is_none() {
        findings.push(
            Diagnostic::new(
                codes::WINDOW_NO_SUCH_DATE,
                word.span,
                format!("there is no month `{}`", word.value),
            )
            .help("months are `jan` to `dec`, `january` to `december`, or 1 to 12")
            .did_you_mean(&word.value, MONTHS.into_iter().chain(MONTHS.map(|name| &name[..3]))),
        );
    }
    month
}

fn years(ranges: &[Range<i32>], findings: &mut Diagnostics) -> Option<Years> {
    if ranges.is_empty() {
        return Some(Years::all());
    }
    let mut years = Years::of([]);
    for range in ranges {
        let (first, last) = (range.start.value, end(range).value);
        if first > last {
            findings.push(backwards(range, "year", format!("write `{last}..{first}`")));
            return None;
        }
        let more = Years::of([first..=last]);
        if !years.and(&more).is_empty() {
            findings.push(overlap(span(range), "years"));
        }
        years = years.or(&more);
    }
    Some(years)
}

/// The union of masks; says so where one of them overlaps with those before it.
fn united(masks: impl Iterator<Item = (u32, Span)>, what: &str, findings: &mut Diagnostics) -> u32 {
    let mut all = 0;
    for (mask, span) in masks {
        if all & mask != 0 {
            findings.push(overlap(span, what));
        }
        all |= mask;
    }
    all
}

pub fn overlap(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(codes::WINDOW_OVERLAP, span, format!("these {what} overlap with others of the same list"))
}

fn backwards(range: &Range<i32>, what: &str, help: String) -> Diagnostic {
    let message =
        format!("the last {what} `{}` comes before the first, `{}`", end(range).value, range.start.value);
    Diagnostic::new(codes::WINDOW_BACKWARDS, span(range), message).help(help)
}

fn end<T>(range: &Range<T>) -> &crate::text::Spanned<T> {
    range.end.as_ref().unwrap_or(&range.start)
}

pub fn span<T>(range: &Range<T>) -> Span {
    range.start.span.to(end(range).span)
}
