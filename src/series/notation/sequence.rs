//! `1 2x3 _ _x4 0+5x10 stale`

use super::cursor::{Cursor, is_word};
use super::values::{HistogramStep, MOST_VALUES, Run, Values};
use super::{Fault, histogram, number};
use crate::series::{Histogram, stale};
use std::sync::Arc;

/// The values up to the end of the text; a blank stands before each.
pub(super) fn read(cursor: &mut Cursor) -> Result<Values, Fault> {
    let mut values = Values::default();
    loop {
        let blank = cursor.skip_blanks();
        if cursor.at_end() {
            return Ok(values);
        }
        if !blank {
            let found = cursor.found();
            return Err(Fault::new(cursor.here(), format!("a blank stands before a value, not {found}")));
        }
        let start = cursor.at();
        let run = item(cursor)?;
        if values.len() + run.count() > MOST_VALUES {
            let message = format!("this series has more than {MOST_VALUES} values");
            return Err(Fault::new(cursor.since(start), message));
        }
        values.push(run);
    }
}

fn item(cursor: &mut Cursor) -> Result<Run, Fault> {
    if cursor.take("_") {
        let count = if cursor.take("x") { number::count(cursor)? } else { 1 };
        return Ok(Run::Gap { count: count.min(MOST_VALUES + 1) });
    }
    let start = cursor.at();
    if let Some(first) = histogram::read(cursor)? {
        return histograms(cursor, start, first);
    }
    let first = value(cursor)?;
    let step = match cursor.next_is(|c| matches!(c, '+' | '-')) {
        true => Some(signed(cursor)?),
        false => None,
    };
    if cursor.take("x") {
        // The value itself, and so many after it.
        let count = number::count(cursor)?.min(MOST_VALUES) + 1;
        return Ok(Run::Floats { first, step, count });
    }
    if step.is_some() {
        let found = cursor.found();
        let fault = Fault::new(cursor.here(), format!("`x` and how often stand behind a step, not {found}"));
        return Err(fault.help("`1+2x3` is 1, 3, 5, 7"));
    }
    Ok(Run::Floats { first, step: None, count: 1 })
}

/// What stands behind the first histogram of a run, which began at `start`.
fn histograms(cursor: &mut Cursor, start: usize, first: Histogram) -> Result<Run, Fault> {
    let sign = cursor.peek().filter(|c| matches!(c, '+' | '-'));
    let step = match sign {
        None => None,
        Some(sign) => {
            cursor.advance(sign.len_utf8());
            let Some(by) = histogram::read(cursor)? else {
                let found = cursor.found();
                let message = format!("a histogram stands behind a histogram's `{sign}`, not {found}");
                return Err(Fault::new(cursor.here(), message).help("`{{count:1}}+{{count:2}}x3`"));
            };
            Some(by)
        }
    };
    let place = cursor.since(start);
    let count = match cursor.take("x") {
        true => number::count(cursor)?.min(MOST_VALUES) + 1,
        false if step.is_none() => 1,
        false => {
            let found = cursor.found();
            let fault =
                Fault::new(cursor.here(), format!("`x` and how often stand behind a step, not {found}"));
            return Err(fault.help("`{{count:1}}+{{count:2}}x3` counts 1, 3, 5, 7"));
        }
    };
    if let Some(by) = step.as_ref().filter(|_| count > 1) {
        if first.schema > by.schema {
            let message = format!(
                "error combining histograms: cannot merge from schema {} to {}",
                by.schema, first.schema
            );
            return Err(Fault::new(place, message));
        }
        first.alike(by).map_err(|why| Fault::new(place, why.to_string()))?;
    }
    let step = step
        .map(Arc::new)
        .map(|by| if sign == Some('-') { HistogramStep::Down(by) } else { HistogramStep::Up(by) });
    Ok(Run::Histograms { first: Arc::new(first), step, count })
}

/// A number with or without a sign, or `stale`.
fn value(cursor: &mut Cursor) -> Result<f64, Fault> {
    if cursor.next_is(|c| matches!(c, '+' | '-')) {
        return signed(cursor);
    }
    if let Some(value) = number::read(cursor)? {
        return Ok(value);
    }
    let start = cursor.at();
    // A word goes on up to the next sign: `stalex3` is one.
    match cursor.take_while(|c| is_word(c) || c == ':') {
        "stale" => Ok(stale()),
        "" => {
            let found = cursor.found();
            let fault = Fault::new(cursor.here(), format!("a value stands here, not {found}"));
            Err(fault.help("a number, `_` for no sample, or `stale`"))
        }
        word => {
            let fault = Fault::new(cursor.since(start), format!("`{word}` is not a value"));
            let repeated = ["stale", "NaN", "Inf"].into_iter().find(|value| {
                let count = word.get(..value.len()).filter(|begin| begin.eq_ignore_ascii_case(value));
                count.is_some() && word[value.len()..].starts_with('x')
            });
            Err(match repeated {
                Some("stale") => fault.help("`stale` cannot be repeated; `_x3` leaves samples out"),
                Some(value) => fault.help(format!("write `{value}+0x…`: only numbers in digits take `x`")),
                None => fault.help("a number, `_` for no sample, or `stale`"),
            })
        }
    }
}

fn signed(cursor: &mut Cursor) -> Result<f64, Fault> {
    let negative = cursor.take("-") || !cursor.take("+");
    match number::read(cursor)? {
        Some(value) => Ok(if negative { -value } else { value }),
        None => {
            let found = cursor.found();
            Err(Fault::new(cursor.here(), format!("a number stands behind a sign, not {found}")))
        }
    }
}
