//! Windows and maintenance.

use super::super::ast::*;
use super::super::pairs::{has, part, parts, the};
use super::super::{Rule, reader::Reader, token};
use super::bad::skipped_items;
use super::{name, names};
use crate::text::Spanned;
use pest::iterators::Pair;

pub(super) fn window(pair: &Pair<Rule>, reader: &mut Reader) -> WindowStatement {
    skipped_items(pair, reader);
    WindowStatement { name: name(pair, reader), calendar: calendar(pair, reader) }
}

pub(super) fn maintenance(pair: &Pair<Rule>, reader: &mut Reader) -> MaintenanceStatement {
    skipped_items(pair, reader);
    let mutes = parts(pair, Rule::maintenance_mutes).map(|mutes| Mutes {
        severities: names(&mutes, reader),
        services: part(&mutes, Rule::on_targets).map_or(vec![], |on| names(&on, reader)),
        span: reader.span(&mutes),
    });
    let mutes = mutes.collect();
    MaintenanceStatement { name: name(pair, reader), calendar: calendar(pair, reader), mutes }
}

fn calendar(pair: &Pair<Rule>, reader: &mut Reader) -> Calendar {
    let ranges = parts(pair, Rule::window_range).map(|range| window_range(&range, reader)).collect();
    let except = parts(pair, Rule::window_except)
        .flat_map(|except| parts(&except, Rule::date_range).collect::<Vec<_>>())
        .map(|dates| range_of(&dates, Rule::date, reader, date))
        .collect();
    Calendar { ranges, except }
}

fn window_range(pair: &Pair<Rule>, reader: &mut Reader) -> WindowRange {
    WindowRange {
        days: part(pair, Rule::window_days).map(|days| window_days(&days, reader)),
        month_days: ranges(pair, Rule::window_monthdays, Rule::day_range, Rule::day_number, reader, number),
        months: ranges(pair, Rule::window_months, Rule::month_range, Rule::month, reader, str::to_string),
        years: ranges(pair, Rule::window_years, Rule::year_range, Rule::year, reader, number),
        dates: ranges(pair, Rule::window_dates, Rule::date_range, Rule::date, reader, date),
        times: ranges(pair, Rule::window_times, Rule::time_range, Rule::clock, reader, clock),
        zone: part(pair, Rule::window_zone).map(|zone| token::string(&the(&zone, Rule::string), reader)),
        span: reader.span(pair),
    }
}

fn window_days(pair: &Pair<Rule>, reader: &Reader) -> Days {
    if has(pair, Rule::ordinal) {
        let ordinal = the(pair, Rule::ordinal);
        let which = match ordinal.as_str() {
            "first" => Ordinal::First,
            "second" => Ordinal::Second,
            "third" => Ordinal::Third,
            "fourth" => Ordinal::Fourth,
            _ => Ordinal::Last,
        };
        let day = the(pair, Rule::weekday);
        return Days::Ordinal(
            Spanned::new(which, reader.span(&ordinal)),
            Spanned::new(weekday(day.as_str()), reader.span(&day)),
        );
    }
    Days::Ranges(
        parts(pair, Rule::weekday_range).map(|r| range_of(&r, Rule::weekday, reader, weekday)).collect(),
    )
}

/// The ranges of one part of a window's line: `holder` has `range`s, a range has one or two `end`s.
fn ranges<T>(
    pair: &Pair<Rule>,
    holder: Rule,
    element: Rule,
    end: Rule,
    reader: &Reader,
    read: impl Fn(&str) -> T,
) -> Vec<Range<T>> {
    let Some(held) = part(pair, holder) else { return vec![] };
    parts(&held, element).map(|inner| range_of(&inner, end, reader, &read)).collect()
}

fn range_of<T>(pair: &Pair<Rule>, end: Rule, reader: &Reader, read: impl Fn(&str) -> T) -> Range<T> {
    let mut ends = parts(pair, end).map(|side| Spanned::new(read(side.as_str()), reader.span(&side)));
    let start = ends.next().unwrap_or_else(|| unreachable!("the grammar has a start in every range"));
    Range { start, end: ends.next() }
}

/// At most four digits and a sign, as the grammar has it.
fn number(text: &str) -> i32 {
    text.parse().unwrap_or_default()
}

fn weekday(text: &str) -> Weekday {
    let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    let start = text.get(..3).unwrap_or_default().to_ascii_lowercase();
    Weekday(days.iter().position(|day| *day == start).unwrap_or_default() as u8)
}

fn date(text: &str) -> Date {
    let mut fields = text.rsplit('-').map(number);
    let day = fields.next().unwrap_or_default() as u32;
    let month = fields.next().unwrap_or_default() as u32;
    Date { year: fields.next(), month, day }
}

fn clock(text: &str) -> Clock {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    Clock { hours: number(hours) as u32, minutes: number(minutes) as u32 }
}
