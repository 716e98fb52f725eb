//! Quantities: numbers with units, exact, in Prometheus base units.

mod dimension;
mod parse;

pub use dimension::Dimension;
pub use parse::{Quantity, QuantityError};
