//! Dimensions: what each part of an expression measures, and where two of them do not go
//! together. What is not certain stays unknown, and what is unknown is never reported.

mod arithmetic;
mod findings;
mod functions;
mod shares;
mod value;

pub use value::{Share, Value};

use super::catalogue::{Catalogue, MetricKind, Unit};
use super::{Binary, BinaryOp, Expr, ExprKind, Selector};
use crate::diag::Diagnostics;
use value::Origin;

/// Infers what `expr` measures and reports what does not go together, in one pass.
/// `measure` is the value of `ExprKind::Measure`, when `expr` goes on from one.
pub fn check(
    expr: &Expr,
    measure: Option<&Value>,
    catalogue: &Catalogue,
    findings: &mut Diagnostics,
) -> Value {
    Checker { catalogue, measure, findings }.value(expr)
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    measure: Option<&'a Value>,
    findings: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn value(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Number(quantity) => Value::literal(quantity, expr.span),
            ExprKind::String(_) | ExprKind::Error => Value::default(),
            ExprKind::Selector(selector) => self.selector(selector),
            ExprKind::Measure => self.measure.cloned().unwrap_or_default(),
            ExprKind::Range(inner, _)
            | ExprKind::Subquery(inner, ..)
            | ExprKind::Plus(inner)
            | ExprKind::Paren(inner) => self.value(inner),
            // Of another time: no part of what is counted now.
            ExprKind::Offset(inner, _) | ExprKind::At(inner, _) => {
                Value { samples: None, ..self.value(inner) }
            }
            ExprKind::Negate(inner) => {
                let mut value = self.value(inner);
                if let Some(constant) = &mut value.constant {
                    constant.value = -constant.value;
                    constant.text = None;
                }
                value
            }
            ExprKind::Binary(binary) => self.binary(binary),
            ExprKind::Aggregate(aggregate) => {
                if let Some(parameter) = &aggregate.parameter {
                    self.value(parameter);
                }
                let body = self.value(&aggregate.body);
                functions::aggregate(&aggregate.op, body)
            }
            ExprKind::Call(call) => {
                let arguments = call.arguments.iter().map(|argument| self.value(argument)).collect();
                functions::call(&call.function, arguments)
            }
            ExprKind::Percentile(_, arguments) => {
                let first = arguments.first().map(|argument| self.value(argument)).unwrap_or_default();
                Value { unit: first.observed.or(first.unit), ..first }
            }
        }
    }

    fn selector(&self, selector: &Selector) -> Value {
        let Some(name) = &selector.name else { return Value::default() };
        let facts = self.catalogue.metric(name);
        let mut value = Value { samples: Some(selector.clone()), ..Value::default() };
        if let Some(base) = name.value.strip_suffix("_bucket") {
            value.observed = self.catalogue.metric(base).unit;
            value.cause = value.observed.map(|unit| (name.span, format!("`{base}` {}", unit.statement())));
            return value;
        }
        if facts.kind == MetricKind::NativeHistogram {
            value.observed = facts.unit;
        } else {
            value.unit = facts.unit;
            value.origin = Origin::Metric;
        }
        value.cause = facts.unit.map(|unit| (name.span, format!("`{}` {}", name.value, unit.statement())));
        value
    }

    fn binary(&mut self, binary: &Binary) -> Value {
        let left = self.value(&binary.left);
        let right = self.value(&binary.right);
        match *binary.op {
            BinaryOp::Add | BinaryOp::Subtract => self.sum(binary, left, right),
            BinaryOp::Multiply => arithmetic::product(left, right, binary.op.span),
            BinaryOp::Divide => arithmetic::quotient(left, right, binary.op.span),
            BinaryOp::Modulo => Value { constant: None, ..left },
            BinaryOp::Power | BinaryOp::Atan2 => arithmetic::folded(*binary.op, &left, &right),
            BinaryOp::And | BinaryOp::Unless => left,
            BinaryOp::Or if left.unit == right.unit => Value { origin: Origin::Other, ..left },
            BinaryOp::Or => Value::default(),
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Greater
            | BinaryOp::Less
            | BinaryOp::GreaterOrEqual
            | BinaryOp::LessOrEqual => {
                self.compare(binary, &left, &right);
                // A filter returns the samples of its left side, or those of the vector beside a scalar.
                let kept = if left.constant.is_some() { right } else { left };
                if binary.returns_bool { Value::default() } else { kept }
            }
        }
    }

    fn sum(&mut self, binary: &Binary, left: Value, right: Value) -> Value {
        let folded = arithmetic::folded(*binary.op, &left, &right);
        if folded.constant.is_some() {
            self.agree(binary, &left, &right);
            return Value { unit: left.unit.or(right.unit), cause: left.cause.or(right.cause), ..folded };
        }
        if self.moment_on_another_scale(binary, &left, &right) {
            return Value::default();
        }
        if let Some(value) = arithmetic::moments(*binary.op, &left, &right) {
            return value;
        }
        match (left.unit, right.unit) {
            // `1 - ratio` is a share again.
            (None, Some(_)) if left.is_plain() => right,
            (Some(_), None) if right.is_plain() => left,
            (Some(_), Some(_)) if self.agree(binary, &left, &right) => {
                let same = left.unit == right.unit;
                let unit = left.unit.filter(|_| same && left.factor == right.factor);
                Value { unit, origin: Origin::Other, samples: None, constant: None, ..left }
            }
            _ => Value::default(),
        }
    }
}

/// Units that are a number of things: names tell them only roughly.
fn is_weak(unit: Unit) -> bool {
    use crate::quantity::Dimension::*;
    matches!(unit.dimension, Count | Ratio | PerSecond)
}
