//! Text to tree. Parsing never fails: what cannot be read becomes a diagnostic and a gap.

mod grammar;
mod reader;

pub use grammar::Rule;
