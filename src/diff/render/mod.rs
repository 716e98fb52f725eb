//! Changes for people and for programs.

mod json;
mod line;
mod markdown;
mod people;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::{Changes, Effect, Fate, Kind, StepTold, Told};
use std::collections::BTreeSet;

/// What was compared: the changes of one program, and its folder, empty when it is the only one.
#[derive(Debug)]
pub struct Program {
    pub folder: String,
    pub changes: Changes,
}

/// `1 alert added, 2 changed; 3 more changes`
fn summary(changes: &Changes) -> String {
    let count = |wanted: fn(&Kind) -> bool, fate: Option<Fate>| {
        let things = changes.things.iter().filter(|thing| wanted(&thing.kind));
        things.filter(|thing| fate.is_none_or(|fate| thing.fate == fate)).count()
    };
    let mut alerts = Vec::new();
    for (fate, word) in [(Fate::Added, "added"), (Fate::Removed, "removed"), (Fate::Changed, "changed")] {
        let count = count(|kind| *kind == Kind::Alert, Some(fate));
        let noun = match (alerts.is_empty(), count) {
            (true, 1) => " alert",
            (true, _) => " alerts",
            _ => "",
        };
        alerts.extend((count > 0).then(|| format!("{count}{noun} {word}")));
    }
    let mut parts = Vec::new();
    parts.extend((!alerts.is_empty()).then(|| alerts.join(", ")));
    let more = if alerts.is_empty() { "" } else { "more " };
    parts.extend(match count(|kind| *kind != Kind::Alert, None) {
        0 => None,
        1 => Some(format!("1 {more}change")),
        count => Some(format!("{count} {more}changes")),
    });
    let reaches_others = |told: &&Told| told.steps.iter().any(StepTold::is_about_people);
    let others = changes.told.iter().filter(reaches_others).map(|told| told.levels.len());
    parts.extend(match others.sum() {
        0 => None,
        1 => Some("1 level reaches others".to_string()),
        count => Some(format!("{count} levels reach others")),
    });
    let again = changes.deployed.iter().filter(|deployed| deployed.effect == Effect::NotifiedAgain);
    let again: BTreeSet<&String> = again.flat_map(|deployed| &deployed.groups).collect();
    parts.extend(match again.len() {
        0 => None,
        1 => Some("1 group is notified again".to_string()),
        count => Some(format!("{count} groups are notified again")),
    });
    parts.join("; ")
}
