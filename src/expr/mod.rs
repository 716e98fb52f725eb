//! The expression language: PromQL, quantities and measures.

mod ast;
pub mod catalogue;
pub mod measure;
pub mod select;
mod walk;

pub use ast::*;
