//! Go templates, as Prometheus expands them in the labels and annotations of alerts; and Larum's `${…}`.
//!
//! [`parse`] accepts exactly what Prometheus 3.5 accepts when it loads a rule. What loads and yet fails when the
//! alert fires is in [`Template::faults`].

mod call;
mod definition;
mod error;
mod facts;
mod functions;
mod humanise;
mod kind;
mod lexer;
mod number;
mod operand;
mod parser;
mod pipeline;
mod quoted;
mod scan_number;
pub mod shorthand;
mod token;
mod words;

pub use error::TemplateError;
pub use facts::{Query, Template};
pub use humanise::{ValueKind, humanise};

/// Reads a template as Prometheus does when it loads a rule, or says all that is wrong with it.
///
/// Linear in the text's length; text without `{{` costs one search. Blocks nest up to 256 deep.
pub fn parse(text: &str) -> Result<Template, Vec<TemplateError>> {
    parser::parse(text)
}

#[cfg(test)]
mod tests;
