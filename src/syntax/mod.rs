//! Text to tree. Parsing never fails: what cannot be read becomes a diagnostic and a gap.

pub mod ast;
mod brackets;
mod escape;
mod expression;
mod grammar;
mod precedence;
mod reader;
mod rule_names;
mod spelling;
mod stray;
mod syntax_error;
#[cfg(test)]
mod tests;
mod token;

pub use expression::parse_expression;
pub use grammar::Rule;
