//! The notification log: what each integration was told of each group last. Source: the package `nflog`.

use super::alert::AlertId;
use super::told::{GroupName, Integration};
use crate::model::Millis;
use std::collections::HashMap;
use std::sync::Arc;

/// Group and integration. Groups of two routes with the same matchers and the same receiver share it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    group: String,
    receiver: String,
    kind: String,
    index: usize,
}

impl Key {
    pub fn new(group: &GroupName, to: &Integration) -> Key {
        let (receiver, kind) = (to.receiver.clone(), to.kind.clone());
        Key { group: group.key.clone(), receiver, kind, index: to.index }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub at: Millis,
    /// Sorted.
    pub firing: Vec<AlertId>,
    /// Sorted.
    pub resolved: Vec<AlertId>,
    pub expires_at: Millis,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    entries: HashMap<Key, Slot>,
}

#[derive(Clone, Debug)]
struct Slot {
    current: Arc<Entry>,
    /// As it was when the log was saved last, if `current` is newer.
    saved: Option<Arc<Entry>>,
}

impl Log {
    /// What was told last. Expired entries are there until the log is cleaned.
    pub fn find(&self, key: &Key, cleaned: Millis) -> Option<&Arc<Entry>> {
        let slot = self.entries.get(key)?;
        (slot.current.expires_at > cleaned).then_some(&slot.current)
    }

    /// Remembers an entry, unless a newer one is known. `saved`: when the log was saved last.
    pub fn note(&mut self, key: &Key, entry: &Arc<Entry>, saved: Millis) {
        let Some(slot) = self.entries.get_mut(key) else {
            self.entries.insert(key.clone(), Slot { current: Arc::clone(entry), saved: None });
            return;
        };
        if slot.current.at > entry.at {
            return;
        }
        if slot.current.at <= saved {
            slot.saved = Some(Arc::clone(&slot.current));
        }
        slot.current = Arc::clone(entry);
    }

    /// Forgets what has expired.
    pub fn clean(&mut self, now: Millis) {
        self.entries.retain(|_, slot| slot.current.expires_at > now);
    }

    /// The machine is lost: what is known is what was saved last.
    pub fn forget_unsaved(&mut self, saved: Millis, cleaned: Millis) {
        self.entries.retain(|_, slot| {
            let kept = if slot.current.at <= saved { Some(&slot.current) } else { slot.saved.as_ref() };
            let kept = kept.filter(|entry| entry.expires_at > cleaned).cloned();
            let is_there = kept.is_some();
            if let Some(current) = kept {
                *slot = Slot { current, saved: None };
            }
            is_there
        });
    }

    /// Takes over what a peer knows, but for what has expired: an older entry of its own stays then, even
    /// if that has expired, too.
    pub fn learn(&mut self, peer: &Log, now: Millis) {
        for (key, slot) in peer.entries.iter().filter(|(_, slot)| slot.current.expires_at >= now) {
            self.note(key, &slot.current, now);
        }
    }
}
