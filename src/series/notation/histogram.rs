//! `{{schema:1 sum:3 count:4 buckets:[1 2 1] offset:-3}}`: one histogram.

use super::cursor::{Cursor, is_word};
use super::{Fault, number};
use crate::series::histogram::Buckets;
use crate::series::{Histogram, ResetHint};

const KEYS: &str = "schema, count, sum, z_bucket, z_bucket_w, buckets, offset, n_buckets, n_offset, custom_values or \
                    counter_reset_hint";

/// A histogram, if one begins here.
///
/// # Errors
/// Where Prometheus refuses it.
pub(super) fn read(cursor: &mut Cursor) -> Result<Option<Histogram>, Fault> {
    let start = cursor.at();
    if !cursor.take("{{") {
        return Ok(None);
    }
    let mut parts = Parts::default();
    let blank = cursor.skip_blanks();
    if cursor.take("}}") {
        return Ok(Some(Histogram::default()));
    }
    if blank {
        return Err(Fault::new(cursor.here(), "no blank may stand behind `{{`"));
    }
    loop {
        parts.read_one(cursor)?;
        let blank = cursor.skip_blanks();
        if cursor.take("}}") {
            return Ok(Some(parts.finish()));
        }
        if cursor.at_end() {
            return Err(
                Fault::new(start..start + 2, "this `{{` is not closed").help("a histogram ends with `}}`")
            );
        }
        if !blank {
            let found = cursor.found();
            let fault = Fault::new(
                cursor.here(),
                format!("a blank or `}}}}` stands behind a part of a histogram, not {found}"),
            );
            return Err(fault.help("parts are divided by blanks: `{{schema:1 count:2}}`"));
        }
    }
}

#[derive(Default)]
struct Parts {
    histogram: Histogram,
    positive: (i32, Vec<f64>),
    negative: (i32, Vec<f64>),
    seen: Vec<Key>,
}

#[derive(Clone, Copy, PartialEq)]
enum Key {
    Schema,
    Count,
    Sum,
    ZeroCount,
    ZeroThreshold,
    Buckets,
    Offset,
    NegativeBuckets,
    NegativeOffset,
    Custom,
    Hint,
}

impl Key {
    fn named(word: &str) -> Option<Key> {
        Some(match word.to_ascii_lowercase().as_str() {
            "schema" => Key::Schema,
            "count" => Key::Count,
            "sum" => Key::Sum,
            "z_bucket" => Key::ZeroCount,
            "z_bucket_w" => Key::ZeroThreshold,
            "buckets" => Key::Buckets,
            "offset" => Key::Offset,
            "n_buckets" => Key::NegativeBuckets,
            "n_offset" => Key::NegativeOffset,
            "custom_values" => Key::Custom,
            "counter_reset_hint" => Key::Hint,
            _ => return None,
        })
    }
}

impl Parts {
    fn read_one(&mut self, cursor: &mut Cursor) -> Result<(), Fault> {
        let start = cursor.at();
        let word = cursor.take_while(is_word);
        if word.is_empty() {
            let found = cursor.found();
            let fault = Fault::new(cursor.here(), format!("a part of a histogram stands here, not {found}"));
            return Err(fault.help(KEYS));
        }
        let place = cursor.since(start);
        let Some(key) = Key::named(word) else {
            return Err(Fault::new(place, format!("`{word}` is no part of a histogram")).help(KEYS));
        };
        if !cursor.take(":") {
            return Err(Fault::new(
                cursor.here(),
                format!("`:` stands behind `{word}`, not {}", cursor.found()),
            ));
        }
        if self.seen.contains(&key) {
            return Err(Fault::new(place, format!("`{word}` stands twice in this histogram")));
        }
        self.seen.push(key);
        let histogram = &mut self.histogram;
        match key {
            Key::Schema => histogram.schema = whole(cursor)?,
            Key::Count => histogram.count = signed(cursor)?,
            Key::Sum => histogram.sum = signed(cursor)?,
            Key::ZeroCount => histogram.zero_count = signed(cursor)?,
            Key::ZeroThreshold => histogram.zero_threshold = unsigned(cursor)?,
            Key::Buckets => self.positive.1 = list(cursor)?,
            Key::Offset => self.positive.0 = whole(cursor)?,
            Key::NegativeBuckets => self.negative.1 = list(cursor)?,
            Key::NegativeOffset => self.negative.0 = whole(cursor)?,
            Key::Custom => histogram.custom = list(cursor)?.into(),
            Key::Hint => histogram.hint = hint(cursor)?,
        }
        Ok(())
    }

    fn finish(self) -> Histogram {
        let positive = Buckets::run(self.positive.0, self.positive.1);
        let negative = Buckets::run(self.negative.0, self.negative.1);
        Histogram { positive, negative, ..self.histogram }
    }
}

fn hint(cursor: &mut Cursor) -> Result<ResetHint, Fault> {
    let start = cursor.at();
    match cursor.take_while(is_word).to_ascii_lowercase().as_str() {
        "unknown" => Ok(ResetHint::Unknown),
        "reset" => Ok(ResetHint::Reset),
        "not_reset" => Ok(ResetHint::NoReset),
        "gauge" => Ok(ResetHint::Gauge),
        "" => Err(Fault::new(cursor.here(), format!("a hint stands here, not {}", cursor.found()))),
        word => Err(Fault::new(cursor.since(start), format!("`{word}` is no hint"))),
    }
    .map_err(|fault| fault.help("unknown, reset, not_reset or gauge"))
}

/// As Prometheus reads it, a number of more than 32 bits loses the upper ones.
fn whole(cursor: &mut Cursor) -> Result<i32, Fault> {
    let start = cursor.at();
    cursor.take("-");
    cursor.take_while(|c| is_word(c) || c == '.');
    let place = cursor.since(start);
    match cursor.text_at(&place).parse::<i64>() {
        Ok(number) => Ok(number as i32),
        Err(_) if place.is_empty() => {
            Err(Fault::new(cursor.here(), format!("a whole number stands here, not {}", cursor.found())))
        }
        Err(_) => {
            let message = format!("`{}` is not a whole number", cursor.text_at(&place));
            Err(Fault::new(place, message))
        }
    }
}

fn signed(cursor: &mut Cursor) -> Result<f64, Fault> {
    let negative = cursor.take("-");
    let number = unsigned(cursor)?;
    Ok(if negative { -number } else { number })
}

fn unsigned(cursor: &mut Cursor) -> Result<f64, Fault> {
    match number::read(cursor)? {
        Some(number) => Ok(number),
        None => Err(Fault::new(cursor.here(), format!("a number stands here, not {}", cursor.found()))),
    }
}

/// `[1 2 3]`: at least one number; a blank may stand before the bracket that closes it.
fn list(cursor: &mut Cursor) -> Result<Vec<f64>, Fault> {
    if !cursor.take("[") {
        return Err(Fault::new(cursor.here(), format!("`[` stands before a list, not {}", cursor.found())));
    }
    let mut numbers = Vec::new();
    loop {
        numbers.push(signed(cursor)?);
        let blank = cursor.skip_blanks();
        if cursor.take("]") {
            return Ok(numbers);
        }
        if !blank {
            let found = cursor.found();
            let fault = Fault::new(
                cursor.here(),
                format!("a blank or `]` stands behind a number of a list, not {found}"),
            );
            return Err(fault.help("`[1 2 3]`"));
        }
    }
}
