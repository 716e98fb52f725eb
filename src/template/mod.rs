//! Go templates, as Prometheus expands them in the labels and annotations of alerts, and Alertmanager in
//! notifications; and Larum's `${…}`.
//!
//! [`parse`] accepts exactly what Prometheus 3.5 accepts when it loads a rule. What loads and yet fails when the
//! alert fires is in [`Template::faults`].

mod call;
mod definition;
mod error;
pub mod execute;
mod facts;
mod functions;
mod humanise;
mod kind;
mod lexer;
mod notification;
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
pub use facts::{Query, Shown, Template};
pub use humanise::{ValueKind, humanise};

/// Reads a template as Prometheus does when it loads a rule, or says all that is wrong with it.
///
/// Linear in the text's length; text without `{{` costs one search. Blocks nest up to 256 deep.
pub fn parse(text: &str) -> Result<Template, Vec<TemplateError>> {
    parser::parse(text)
}

/// Reads a template of a notification as Alertmanager does when it sends one, or says all that is wrong
/// with it. What breaks only then is in [`Template::faults`]. Templates that files define are unknown
/// here, so that calling one is never a fault.
pub fn parse_notification(text: &str) -> Result<Template, Vec<TemplateError>> {
    parser::parse_notification(text)
}

/// The parts of a text that are shown as they are: all but its actions. Linear.
pub fn plain_parts(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(found) = text[start..].find("{{") {
        parts.push(start..start + found);
        start = lexer::Lexer::action_end(text, start + found);
    }
    parts.push(start..text.len());
    parts
}

#[cfg(test)]
mod tests;
