//! The samples that are needed, in parts that every run finds again.

use crate::model::Millis;
use crate::story::{Need, Wanted, wanted_text};

/// Parts begin at multiples of it, so that another run finds them again.
pub(super) const PART: Millis = 6 * 3_600_000;

/// A part of the time of one selector.
pub(super) struct Task<'a> {
    /// The place of its need.
    pub need: usize,
    pub wanted: &'a Wanted,
    pub selector: String,
    pub from: Millis,
    pub until: Millis,
}

/// Earlier parts first.
pub(super) fn tasks(needs: &[Need], now: Millis) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    for (place, need) in needs.iter().enumerate() {
        let selector = wanted_text(&need.wanted);
        let last = need.until.min(now);
        let mut from = need.from.div_euclid(PART) * PART;
        while from <= last {
            let until = (from + PART - 1).min(last);
            tasks.push(Task { need: place, wanted: &need.wanted, selector: selector.clone(), from, until });
            from += PART;
        }
    }
    tasks.sort_by_key(|task| task.from);
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_begin_where_every_run_finds_them() {
        let need = Need { wanted: vec![], from: PART + 5, until: 3 * PART + 7 };
        let needs = [need];
        let parts = |now| -> Vec<(Millis, Millis)> {
            tasks(&needs, now).iter().map(|task| (task.from, task.until)).collect()
        };
        let whole = [(PART, 2 * PART - 1), (2 * PART, 3 * PART - 1)];
        assert_eq!(parts(Millis::MAX), [&whole[..], &[(3 * PART, 3 * PART + 7)]].concat());
        assert_eq!(parts(3 * PART - 1), whole);
        assert!(parts(0).is_empty());
    }
}
