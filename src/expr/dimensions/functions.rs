//! How functions and aggregations carry units.

use super::value::{Origin, Value};
use crate::expr::catalogue::Unit;
use crate::quantity::Dimension::*;
use crate::text::Spanned;

pub fn aggregate(op: &Spanned<String>, body: Value) -> Value {
    match op.value.as_str() {
        "avg" | "max" | "min" | "topk" | "bottomk" | "quantile" | "limitk" | "limit_ratio" => body,
        // Shares add up to more than one.
        "sum" => Value { origin: less_certain(body.origin), ..body },
        "stddev" => Value { origin: Origin::Other, ..body },
        "count" | "count_values" => Value::of(Count, op.span, format!("`{}` is a count", op.value)),
        _ => Value::default(),
    }
}

pub fn call(function: &Spanned<String>, arguments: Vec<Value>) -> Value {
    let name = function.value.as_str();
    let mut arguments = arguments.into_iter();
    let first = arguments.next().unwrap_or_default();
    match name {
        "rate" | "irate" | "deriv" => rate(function, first),
        "increase" => Value { origin: Origin::Other, ..first },
        "delta" | "idelta" => match first.unit {
            Some(unit) if unit.dimension == Timestamp => {
                first.become_unit(Some(Unit::base(Time)), function.span, "the difference")
            }
            _ => Value { origin: Origin::Other, ..first },
        },
        "abs"
        | "avg_over_time"
        | "ceil"
        | "clamp"
        | "clamp_max"
        | "clamp_min"
        | "double_exponential_smoothing"
        | "first_over_time"
        | "floor"
        | "info"
        | "label_join"
        | "label_replace"
        | "last_over_time"
        | "max_over_time"
        | "min_over_time"
        | "round"
        | "scalar"
        | "sort"
        | "sort_by_label"
        | "sort_by_label_desc"
        | "sort_desc"
        | "vector" => first,
        "mad_over_time" | "predict_linear" | "stddev_over_time" => {
            Value { origin: Origin::Other, constant: None, ..first }
        }
        "sum_over_time" => Value { origin: less_certain(first.origin), ..first },
        "quantile_over_time" => arguments.next().unwrap_or_default(),
        "histogram_quantile" => {
            let buckets = arguments.next().unwrap_or_default();
            Value { unit: buckets.observed, origin: Origin::Metric, observed: None, ..buckets }
        }
        "histogram_avg" | "histogram_stddev" => {
            Value { unit: first.observed, origin: Origin::Metric, observed: None, ..first }
        }
        "histogram_fraction" => Value {
            origin: Origin::Share,
            ..Value::of(Ratio, function.span, "`histogram_fraction` is a ratio")
        },
        "time" | "timestamp" => Value::of(Timestamp, function.span, format!("`{name}` is a point in time")),
        "changes" | "resets" | "count_over_time" => {
            Value::of(Count, function.span, format!("`{name}` is a count"))
        }
        _ => Value::default(),
    }
}

/// A second's worth of the argument.
fn rate(function: &Spanned<String>, argument: Value) -> Value {
    let per_second = match argument.dimension() {
        Some(Count) => Some(PerSecond),
        Some(Bytes) => Some(BytesPerSecond),
        Some(Time) => Some(Ratio),
        _ => None,
    };
    if argument.unit.is_none() {
        // Buckets and histograms are still that of the same observations.
        return argument;
    }
    argument.become_unit(per_second.map(Unit::base), function.span, "the rate")
}

fn less_certain(origin: Origin) -> Origin {
    if origin == Origin::Share { Origin::Other } else { origin }
}
