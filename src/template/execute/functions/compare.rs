//! `eq`, `lt` and their like: only values of one basic kind compare.

use crate::template::execute::print;
use crate::template::execute::value::Value;

const WRONG_TYPE: &str = "invalid type for comparison";

#[derive(PartialEq)]
enum Basic<'v> {
    Bool(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Complex(f64, f64),
    Text(&'v str),
}

impl Basic<'_> {
    fn same_kind(&self, other: &Basic) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

fn basic<'v>(value: &'v Value) -> Option<Basic<'v>> {
    Some(match value {
        Value::Bool(value) => Basic::Bool(*value),
        Value::Integer(value) | Value::Long(value) | Value::Month(value) | Value::Weekday(value) => {
            Basic::Integer(*value)
        }
        Value::Byte(value) => Basic::Unsigned(u64::from(*value)),
        Value::Float(value) => Basic::Float(*value),
        Value::Complex(real, imaginary) => Basic::Complex(*real, *imaginary),
        Value::Text(text) | Value::Html(text) => Basic::Text(text),
        Value::Boxed(value) => return basic(value),
        _ => return None,
    })
}

fn incompatible(one: &Value, other: &Value) -> String {
    format!("incompatible types for comparison: {} and {}", inner_type(one), inner_type(other))
}

fn inner_type(value: &Value) -> &'static str {
    value.clone().unboxed().type_name()
}

fn is_absent(value: &Value) -> bool {
    matches!(value.clone().unboxed(), Value::Absent)
}

/// Is `first` one of the others?
pub(super) fn equal(first: &Value, others: &[Value]) -> Result<bool, String> {
    if others.is_empty() {
        return Err("missing argument for comparison".to_owned());
    }
    for other in others {
        let same = match (basic(first), basic(other)) {
            (Some(one), Some(two)) if one.same_kind(&two) => one == two,
            (Some(Basic::Integer(one)), Some(Basic::Unsigned(two)))
            | (Some(Basic::Unsigned(two)), Some(Basic::Integer(one))) => u64::try_from(one) == Ok(two),
            (None, None) => same_object(first, other)?,
            _ if is_absent(first) || is_absent(other) => false,
            _ => return Err(incompatible(first, other)),
        };
        if same {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Values that are no numbers, texts or truths: pointers compare, maps and lists only with nothing.
fn same_object(one: &Value, other: &Value) -> Result<bool, String> {
    let (one, other) = (one.clone().unboxed(), other.clone().unboxed());
    let kind = |value: &Value| match value {
        Value::Labels(_) | Value::SampleLabels(_) | Value::Arguments(_) => 1,
        Value::Vector(_) => 2,
        Value::Sample(_) | Value::Time(_) | Value::Histogram(_) => 3,
        Value::Root(_) | Value::Instant(_) => 4,
        _ => 0,
    };
    if matches!(one, Value::Absent) || matches!(other, Value::Absent) {
        return Ok(matches!(one, Value::Absent) == matches!(other, Value::Absent));
    }
    if kind(&one) != kind(&other) {
        return Err(format!(
            "non-comparable types {}: {}, {}: {}",
            print::formatted(&one, 's'),
            one.type_name(),
            other.type_name(),
            print::formatted(&other, 'v')
        ));
    }
    match (&one, &other) {
        (Value::Sample(one), Value::Sample(other)) => Ok(match (one, other) {
            (Some(one), Some(other)) => std::rc::Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }),
        (Value::Time(_) | Value::Histogram(_), _) => Ok(false),
        (Value::Instant(one), Value::Instant(other)) => Ok(one == other),
        (_, Value::Instant(_)) => Ok(false),
        _ => Err(format!("non-comparable type {}: {}", print::formatted(&other, 's'), other.type_name())),
    }
}

pub(super) fn less(one: &Value, other: &Value) -> Result<bool, String> {
    let (Some(left), Some(right)) = (basic(one), basic(other)) else { return Err(WRONG_TYPE.to_owned()) };
    Ok(match (left, right) {
        (Basic::Bool(_), Basic::Bool(_)) | (Basic::Complex(..), Basic::Complex(..)) => {
            return Err(WRONG_TYPE.to_owned());
        }
        (Basic::Integer(left), Basic::Integer(right)) => left < right,
        (Basic::Unsigned(left), Basic::Unsigned(right)) => left < right,
        (Basic::Float(left), Basic::Float(right)) => left < right,
        (Basic::Text(left), Basic::Text(right)) => left < right,
        (Basic::Integer(left), Basic::Unsigned(right)) => {
            u64::try_from(left).is_ok_and(|left| left < right) || left < 0
        }
        (Basic::Unsigned(left), Basic::Integer(right)) => {
            u64::try_from(right).is_ok_and(|right| left < right)
        }
        _ => return Err(incompatible(one, other)),
    })
}

pub(super) fn less_or_equal(one: &Value, other: &Value) -> Result<bool, String> {
    Ok(less(one, other)? || equal(one, std::slice::from_ref(other))?)
}
