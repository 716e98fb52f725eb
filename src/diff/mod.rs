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
mod deploy;
mod expression;
mod group;
mod levels;
mod named;
mod notices;
mod pairs;
mod people;
mod recipient;
mod records;
mod renamed;
pub mod render;
mod services;
mod settings;
mod shorten;
mod steps;
mod told;

use notices::Notices;

pub use changes::{Changes, Difference, Fate, Kind, Thing};
pub use deploy::{Deployed, Effect};
pub use told::{StepTold, Told};

use crate::lower::AlertmanagerConfig;
use crate::model::Model;
use crate::reach::Horizon;
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

/// How `new` differs from `old`, with who is told at which times of the horizon. A side that is not
/// there has no alerts and nobody to tell.
pub fn changes(old: Option<Side>, new: Option<Side>, horizon: &Horizon) -> Changes {
    let mut things = Vec::new();
    alerts::compare(old, new, &mut things);
    records::compare(old, new, &mut things);
    services::compare(old, new, &mut things);
    people::compare(old, new, &mut things);
    settings::compare(old, new, &mut things);
    things.sort_by_key(|thing| thing.kind);
    let mut changes = Changes { things, told: Vec::new(), deployed: Vec::new() };
    if let (Some(old), Some(new)) = (old, new) {
        let pairs = pairs::of(old, new);
        let (mut before, mut after) = (Notices::new(old, horizon), Notices::new(new, horizon));
        changes.told = told::compare(&pairs, &mut before, &mut after);
        changes.deployed = deploy::effects(&pairs, &mut before, &mut after);
    }
    changes
}
