//! For programs. docs/diff.md holds the format; what is there stays as it is within a version.

use super::{Program, summary};
use crate::diff::{Deployed, Thing, Told};
use serde::Serialize;

/// Grows when something that readers know changes its name, its type or its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    /// Whether anything differs.
    different: bool,
    programs: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    folder: &'a str,
    summary: String,
    things: &'a [Thing],
    told: &'a [Told],
    deployed: &'a [Deployed],
}

/// Programs that differ, as one JSON document.
pub fn json(programs: &[Program]) -> String {
    let differing = programs.iter().filter(|program| !program.changes.is_empty());
    let programs: Vec<Entry> = differing
        .map(|Program { folder, changes }| Entry {
            folder,
            summary: summary(changes),
            things: &changes.things,
            told: &changes.told,
            deployed: &changes.deployed,
        })
        .collect();
    let document = Document { version: VERSION, different: !programs.is_empty(), programs };
    // Strings, numbers and lists: there is nothing in it that JSON cannot say.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
