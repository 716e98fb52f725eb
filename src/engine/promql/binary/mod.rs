//! Binary operators: between numbers, a vector and a number, and two vectors.

mod elements;
mod errors;
mod matched;
mod scalars;
mod sets;
mod signatures;
mod with_scalar;

pub use errors::in_braces;
pub use matched::{Card, Matched};
pub use scalars::Numbers;
pub use sets::SetOperation;
pub use signatures::SignatureLabels;
pub use with_scalar::WithScalar;

use crate::expr::BinaryOp;

/// Whether the result is another metric, so that the name goes.
fn changes_metric(op: BinaryOp) -> bool {
    !op.is_comparison() && !op.is_set()
}
