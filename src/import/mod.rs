//! Existing configuration, read: rule files as Prometheus 3.5 reads them, `alertmanager.yml` as Alertmanager 0.33
//! does.
//!
//! ```text
//!  text ── yaml ── file ── kind ──┬── rules ──┬── group ── rule ──┬── expression
//!                                 │           └── foreign         └── templates
//!                                 ├── decline, language
//!                                 └── document ──┬── route ───────── matchers ── matcher
//!                                                ├── inhibition ────┘
//!                                                ├── interval ── ranges
//!                                                └── receiver, global ── channel's table of settings
//! ```
//!
//! What `promtool check rules` and `amtool check-config` refuse is refused here, too: all of it in one run, each at
//! its token.

mod decline;
mod document;
mod fields;
mod file;
mod inhibition;
mod interval;
mod kind;
mod language;
mod matcher;
mod matchers;
mod operator;
mod owned;
mod ranges;
mod receiver;
mod route;
pub mod rules;

pub use document::Import;
pub use file::{Imported, Options, read};
pub use kind::Kind;
pub use matcher::{
    Entry as MatcherEntry, Fault as MatcherFault, Notation, Odd, Part, parse as parse_matchers,
};
pub use owned::{Alertmanager, InhibitRule, IntervalPlace, OfKind, Receiver, Route, TimeInterval};

use crate::diag::{Diagnostic, codes};
use crate::text::{FileId, Span};
use crate::yaml::{Dialect, Node};

/// Reads the text of an `alertmanager.yml`: its first document, as Alertmanager does.
pub fn alertmanager(text: &str, file: FileId, notation: Notation) -> Import {
    let stream = crate::yaml::read(text, file, Dialect::V2);
    let mut import = match stream.documents.first() {
        Some(document) => alertmanager_document(document, notation),
        None => Import::default(),
    };
    if stream.documents.is_empty() && stream.findings.is_empty() {
        let finding = Diagnostic::new(codes::FIELD_MISSING, Span::new(file, 0, 0), "the file is empty");
        import.findings.push(finding.help("an `alertmanager.yml` has at least a `route` and its receiver"));
    }
    if stream.findings.has_errors() {
        import.config = None;
    }
    import.findings.append(stream.findings);
    import
}

/// The same of a document that was read with [`Dialect::V2`].
pub fn alertmanager_document(node: &Node, notation: Notation) -> Import {
    document::read(node, notation)
}

/// An object of `kind: AlertmanagerConfig`, as a configuration of its own.
pub fn alertmanager_config(document: &Node, notation: Notation) -> Import {
    operator::read(document, notation)
}
