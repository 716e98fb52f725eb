//! The expression language: PromQL, quantities and measures.

mod ast;
mod operator;
mod print;

pub use ast::*;
pub use print::{is_classic_label, is_classic_metric, write_quoted};
