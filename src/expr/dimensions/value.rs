//! What is known of the value of an expression.

use super::shares::are_part_and_whole;
use crate::expr::Selector;
use crate::expr::catalogue::Unit;
use crate::quantity::{Dimension, Quantity};
use crate::text::Span;

/// The unit of an expression's value, and how it came to be.
#[derive(Clone, Debug, Default)]
pub struct Value {
    /// None: not known, or a plain number.
    pub(super) unit: Option<Unit>,
    /// The token that gave the unit, and what to say of it.
    pub(super) cause: Option<(Span, String)>,
    pub(super) constant: Option<Constant>,
    /// What the buckets or the histogram count: seconds, bytes.
    pub(super) observed: Option<Unit>,
    pub(super) origin: Origin,
    /// The samples that the value was made of by `rate`, `sum` and their like.
    pub(super) samples: Option<Selector>,
    /// The plain numbers that it was multiplied by since it had a unit: `100 * x`.
    pub(super) factor: Factor,
}

/// A product of plain numbers, 1 at first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Factor(pub f64);

impl Default for Factor {
    fn default() -> Factor {
        Factor(1.0)
    }
}

/// A number that the source writes out.
#[derive(Clone, Debug)]
pub(super) struct Constant {
    pub value: f64,
    /// `500`, when it is one token.
    pub text: Option<String>,
    pub span: Span,
}

/// How far the unit can be trusted in findings about sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    #[default]
    Other,
    /// A metric that measures this itself.
    Metric,
    /// A part of a whole: never above 1 in sound data.
    Share,
    /// The time since some moment: may be of any size.
    Age,
}

/// How a share of a whole is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// From 0 to 1.
    Ratio,
    /// From 0 to 100.
    Percent,
}

impl Value {
    /// Whether this is a ratio or a percentage; none when it is neither, or that is not known.
    pub fn share(&self) -> Option<Share> {
        let unit = self.unit.filter(|unit| unit.dimension == Dimension::Ratio)?;
        match unit.scale {
            1.0 => Some(Share::Ratio),
            0.01 => Some(Share::Percent),
            _ => None,
        }
    }

    /// The unit of the value with its scale; none when it is not known.
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// The dimension, when the value is in base units.
    pub fn dimension(&self) -> Option<Dimension> {
        self.unit.filter(|unit| unit.scale == 1.0).map(|unit| unit.dimension)
    }

    /// Whether this counts some of what `whole` counts: the same series, narrowed by matchers, or by their names.
    pub(super) fn is_part_of(&self, whole: &Value) -> bool {
        let (Some(part), Some(whole)) = (&self.samples, &whole.samples) else { return false };
        if are_part_and_whole(part, whole) {
            return true;
        }
        part.name == whole.name
            && part.matchers.len() > whole.matchers.len()
            && whole.matchers.iter().all(|matcher| part.matchers.contains(matcher))
    }

    pub(super) fn literal(quantity: &Quantity, span: Span) -> Value {
        Value {
            unit: quantity.dimension.map(Unit::base),
            cause: quantity
                .dimension
                .map(|dimension| (span, format!("this {}", Unit::base(dimension).statement()))),
            constant: Some(Constant { value: quantity.value, text: Some(quantity.text.to_string()), span }),
            ..Value::default()
        }
    }

    pub(super) fn of(dimension: Dimension, span: Span, why: impl Into<String>) -> Value {
        Value { unit: Some(Unit::base(dimension)), cause: Some((span, why.into())), ..Value::default() }
    }

    /// A number without a unit that the source writes out: takes any unit.
    pub(super) fn is_plain(&self) -> bool {
        self.constant.is_some() && self.unit.is_none()
    }

    /// The same value in another unit, for the reason `why` at `span`.
    pub(super) fn become_unit(self, unit: Option<Unit>, span: Span, why: &str) -> Value {
        let cause = unit.map(|unit| (span, format!("{why} {}", unit.statement())));
        Value { unit, cause, constant: None, origin: Origin::Other, ..self }
    }
}
