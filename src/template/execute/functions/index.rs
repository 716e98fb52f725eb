//! `index`, `slice` and `len`.

use crate::template::execute::value::{Text, Value, Vector, label};
use std::ops::Range;

/// An index, `limit` included.
fn place(index: &Value, limit: usize) -> Result<usize, String> {
    let index = match *index {
        Value::Integer(index) | Value::Long(index) | Value::Month(index) | Value::Weekday(index) => index,
        Value::Byte(index) => i64::from(index),
        Value::Absent => return Err("cannot index slice/array with nil".to_owned()),
        ref other => return Err(format!("cannot index slice/array with type {}", other.type_name())),
    };
    usize::try_from(index)
        .ok()
        .filter(|place| *place <= limit)
        .ok_or_else(|| format!("index out of range: {index}"))
}

/// A key of a map with text for keys.
fn key<'v>(index: &'v Value) -> Result<&'v str, String> {
    match index {
        Value::Text(text) => Ok(text),
        Value::Absent => Err("value is nil; should be of type string".to_owned()),
        other => Err(format!("value has type {}; should be string", other.type_name())),
    }
}

pub(super) fn index<'r>(item: &Value<'r>, indices: &[Value<'r>]) -> Result<Value<'r>, String> {
    let mut item = item.clone().unboxed();
    if let Value::Absent = item {
        return Err("index of untyped nil".to_owned());
    }
    for index in indices {
        let index = &index.clone().unboxed();
        item = match item.unboxed() {
            Value::Text(text) | Value::Html(text) => {
                let at = place(index, text.len())?;
                let byte = text.as_bytes().get(at).ok_or("reflect: string index out of range")?;
                Value::Byte(*byte)
            }
            Value::Vector(vector) => {
                let at = place(index, vector.part.len())?;
                Value::Sample(Some(vector.get(at).ok_or("reflect: slice index out of range")?))
            }
            Value::Labels(labels) => Value::lent(label(labels, key(index)?).unwrap_or_default()),
            Value::SampleLabels(sample) => {
                Value::made(label(&sample.labels, key(index)?).unwrap_or_default())
            }
            Value::Arguments(entries) => {
                let key = key(index)?;
                let found = entries.iter().find(|(name, _)| name == key);
                found.map_or(Value::Absent, |(_, value)| value.clone()).boxed()
            }
            Value::Sample(None) => return Err("index of nil pointer".to_owned()),
            Value::Sample(Some(_)) => return Err("can't index item of type template.sample".to_owned()),
            Value::Time(_) | Value::Instant(_) => return Err("can't index item of type time.Time".to_owned()),
            Value::Absent => return Err("index of nil pointer".to_owned()),
            other => return Err(format!("can't index item of type {}", other.type_name())),
        };
    }
    Ok(item)
}

pub(super) fn slice<'r>(item: &Value<'r>, indices: &[Value<'r>]) -> Result<Value<'r>, String> {
    let item = item.clone().unboxed();
    let limit = match &item {
        Value::Absent => return Err("slice of untyped nil".to_owned()),
        _ if indices.len() > 3 => return Err(format!("too many slice indexes: {}", indices.len())),
        Value::Text(_) | Value::Html(_) if indices.len() == 3 => {
            return Err("cannot 3-index slice a string".to_owned());
        }
        Value::Text(text) | Value::Html(text) => text.len(),
        Value::Vector(vector) => vector.capacity - vector.part.start,
        Value::Sample(Some(_)) => return Err("can't slice item of type template.sample".to_owned()),
        Value::Time(_) => return Err("can't slice item of type time.Time".to_owned()),
        other => return Err(format!("can't slice item of type {}", other.type_name())),
    };
    let mut places = [0, length_of(&item).unwrap_or_default(), limit];
    for (at, index) in places.iter_mut().zip(indices) {
        *at = place(index, limit)?;
    }
    let [from, to, most] = places;
    if from > to {
        return Err(format!("invalid slice index: {from} > {to}"));
    }
    if indices.len() == 3 && to > most {
        return Err(format!("invalid slice index: {to} > {most}"));
    }
    Ok(match item {
        Value::Text(text) => Value::Text(part(&text, from..to)),
        Value::Html(text) => Value::Html(part(&text, from..to)),
        Value::Vector(vector) => {
            let start = vector.part.start;
            Value::Vector(Vector { part: start + from..start + to, capacity: start + most, ..vector })
        }
        item => item,
    })
}

/// Half a character is no text here.
fn part<'r>(text: &str, range: Range<usize>) -> Text<'r> {
    let bytes = text.as_bytes().get(range).unwrap_or_default();
    Text::Made(String::from_utf8_lossy(bytes).into())
}

fn length_of(item: &Value) -> Option<usize> {
    Some(match item {
        Value::Text(text) | Value::Html(text) => text.len(),
        Value::Labels(labels) => labels.len(),
        Value::SampleLabels(sample) => sample.labels.len(),
        Value::Arguments(entries) => entries.len(),
        Value::Vector(vector) => vector.part.len(),
        _ => return None,
    })
}

pub(super) fn length<'r>(item: &Value) -> Result<Value<'r>, String> {
    let boxed = matches!(item, Value::Boxed(_));
    let item = item.clone().unboxed();
    match (length_of(&item), &item) {
        (Some(length), _) => Ok(Value::Integer(i64::try_from(length).unwrap_or(i64::MAX))),
        (None, Value::Sample(None)) => Err("len of nil pointer".to_owned()),
        (None, Value::Absent) if boxed => Err("len of nil pointer".to_owned()),
        (None, Value::Sample(Some(_))) => Err("len of type template.sample".to_owned()),
        (None, Value::Time(_) | Value::Instant(_)) => Err("len of type time.Time".to_owned()),
        (None, Value::Absent) => Err("reflect: call of reflect.Value.Type on zero Value".to_owned()),
        (None, other) => Err(format!("len of type {}", other.type_name())),
    }
}
