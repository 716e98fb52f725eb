//! YAML as Go's readers take it, each value with its exact place in the file.
//!
//! ```text
//!  text ── scanner (tokens) ── parser ──┬── aliases, merge, duplicates ── tree of nodes
//!                                       └── resolve: what a plain scalar means
//! ```
//!
//! Prometheus and Alertmanager read YAML with Go's port of libyaml, which is neither YAML 1.1 nor 1.2. What is
//! accepted here is what it accepts; a reader of the standard would take files that Prometheus refuses.

mod aliases;
pub mod base64;
mod block;
mod characters;
mod collections;
mod decoded;
mod directives;
mod elements;
mod fault;
mod keys;
mod merge;
mod names;
mod node;
mod parser;
mod plain;
mod quoted;
mod reader;
mod resolve;
mod scanner;
#[cfg(test)]
mod tests;
mod token;

pub use decoded::read_decoded;
pub use node::{Entry, Kind, Node, Scalar, Style};
pub use reader::{Fields, Reader};
pub use resolve::Resolved;

use crate::diag::Diagnostics;
use crate::text::{FileId, Span};

/// Which reader of Go reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `yaml.v2`, strict: Alertmanager's configuration. `yes` is true.
    V2,
    /// `yaml.v3` with known fields: Prometheus' rules.
    V3,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Stream {
    /// Those before the first that cannot be read.
    pub documents: Vec<Node>,
    /// From `#` to the end of the line, in order.
    pub comments: Vec<Span>,
    pub findings: Diagnostics,
}

/// Reads all documents of a file. Never fails: what cannot be read is a finding, and the documents after it
/// are missing.
pub fn read(text: &str, file: FileId, dialect: Dialect) -> Stream {
    parser::read(scanner::Scanner::new(text, file), dialect)
}

/// Reads the first document of a file and nothing behind it, as Go's `Unmarshal` does: also where what follows is no
/// YAML. The place of what is not read, if anything is there.
pub fn read_first(text: &str, file: FileId, dialect: Dialect) -> (Stream, Option<Span>) {
    parser::read_first(scanner::Scanner::new(text, file), dialect)
}

/// Reads the YAML that a literal scalar (`|`) of the file `text` holds, as configurations stand in a ConfigMap;
/// every place is one of the file. None for a scalar of another style.
pub fn read_inside(text: &str, scalar: &Scalar, dialect: Dialect) -> Option<Stream> {
    let (part, margin) = scalar.lines(text)?;
    Some(parser::read(scanner::Scanner::inside(text, part, margin, scalar.text.file()), dialect))
}
