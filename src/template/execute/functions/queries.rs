//! `query` and what works on its results.

use super::{NIL_POINTER, Run};
use crate::template::execute::value::{self, Sample, Value, Vector};
use std::rc::Rc;

/// What one query costs at least: a template asks a few, one that loops must end soon.
const QUERY_STEPS: u64 = 1 << 10;

pub(super) fn query<'r>(run: &mut Run<'r, '_>, text: &str) -> Result<Value<'r>, String> {
    run.charge(QUERY_STEPS)?;
    let found = run.querier.query(text)?;
    let samples = found.into_iter().map(|sample| {
        let mut labels = sample.labels;
        labels.sort();
        Rc::new(Sample { labels, value: sample.value })
    });
    Ok(Value::Vector(Vector::new(samples.collect())))
}

pub(super) fn first<'r>(vector: &Value<'r>) -> Result<Value<'r>, String> {
    let first = match vector {
        Value::Vector(vector) => vector.get(0),
        _ => None,
    };
    let first = first.ok_or("first() called on vector with no elements")?;
    Ok(Value::Sample(Some(first)))
}

fn sample<'v>(value: &'v Value) -> Result<&'v Rc<Sample>, String> {
    match value {
        Value::Sample(Some(sample)) => Ok(sample),
        _ => Err(NIL_POINTER.to_owned()),
    }
}

pub(super) fn label<'r>(name: &str, of: &Value<'r>) -> Result<Value<'r>, String> {
    Ok(Value::made(value::label(&sample(of)?.labels, name).unwrap_or_default()))
}

pub(super) fn value<'r>(of: &Value<'r>) -> Result<Value<'r>, String> {
    Ok(Value::Float(sample(of)?.value))
}

/// Sorts the samples where they are, as Prometheus does: variables with the same samples see it.
pub(super) fn sort_by_label<'r>(name: &str, of: &Value<'r>) -> Value<'r> {
    if let Value::Vector(vector) = of
        && let Some(samples) = vector.samples.borrow_mut().get_mut(vector.part.clone())
    {
        samples.sort_by(|one, other| {
            let key = |sample: &Sample| value::label(&sample.labels, name).unwrap_or_default().to_owned();
            key(one).cmp(&key(other))
        });
    }
    of.clone()
}
