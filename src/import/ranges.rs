//! Ranges of a calendar, `monday:friday`, as Alertmanager reads their texts: small letters all.

use crate::diag::{Code, codes};
use crate::model::{MONTHS, WEEKDAYS};
use std::ops::RangeInclusive;

/// What is wrong, and the remedy.
pub(super) type Fault = (Code, String, String);

/// Minutes since midnight of `HH:MM`.
pub(super) fn minute(text: &str) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hour, minute) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then_some(hour * 60 + minute)
}

pub(super) fn weekdays(text: &str) -> Result<RangeInclusive<u8>, Fault> {
    let day = |text: &str| WEEKDAYS.iter().position(|day| *day == text).map(|index| index as u8);
    let help = |wrong: &str| {
        let whole = WEEKDAYS.iter().find(|day| wrong.len() >= 2 && day.starts_with(wrong));
        whole.map_or("write whole names, such as `monday`".to_owned(), |day| format!("write `{day}`"))
    };
    let (start, end) = ends(text, day, "day of the week", help)?;
    in_order(start, end, text).map(|()| start..=end)
}

/// Alertmanager takes a month to have 28 days where it must compare an end that counts from the last.
pub(super) fn days(text: &str) -> Result<RangeInclusive<i8>, Fault> {
    let day = |text: &str| number(text).filter(|day| *day != 0 && (-31..=31).contains(day));
    let help = |_: &str| "write 1 to 31, or -1 to -31 from the end of the month".to_owned();
    let (start, end) = ends(text, day, "day of the month", help)?;
    if start < 0 && end > 0 {
        let message = format!("`{text}` begins from the end of the month and ends from its start");
        return Err((codes::WINDOW_MIXED_RANGE, message, "count both ends alike".to_owned()));
    }
    let compared = |day: i64| if day < 0 { 28 + day } else { day };
    in_order(compared(start), compared(end), text)?;
    Ok(start as i8..=end as i8)
}

/// Numbers that are no month are taken and never match.
pub(super) fn months(text: &str) -> Result<RangeInclusive<u8>, Fault> {
    let named = |text: &str| MONTHS.iter().position(|month| *month == text).map(|index| index as i64 + 1);
    let help = |wrong: &str| {
        let whole = MONTHS.iter().find(|month| wrong.len() >= 3 && month.starts_with(wrong));
        whole.map_or("write whole names or numbers".to_owned(), |month| format!("write `{month}`"))
    };
    let (start, end) = ends(text, |text| named(text).or_else(|| number(text)), "month", help)?;
    in_order(start, end, text)?;
    Ok(start.clamp(0, 13) as u8..=end.clamp(0, 13) as u8)
}

pub(super) fn years(text: &str) -> Result<RangeInclusive<i32>, Fault> {
    let (start, end) = ends(text, number, "year", |_| "write a number, such as `2030`".to_owned())?;
    in_order(start, end, text)?;
    // A calendar of years beyond these is nobody's.
    let year = |year: i64| year.clamp(-1_000_000, 1_000_000) as i32;
    Ok(year(start)..=year(end))
}

/// Both ends of `a:b`; of `a` alone, twice the same.
fn ends<T: Copy>(
    text: &str,
    member: impl Fn(&str) -> Option<T>,
    what: &str,
    help: impl Fn(&str) -> String,
) -> Result<(T, T), Fault> {
    let one = |text: &str| {
        let fault = || (codes::WINDOW_NO_SUCH_DATE, format!("`{text}` is no {what}"), help(text));
        member(text).ok_or_else(fault)
    };
    match text.split_once(':') {
        None => one(text).map(|end| (end, end)),
        Some((start, end)) => Ok((one(start)?, one(end)?)),
    }
}

/// A whole number as Go's `Atoi` reads it.
fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}

fn in_order<T: PartialOrd>(start: T, end: T, text: &str) -> Result<(), Fault> {
    match start <= end {
        true => Ok(()),
        false => Err((
            codes::WINDOW_BACKWARDS,
            format!("`{text}` ends before it begins"),
            "write two ranges".to_owned(),
        )),
    }
}
