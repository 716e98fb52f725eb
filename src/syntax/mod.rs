//! Text to tree. Parsing never fails: what cannot be read becomes a diagnostic and a gap.

pub mod ast;
mod brackets;
mod comments;
mod duration;
mod expression;
mod grammar;
mod lex;
mod missing;
mod pairs;
mod parse;
mod precedence;
mod read;
mod reader;
mod rule_names;
mod spelling;
mod split;
mod stray;
mod syntax_error;
#[cfg(test)]
mod tests;
mod token;

pub use brackets::blocks;
pub use comments::Comments;
pub use expression::parse_expression;
pub use grammar::Rule;
pub use parse::{Damaged, File, parse};
