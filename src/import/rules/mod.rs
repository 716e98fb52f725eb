//! Rule files, read as Prometheus 3.5 reads them.
//!
//! ```text
//!  document ── groups ── rules ──┬── names, labels, durations
//!                                ├── expression (PromQL)
//!                                └── templates
//! ```
//!
//! What `promtool check rules` refuses is refused here, too: all of it in one run, each at its token. Two things
//! more are refused, because every evaluation of the rule fails: an expression that gives a range or a string,
//! and a bad regex of `label_replace`.

mod expression;
mod foreign;
mod group;
mod rule;

pub use expression::query;

use crate::diag::Diagnostics;
use crate::expr::types::Features;
use crate::ruleset::Group;
use crate::yaml::{Node, Reader};
use foreign::Home;

/// The groups of a document, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Rules {
    /// Without what could not be read: a rule without a name or an expression is not there.
    pub groups: Vec<Group>,
    pub findings: Diagnostics,
}

/// The document of a rule file.
pub fn rule_file(document: &Node, features: &Features) -> Rules {
    let mut reader = Reader::default();
    let known: Vec<&str> = [&["groups"][..], foreign::OF_FILE].concat();
    let groups = match reader.fields(document, "a rule file", &known) {
        Some(fields) => {
            foreign::report(&fields, foreign::OF_FILE, Home::File, &mut reader);
            fields.get("groups").map(|groups| group::all(groups, Home::File, features, &mut reader))
        }
        None => None,
    };
    Rules { groups: groups.unwrap_or_default(), findings: reader.findings }
}

/// The object of a `PrometheusRule`.
pub fn prometheus_rule(object: &Node, features: &Features) -> Rules {
    let mut reader = Reader::default();
    let groups = object
        .get("spec")
        .and_then(|spec| reader.fields(spec, "the spec of a PrometheusRule", &["groups"]))
        .and_then(|fields| fields.get("groups"))
        .map(|groups| group::all(groups, Home::Object, features, &mut reader));
    Rules { groups: groups.unwrap_or_default(), findings: reader.findings }
}
