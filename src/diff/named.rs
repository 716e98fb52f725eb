//! Things of two programs side by side, matched by their names.

use super::Side;
use super::changes::{Differences, Fate, Kind, Thing};
use crate::text::Span;
use std::collections::HashMap;

/// What was, what is, and where to say how they differ.
pub(super) type Compare<'a, T> = dyn Fn(Option<&T>, Option<&T>, &mut Differences) + 'a;

/// Things of one kind, and what is asked of each of them.
pub(super) struct Kinds<'a, T> {
    pub kind: Kind,
    pub name: fn(&T) -> &str,
    pub span: fn(&T) -> Span,
    /// Says how a thing differs; a side without it has none.
    pub differences: &'a Compare<'a, T>,
}

impl<T> Kinds<'_, T> {
    /// Adds what differs between the things of two lists. Names are unique in each.
    pub fn compare(&self, old: Option<(Side, &[T])>, new: Option<(Side, &[T])>, things: &mut Vec<Thing>) {
        let items = |side: &Option<(Side, &[T])>| -> HashMap<String, usize> {
            let list = side.as_ref().map_or(&[][..], |(_, list)| list);
            list.iter().enumerate().map(|(index, item)| ((self.name)(item).to_string(), index)).collect()
        };
        let before = items(&old);
        let after = items(&new);
        for item in new.iter().flat_map(|(_, list)| list.iter()) {
            let earlier = before.get((self.name)(item)).and_then(|index| Some(&old?.1[*index]));
            self.pair(earlier, Some(item), old.map(|side| side.0), new.map(|side| side.0), things);
        }
        for item in old.iter().flat_map(|(_, list)| list.iter()) {
            if !after.contains_key((self.name)(item)) {
                self.pair(Some(item), None, old.map(|side| side.0), new.map(|side| side.0), things);
            }
        }
    }

    /// Adds what differs between a thing and what became of it.
    pub fn pair(
        &self,
        before: Option<&T>,
        after: Option<&T>,
        old: Option<Side>,
        new: Option<Side>,
        things: &mut Vec<Thing>,
    ) {
        let (Some(shown), side) = (after.or(before), if after.is_some() { new } else { old }) else { return };
        let fate = match (before, after) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Removed,
            _ => Fate::Changed,
        };
        let name = (self.name)(shown).to_string();
        let was = before.map(|before| (self.name)(before).to_string()).filter(|was| *was != name);
        let mut differences = Differences::default();
        (self.differences)(before, after, &mut differences);
        if fate == Fate::Changed && was.is_none() && differences.found.is_empty() {
            return;
        }
        let place = side.map(|side| side.sources.place((self.span)(shown)));
        things.push(Thing { kind: self.kind, name, fate, was, place, differences: differences.found });
    }
}
