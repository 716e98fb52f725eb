//! Reading a quantity as the grammar's `quantity` token has it.

use super::Dimension;
use rust_decimal::Decimal;

/// A number with its unit. Two quantities are equal when their values and dimensions are.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// As written: `250ms`, `5%`, `0x1F`.
    pub text: Box<str>,
    /// In Prometheus base units (seconds, bytes, 0..1).
    pub value: f64,
    /// The same, exactly, where a decimal holds it (not for `Inf`, `NaN`, `1e300`, `10/h`).
    pub exact: Option<Decimal>,
    /// None for a plain number.
    pub dimension: Option<Dimension>,
}

/// Why a token that looks like a quantity is none.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityError {
    pub message: String,
    pub help: Option<String>,
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        (self.value == other.value || self.value.is_nan() && other.value.is_nan())
            && self.dimension == other.dimension
    }
}
