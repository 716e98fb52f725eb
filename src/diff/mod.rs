//! How two programs differ, as the people who are on call ask: which alerts, from which limit, for
//! how long, and who is told.
//!
//! ```text
//!  old Model ──┐   ┌ alerts ── levels ── expression ┐
//!              ├───┤ people, services, settings     ├── Changes ── render ── text, Markdown, JSON
//!  new Model ──┘   └ …                              ┘
//! ```

mod alerts;
mod calendar;
mod changes;
mod channels;
mod expression;
mod levels;
mod named;
mod people;
mod records;
mod renamed;
pub mod render;
mod services;
mod settings;
mod shorten;

pub use changes::{Changes, Difference, Fate, Kind, Thing};

use crate::lower::AlertmanagerConfig;
use crate::model::Model;
use crate::text::SourceMap;

/// One of the two programs.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub model: &'a Model,
    /// What `model` was lowered to.
    pub config: &'a AlertmanagerConfig<'a>,
    /// Where its spans point to.
    pub sources: &'a SourceMap,
}

/// How `new` differs from `old`. A side that is not there has no alerts and nobody to tell.
pub fn changes(old: Option<Side>, new: Option<Side>) -> Changes {
    let mut things = Vec::new();
    alerts::compare(old, new, &mut things);
    records::compare(old, new, &mut things);
    services::compare(old, new, &mut things);
    people::compare(old, new, &mut things);
    settings::compare(old, new, &mut things);
    things.sort_by_key(|thing| thing.kind);
    Changes { things }
}
