//! Changes for people and for programs.

mod json;
mod line;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::{Changes, Fate, Kind};

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
    parts.join("; ")
}
