//! Quantities: numbers with units, exact, in Prometheus base units; and versions, which are ordered like them.

mod dimension;
mod duration;
mod parse;
mod print;
#[cfg(test)]
mod tests;
mod unit;
mod version;

pub use dimension::Dimension;
pub use duration::{
    DurationFault, LONGEST_MILLISECONDS, duration_text, parse_duration, read_duration, write_duration,
};
pub use parse::{Quantity, QuantityError};
pub use print::{float_text, humanised};
pub use unit::DURATION_UNITS;
pub use version::Version;
