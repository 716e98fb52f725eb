//! Text to tree. Parsing never fails: what cannot be read becomes a diagnostic and a gap.

pub mod ast;
mod grammar;
mod reader;

pub use grammar::Rule;
