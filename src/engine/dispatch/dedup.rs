//! Whether an integration is told, by what it was told last. Source: `DedupStage` of the package `notify`.

use super::alert::AlertId;
use super::log::Entry;
use super::told::Why;
use crate::model::Millis;

/// A group at the time of a notification: its alerts by number, sorted.
pub(super) struct Now<'a> {
    pub at: Millis,
    pub firing: &'a [AlertId],
    pub resolved: &'a [AlertId],
}

/// None: nothing is to be told.
pub(super) fn why(last: Option<&Entry>, now: &Now, repeat: Millis, sends_resolved: bool) -> Option<Why> {
    let Some(last) = last else { return (!now.firing.is_empty()).then_some(Why::First) };
    if !is_subset(now.firing, &last.firing) {
        return Some(if last.firing.is_empty() { Why::First } else { Why::NewAlerts });
    }
    if now.firing.is_empty() {
        // Also without `send_resolved`: the log must know that nothing fires any more.
        return (!last.firing.is_empty()).then_some(Why::AllResolved);
    }
    if sends_resolved && !is_subset(now.resolved, &last.resolved) {
        return Some(Why::SomeResolved);
    }
    (last.at < now.at.saturating_sub(repeat)).then_some(Why::Repeat)
}

fn is_subset(of: &[AlertId], all: &[AlertId]) -> bool {
    of.iter().all(|id| all.binary_search(id).is_ok())
}
