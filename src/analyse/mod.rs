//! AST -> Model: names resolved, defaults filled in, everything checked.

pub mod calendar;
