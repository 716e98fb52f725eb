//! Methods of times, months and weekdays. Source: Go's `time` package.

use super::evaluate::Given;
use super::functions::Type;
use super::functions::times::{civil, show};
use super::tree::Word;
use super::value::Value;
use super::{At, ExpandError, Run, print};

#[derive(Clone, Copy)]
pub(super) struct Method {
    parameters: &'static [Type],
    /// How many values it gives; more than one and no error is nothing that a template can call.
    results: usize,
}

const fn of(parameters: &'static [Type]) -> Option<Method> {
    Some(Method { parameters, results: 1 })
}

/// The method of that name, where the value has it.
pub(super) fn named(receiver: &Value, name: &str) -> Option<Method> {
    match (receiver, name) {
        (Value::Time(_) | Value::Instant(_), "Clock" | "Date") => {
            Some(Method { parameters: &[], results: 3 })
        }
        (Value::Time(_) | Value::Instant(_), "ISOWeek" | "Zone") => {
            Some(Method { parameters: &[], results: 2 })
        }
        (
            Value::Time(_) | Value::Instant(_),
            "Day" | "Hour" | "IsDST" | "IsZero" | "Local" | "Minute" | "Month" | "Nanosecond" | "Second"
            | "String" | "UTC" | "Unix" | "UnixMicro" | "UnixMilli" | "UnixNano" | "Weekday" | "Year"
            | "YearDay",
        ) => of(&[]),
        (Value::Time(_) | Value::Instant(_), "Format") => of(&[Type::Text]),
        (Value::Time(_) | Value::Instant(_), "After" | "Before" | "Compare" | "Equal") => of(&[Type::Time]),
        (Value::Time(_) | Value::Instant(_), "AddDate") => of(&[Type::Integer, Type::Integer, Type::Integer]),
        (Value::Month(_) | Value::Weekday(_), "String") => of(&[]),
        _ => None,
    }
}

impl<'r> Run<'r, '_> {
    pub fn method(
        &mut self,
        dot: &Value<'r>,
        receiver: &Value<'r>,
        method: Method,
        name: &str,
        word: &'r Word,
        given: Given<'r>,
    ) -> Result<Value<'r>, ExpandError> {
        if method.results > 1 {
            return Err(self.error(match method.results {
                2 => format!(
                    "invalid function signature for {name}: second return value should be error; is int"
                ),
                count => format!("function {name} has {count} return values; should be 1 or 2"),
            }));
        }
        let arguments = self.arguments(dot, name, method.parameters, None, given)?;
        let (Value::Time(nanoseconds) | Value::Instant(nanoseconds)) = *receiver else {
            return Ok(Value::made(print::value(receiver)));
        };
        let time = civil(nanoseconds);
        let number = |value: i64| Value::Integer(value);
        Ok(match (name, arguments.as_slice()) {
            ("Format", [Value::Text(layout)]) => {
                let text = super::layout::format(nanoseconds, layout);
                self.spend(text.len() as u64)?;
                Value::made(text)
            }
            ("After", [Value::Time(other) | Value::Instant(other)]) => Value::Bool(nanoseconds > *other),
            ("Before", [Value::Time(other) | Value::Instant(other)]) => Value::Bool(nanoseconds < *other),
            ("Equal", [Value::Time(other) | Value::Instant(other)]) => Value::Bool(nanoseconds == *other),
            ("Compare", [Value::Time(other) | Value::Instant(other)]) => {
                number(nanoseconds.cmp(other) as i64)
            }
            ("AddDate", [Value::Integer(years), Value::Integer(months), Value::Integer(days)]) => {
                match super::layout::add_date(nanoseconds, [*years, *months, *days]) {
                    Some(moved) => Value::Instant(moved),
                    None => {
                        self.at = At::Word(word);
                        return Err(self.error("error calling AddDate: the time is out of range"));
                    }
                }
            }
            ("String", _) => Value::made(show(nanoseconds)),
            ("UTC" | "Local", _) => Value::Instant(nanoseconds),
            ("IsDST" | "IsZero", _) => Value::Bool(false),
            ("Unix", _) => Value::Long(nanoseconds.div_euclid(1_000_000_000)),
            ("UnixMilli", _) => Value::Long(nanoseconds.div_euclid(1_000_000)),
            ("UnixMicro", _) => Value::Long(nanoseconds.div_euclid(1_000)),
            ("UnixNano", _) => Value::Long(nanoseconds),
            ("Nanosecond", _) => number(nanoseconds.rem_euclid(1_000_000_000)),
            ("Year", _) => number(time.year().into()),
            ("Month", _) => Value::Month(time.month().into()),
            ("Day", _) => number(time.day().into()),
            ("Hour", _) => number(time.hour().into()),
            ("Minute", _) => number(time.minute().into()),
            ("Second", _) => number(time.second().into()),
            ("YearDay", _) => number(time.day_of_year().into()),
            ("Weekday", _) => Value::Weekday(time.weekday().to_sunday_zero_offset().into()),
            _ => Value::Absent,
        })
    }
}
