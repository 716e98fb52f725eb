//! How operators carry units.

use super::value::{Constant, Factor, Origin, Value};
use crate::expr::BinaryOp;
use crate::expr::catalogue::Unit;
use crate::quantity::Dimension::{self, *};
use crate::text::Span;

const TIME_FACTORS: [f64; 6] = [60.0, 3600.0, 86400.0, 1e3, 1e6, 1e9];
const BYTE_FACTORS: [f64; 8] =
    [1e3, 1e6, 1e9, 1e12, 1024.0, 1_048_576.0, 1_073_741_824.0, 1_099_511_627_776.0];

pub fn product(left: Value, right: Value, operator: Span) -> Value {
    if let Some(value) = of_constants(BinaryOp::Multiply, &left, &right) {
        return value;
    }
    let (left, right) = if left.is_plain() { (right, left) } else { (left, right) };
    if let (Some(factor), Some(unit)) = (right.plain(), left.unit) {
        // `x * 100`: as many hundredths.
        let multiplied = Factor(left.factor.0 * factor);
        return Value { factor: multiplied, ..rescaled(left, unit, 1.0 / factor, factor, operator) };
    }
    let unit = match (left.base(), right.base()) {
        (Some(Ratio), Some(other)) | (Some(other), Some(Ratio)) => Some(other),
        (Some(PerSecond), Some(Time)) | (Some(Time), Some(PerSecond)) => Some(Count),
        (Some(BytesPerSecond), Some(Time)) | (Some(Time), Some(BytesPerSecond)) => Some(Bytes),
        _ => None,
    };
    derived(unit, operator, "the product")
}

pub fn quotient(left: Value, right: Value, operator: Span) -> Value {
    if let Some(value) = of_constants(BinaryOp::Divide, &left, &right) {
        return value;
    }
    if let (Some(divisor), Some(unit)) = (right.plain(), left.unit) {
        let divided = Factor(left.factor.0 / divisor);
        return Value { factor: divided, ..rescaled(left, unit, divisor, divisor, operator) };
    }
    // So many times 1MiB: a number, not a share.
    if left.is_plain() || right.constant.is_some() {
        return Value::default();
    }
    let same_scale = left.unit.zip(right.unit).is_some_and(|(a, b)| a.scale == b.scale);
    let unit = match (left.unit.map(|unit| unit.dimension), right.unit.map(|unit| unit.dimension)) {
        (Some(a), Some(b)) if a == b && same_scale => Some(Ratio),
        // Of things that have no unit.
        (None, None) if left.is_part_of(&right) => Some(Ratio),
        _ => match (left.base(), right.base()) {
            (Some(Bytes), Some(Time)) => Some(BytesPerSecond),
            (Some(Count), Some(Time)) => Some(PerSecond),
            (Some(Bytes), Some(BytesPerSecond)) | (Some(Count), Some(PerSecond)) => Some(Time),
            // Seconds of work a second, by events a second: seconds an event.
            (Some(Ratio), Some(PerSecond)) => Some(Time),
            (Some(BytesPerSecond), Some(PerSecond)) => Some(Bytes),
            (Some(other @ (Time | Bytes | BytesPerSecond | PerSecond | Ratio)), Some(Count | Ratio)) => {
                Some(other)
            }
            _ => None,
        },
    };
    let factor = left.factor.0 / right.factor.0;
    let mut value = derived(unit, operator, "the quotient");
    if unit == Some(Ratio) && left.is_part_of(&right) {
        value.origin = Origin::Share;
    }
    if unit == Some(Ratio) && factor == 100.0 {
        let origin = value.origin;
        let value = value.become_unit(Some(Unit::scaled(Ratio, 0.01)), operator, "the quotient");
        return Value { origin, ..value };
    }
    if unit == Some(Ratio) && factor != 1.0 {
        return Value::default();
    }
    value.factor = Factor(factor);
    value
}

