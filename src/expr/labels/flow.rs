//! Which labels the series of a value can carry, and what made it so.

use super::values::Values;
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
    /// Some of the series certainly have not: they come from where it cannot be.
    Partial,
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
    /// What is known of the values of labels that are not there for sure or not at all.
    pub(super) values: BTreeMap<String, Values>,
    /// No two series of the value, at one time, have the same values of these labels.
    pub(super) key: Option<BTreeSet<String>>,
    /// Labels that a `group_left (…)` brought and nothing has asked for yet, with where it names them.
    pub(super) brought: BTreeMap<String, Span>,
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
            values: BTreeMap::new(),
            key: None,
            brought: BTreeMap::new(),
            is_scalar: false,
        }
    }

    /// One series, without labels but those that are put in later.
    pub(super) fn empty(span: Span, text: impl Into<String>) -> Flow {
        let closed = Some(Reason { span, text: text.into() });
        Flow { closed, key: Some(BTreeSet::new()), ..Flow::open() }
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

    /// The values that `label` can have, where something is known of them.
    pub fn values_of(&self, label: &str) -> Option<Values> {
        match (self.values.get(label), self.why_not(label)) {
            (Some(values), _) => Some(values.clone()),
            (None, Some(reason)) => Some(Values::listed([""], reason.clone())),
            (None, None) => None,
        }
    }

    /// The labels whose values identify each series at any one time.
    pub fn key(&self) -> Option<&BTreeSet<String>> {
        self.key.as_ref()
    }

    /// All labels that can be there are a key, as long as no two names are among the series.
    pub(super) fn all_labels(&self) -> Option<BTreeSet<String>> {
        if self.added_on_the_way.is_some() {
            return None;
        }
        Some(self.known_labels()?.into_iter().map(String::from).collect())
    }

    /// Of any value again.
    pub(super) fn put(&mut self, label: &str, presence: Presence) {
        self.removed.remove(label);
        self.values.remove(label);
        self.known.insert(label.to_string(), presence);
    }

    pub(super) fn remove(&mut self, label: &str, reason: &Reason) {
        self.values.remove(label);
        let was_there = self.known.remove(label).is_some();
        if was_there || self.why_not(label).is_none() {
            self.removed.insert(label.to_string(), reason.clone());
        }
    }

    /// A value that the label has besides what is known already.
    pub(super) fn narrow(&mut self, label: &str, values: &Values) {
        let narrowed = match self.values.remove(label) {
            Some(before) => before.and(values),
            None => values.clone(),
        };
        if narrowed.need_text() {
            self.removed.remove(label);
            self.known.insert(label.to_string(), Presence::Guaranteed);
        }
        // A fault that is told where it stands: nothing is concluded from it.
        if !narrowed.are_none() {
            self.values.insert(label.to_string(), narrowed);
        }
    }

    /// Only `labels`, of which no two series have the same values; others are gone for `reason`.
    pub(super) fn keep<'a>(
        mut self,
        labels: impl Iterator<Item = &'a str>,
        named: Presence,
        reason: Reason,
    ) -> Flow {
        let mut kept = Flow { closed: Some(reason), key: Some(BTreeSet::new()), ..Flow::open() };
        for label in labels {
            if let (Some(values), None) = (self.values.remove(label), self.why_not(label)) {
                kept.values.insert(label.to_string(), values);
            }
            match self.why_not(label) {
                Some(why) => {
                    kept.removed.insert(label.to_string(), why.clone());
                }
                None => {
                    let before = self.known.get(label).copied().unwrap_or(Presence::Possible);
                    let now = if before == Presence::Partial { before } else { before.max(named) };
                    kept.known.insert(label.to_string(), now);
                    kept.key.get_or_insert_default().insert(label.to_string());
                }
            }
        }
        kept
    }

    /// The series of either.
    pub(super) fn either(mut self, other: Flow) -> Flow {
        let named: BTreeSet<String> = self.values.keys().chain(other.values.keys()).cloned().collect();
        let values = named.into_iter().filter_map(|label| {
            let union = self.values_of(&label)?.or(&other.values_of(&label)?)?;
            Some((label, union))
        });
        self.values = values.collect();
        self.key = None;
        for (label, presence) in &mut self.known {
            *presence = (*presence).min(other.presence(label).unwrap_or(Presence::Partial));
        }
        for label in other.known.keys() {
            let absent_here = !self.known.contains_key(label);
            if absent_here {
                let presence = self.presence(label).unwrap_or(Presence::Partial);
                self.known.insert(label.clone(), presence);
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
        for (label, values) in &other.values {
            if concerned(label) && self.why_not(label).is_none() {
                self.narrow(label, values);
            }
        }
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
