//! Which labels the series of a value can carry, and what made it so.

use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A token of the source, and what it does to labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub span: Span,
    pub text: String,
}

/// A label that a value cannot carry: the token that made it so, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Impossible {
    pub cause: Span,
    pub reason: String,
}

/// How sure it is that a label is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Presence {
    Possible,
    /// The source names it in a `by`: its author knows that it is there.
    Expected,
    /// Every series has it.
    Guaranteed,
}

/// The labels of a value's series.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Why no other labels than `known` are there; none: any other label may be there too.
    pub(super) closed: Option<Reason>,
    pub(super) known: BTreeMap<String, Presence>,
    /// Labels that are not there, with the token that took them away.
    pub(super) removed: BTreeMap<String, Reason>,
    /// Labels that another server may have put on recorded series before they are read here: these can
    /// be there although nothing records them.
    pub(super) added_on_the_way: Option<Arc<BTreeSet<String>>>,
    /// A scalar or a string: takes no part in matching.
    pub(super) is_scalar: bool,
}

impl Flow {
    /// Of which nothing is known.
    pub fn open() -> Flow {
        Flow {
            closed: None,
            known: BTreeMap::new(),
            removed: BTreeMap::new(),
            added_on_the_way: None,
            is_scalar: false,
        }
    }

    /// Without labels but those that are put in later.
    pub(super) fn empty(span: Span, text: impl Into<String>) -> Flow {
        Flow { closed: Some(Reason { span, text: text.into() }), ..Flow::open() }
    }

    pub(super) fn scalar(span: Span) -> Flow {
        Flow { is_scalar: true, ..Flow::empty(span, "a number has no labels") }
    }

    /// Whether the value's series can carry `label`, else what took it away.
    pub fn can_carry(&self, label: &str) -> Result<(), Impossible> {
        match self.why_not(label) {
            Some(reason) => Err(Impossible { cause: reason.span, reason: reason.text.clone() }),
            None => Ok(()),
        }
    }

    pub(super) fn why_not(&self, label: &str) -> Option<&Reason> {
        // Which functions keep the name is a matter of versions.
        if label == "__name__" || self.known.contains_key(label) {
            return None;
        }
        if self.added_on_the_way.as_ref().is_some_and(|labels| labels.contains(label)) {
            return None;
        }
        self.removed.get(label).or(self.closed.as_ref())
    }

    /// All labels that can be there, sorted; none when any may.
    pub fn known_labels(&self) -> Option<Vec<&str>> {
        self.closed.as_ref()?;
        Some(self.known.keys().map(String::as_str).filter(|label| *label != "__name__").collect())
    }

    /// The labels that every series has, sorted.
    pub fn guaranteed(&self) -> impl Iterator<Item = &str> {
        self.with_at_least(Presence::Guaranteed)
    }

    pub(super) fn with_at_least(&self, least: Presence) -> impl Iterator<Item = &str> {
        self.known.iter().filter(move |(_, presence)| **presence >= least).map(|(label, _)| label.as_str())
    }

    pub(super) fn presence(&self, label: &str) -> Option<Presence> {
        match self.known.get(label) {
            Some(presence) => Some(*presence),
            None => self.why_not(label).is_none().then_some(Presence::Possible),
        }
    }

    pub(super) fn put(&mut self, label: &str, presence: Presence) {
        self.removed.remove(label);
        self.known.insert(label.to_string(), presence);
    }

    pub(super) fn remove(&mut self, label: &str, reason: &Reason) {
        let was_there = self.known.remove(label).is_some();
        if was_there || self.why_not(label).is_none() {
            self.removed.insert(label.to_string(), reason.clone());
        }
    }

    /// Only `labels`; others are gone for `reason`.
    pub(super) fn keep<'a>(
        self,
        labels: impl Iterator<Item = &'a str>,
        named: Presence,
        reason: Reason,
    ) -> Flow {
        let mut kept = Flow { closed: Some(reason), ..Flow::open() };
        for label in labels {
            match self.why_not(label) {
                Some(why) => {
                    kept.removed.insert(label.to_string(), why.clone());
                }
                None => {
                    let before = self.known.get(label).copied().unwrap_or(Presence::Possible);
                    kept.known.insert(label.to_string(), before.max(named));
                }
            }
        }
        kept
    }

    /// The series of either.
    pub(super) fn either(mut self, other: Flow) -> Flow {
        for (label, presence) in &mut self.known {
            *presence = (*presence).min(other.presence(label).unwrap_or(Presence::Possible));
        }
        for label in other.known.keys() {
            let absent_here = !self.known.contains_key(label);
            if absent_here {
                self.known.insert(label.clone(), Presence::Possible);
            }
        }
        // What only one of them took away, the other may bring.
        self.removed.retain(|label, _| other.why_not(label).is_some());
        for (label, reason) in other.removed {
            if self.closed.is_some() && !self.known.contains_key(&label) {
                self.removed.entry(label).or_insert(reason);
            }
        }
        if other.closed.is_none() {
            self.closed = None;
        }
        self.added_on_the_way = self.added_on_the_way.or(other.added_on_the_way);
        Flow { is_scalar: self.is_scalar && other.is_scalar, ..self }
    }

    /// Series of `self` that have a partner in `other` with the same value of every label but `ignored`.
    pub(super) fn matched(mut self, other: &Flow, ignored: &BTreeSet<&str>) -> Flow {
        let concerned = |label: &str| !ignored.contains(label);
        let gone: Vec<(String, Reason)> = self
            .known
            .keys()
            .filter(|label| concerned(label))
            .filter_map(|label| Some((label.clone(), other.why_not(label)?.clone())))
            .collect();
        for (label, reason) in gone {
            self.remove(&label, &reason);
        }
        for (label, presence) in &other.known {
            if concerned(label) && self.why_not(label).is_none() {
                let here = self.known.get(label).copied().unwrap_or(Presence::Possible);
                self.known.insert(label.clone(), here.max(*presence));
            }
        }
        for (label, reason) in &other.removed {
            if concerned(label) {
                self.remove(label, reason);
            }
        }
        if self.closed.is_none() && other.closed.is_some() {
            for label in ignored {
                let reopened = !self.known.contains_key(*label) && !self.removed.contains_key(*label);
                if reopened {
                    self.known.insert((*label).to_string(), Presence::Possible);
                }
            }
            self.closed.clone_from(&other.closed);
            self.added_on_the_way.clone_from(&other.added_on_the_way);
        }
        self
    }
}