/// `time() - x`, and sums with a point in time; none when neither side is one.
pub fn moments(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    let is_moment = |value: &Value| value.base() == Some(Timestamp);
    let may_be_moment = |value: &Value| value.constant.is_none() && matches!(value.base(), None | Some(Time));
    let age = |value: &Value| Value {
        unit: Some(Unit::base(Time)),
        origin: Origin::Age,
        cause: value
            .cause
            .as_ref()
            .map(|(span, _)| (*span, "the difference of two points in time is in seconds".into())),
        ..Value::default()
    };
    match (is_moment(left), is_moment(right)) {
        (true, true) if op == BinaryOp::Subtract => Some(age(left)),
        (true, false) if op == BinaryOp::Subtract && may_be_moment(right) => Some(age(left)),
        (false, true) if op == BinaryOp::Subtract && may_be_moment(left) => Some(age(right)),
        (true, false) if right.is_plain() || right.base() == Some(Time) => Some(left.clone()),
        (false, true) if left.is_plain() || left.base() == Some(Time) => Some(right.clone()),
        (true, true) => Some(Value::default()),
        _ => None,
    }
}

/// `4 * 3600`, `2 * 1h`: a number with the unit of the one that has a unit.
fn of_constants(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    let folded = folded(op, left, right);
    folded.constant.as_ref()?;
    let only = match (left.unit, right.unit) {
        (_, None) => left,
        (None, _) if op == BinaryOp::Multiply => right,
        _ => return Some(folded),
    };
    Some(Value { unit: only.unit, cause: only.cause.clone(), ..folded })
}

/// The number that two numbers give.
pub fn folded(op: BinaryOp, left: &Value, right: &Value) -> Value {
    let constant = left.constant.as_ref().zip(right.constant.as_ref()).and_then(|(a, b)| {
        let value = match op {
            BinaryOp::Add => a.value + b.value,
            BinaryOp::Subtract => a.value - b.value,
            BinaryOp::Multiply => a.value * b.value,
            BinaryOp::Divide => a.value / b.value,
            BinaryOp::Power => a.value.powf(b.value),
            _ => return None,
        };
        Some(Constant { value, text: None, span: a.span.to(b.span) })
    });
    Value { constant, ..Value::default() }
}

/// A value divided by `divisor`: the same unit on another scale when that is one that people
/// use, else just less of it.
fn rescaled(value: Value, unit: Unit, divisor: f64, written: f64, operator: Span) -> Value {
    if factors(unit.dimension).contains(&written) {
        let Some(scale) = usual_scale(unit.dimension, unit.scale * divisor) else { return Value::default() };
        let unit = Unit { scale, ..unit };
        let cause = Some((operator, format!("from here on it {}", unit.statement())));
        return Value { unit: Some(unit), cause, constant: None, ..value };
    }
    // `rate(x) * 60` is a minute's worth, `bytes * 8` are bits: units that have no name here.
    let has_no_name = match unit.dimension {
        PerSecond | BytesPerSecond | Ratio | Count | Timestamp => {
            TIME_FACTORS.contains(&written) || written == 8.0
        }
        Bytes => written == 8.0,
        _ => false,
    };
    if has_no_name {
        return Value::default();
    }
    let origin = if value.origin == Origin::Share { Origin::Other } else { value.origin };
    Value { origin, constant: None, ..value }
}

/// Factors that turn a unit into another scale of the same.
fn factors(dimension: Dimension) -> &'static [f64] {
    match dimension {
        Time => &TIME_FACTORS,
        Bytes | BytesPerSecond => &BYTE_FACTORS,
        Ratio => &[100.0],
        _ => &[],
    }
}

/// The scale itself, when it is that of minutes, MiB, percent …
fn usual_scale(dimension: Dimension, scale: f64) -> Option<f64> {
    let near = |known: f64| (scale / known - 1.0).abs() < 1e-9;
    let times = [1e-9, 1e-6, 1e-3, 60.0, 3600.0, 86400.0];
    let known: &[f64] = match dimension {
        Time => &times,
        Bytes | BytesPerSecond => &BYTE_FACTORS,
        Ratio => &[0.01],
        _ => &[],
    };
    std::iter::once(1.0).chain(known.iter().copied()).find(|known| near(*known))
}

fn derived(dimension: Option<Dimension>, operator: Span, why: &str) -> Value {
    match dimension {
        Some(dimension) => {
            Value::of(dimension, operator, format!("{why} {}", Unit::base(dimension).statement()))
        }
        None => Value::default(),
    }
}

impl Value {
    /// The dimension in base units.
    fn base(&self) -> Option<Dimension> {
        self.dimension()
    }

    /// The number, when it has no unit.
    fn plain(&self) -> Option<f64> {
        self.constant.as_ref().filter(|_| self.unit.is_none()).map(|constant| constant.value)
    }
}
