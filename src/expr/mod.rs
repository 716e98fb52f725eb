//! The expression language: PromQL, quantities and measures.

mod ast;
pub mod catalogue;
pub mod dimensions;
pub mod labels;
pub mod functions;
mod layout;
pub mod measure;
mod operator;
mod print;
pub mod ranges;
pub mod referee;
pub mod select;
mod shape;
pub mod types;
mod walk;

pub use ast::*;
pub use print::{is_classic_label, is_classic_metric, write_quoted};
