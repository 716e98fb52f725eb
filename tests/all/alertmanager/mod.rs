//! An `alertmanager.yml` as Larum reads it, held against amtool in each of its three modes: the same files
//! are refused, and each refusal stands at its token.

mod containers;
mod corpus;
mod damaged;
mod findings;
mod matchers;
mod mutations;
mod operator;

use larum::import::{Import, Notation, alertmanager};
use larum::text::FileId;

/// The features of Alertmanager that change how matchers are read.
const MODES: [(Option<&str>, Notation); 3] = [
    (None, Notation::Fallback),
    (Some("utf8-strict-mode"), Notation::Utf8Strict),
    (Some("classic-mode"), Notation::Classic),
];

fn import(text: &str, notation: Notation) -> Import {
    alertmanager(text, FileId(0), notation)
}
