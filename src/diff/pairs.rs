//! Alerts that both programs have, and what became of their levels.

use super::{Side, renamed};
use crate::model::{Alert, Level};
use std::collections::HashMap;

/// An alert before and after.
pub(super) struct Pair<'a> {
    pub old: &'a Alert,
    pub new: &'a Alert,
}

impl<'a> Pair<'a> {
    /// The levels that both have, by their keys, in the order of the new alert.
    pub fn levels(&self) -> Vec<(&'a Level, &'a Level)> {
        let before = self.old.levels.iter().map(|level| (level.key.as_str(), level));
        let before: HashMap<&str, &Level> = before.collect();
        let pair = |level: &'a Level| Some((*before.get(level.key.as_str())?, level));
        self.new.levels.iter().filter_map(pair).collect()
    }
}

/// Those of one name, in the order of the new program, then those that go on under another name.
pub(super) fn of<'a>(old: Side<'a>, new: Side<'a>) -> Vec<Pair<'a>> {
    let before: HashMap<&str, &Alert> =
        old.model.alerts.iter().map(|alert| (alert.name.as_str(), alert)).collect();
    let same = new.model.alerts.iter().filter_map(|alert| {
        let old = *before.get(alert.name.as_str())?;
        Some(Pair { old, new: alert })
    });
    let renamed = renamed::pairs(Some(old), Some(new)).into_iter().map(|(old, new)| Pair { old, new });
    same.chain(renamed).collect()
}
