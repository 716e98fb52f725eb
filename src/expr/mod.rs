//! The expression language: PromQL, quantities and measures.

mod ast;

pub use ast::*;
