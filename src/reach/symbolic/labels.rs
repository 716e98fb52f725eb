//! Sets of label sets: each label on its own is limited to some values.

use super::test::Test;
use super::values::{Cut, Values};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All alerts whose labels have these values, in any combination.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Labels {
    named: BTreeMap<Arc<str>, Arc<Values>>,
    /// What holds for the labels that are not named.
    rest: Arc<Values>,
    /// Some of it may in truth be elsewhere.
    widened: bool,
}

/// What a matcher makes of a set.
#[derive(Debug)]
pub enum Split {
    /// It holds for all of it.
    All,
    /// For none.
    None,
    /// For these; they were taken out.
    Some(Labels),
}

impl Labels {
    /// These labels and no others.
    pub fn known<'a>(labels: impl IntoIterator<Item = (&'a str, &'a str)>) -> Labels {
        let named = |(name, value): (&str, &str)| (name.into(), Arc::new(Values::known(value)));
        let named = labels.into_iter().map(named).collect();
        Labels { named, rest: Arc::new(Values::absent()), widened: false }
    }

    /// Nothing is known.
    pub fn any() -> Labels {
        Labels { named: BTreeMap::new(), rest: Arc::new(Values::any()), widened: false }
    }

    /// Nothing is known, but that no label has a line break: `.*` is everything.
    pub fn one_line() -> Labels {
        Labels { named: BTreeMap::new(), rest: Arc::new(Values::one_line()), widened: false }
    }

    /// The same, with one label limited to `values`.
    pub fn with(mut self, label: &str, values: Values) -> Labels {
        self.named.insert(label.into(), Arc::new(values));
        self
    }

    /// The same, where labels that are not named may be there with any value.
    pub fn and_any_others(mut self) -> Labels {
        self.rest = Arc::new(Values::any());
        self
    }

    pub fn get(&self, label: &str) -> &Values {
        self.named.get(label).unwrap_or(&self.rest)
    }

    /// The labels of which something is said, sorted by name.
    pub fn named(&self) -> impl Iterator<Item = (&str, &Values)> {
        self.named.iter().map(|(name, values)| (&**name, &**values))
    }

    /// May labels that are not named be there?
    pub fn has_others(&self) -> bool {
        self.rest.only().is_none()
    }

    /// A label set of these; absent labels are left out. None when it is not known whether there is any.
    pub fn example(&self) -> Option<Vec<(Arc<str>, Arc<str>)>> {
        let mut example = Vec::new();
        for (name, values) in &self.named {
            let value = values.example()?;
            if !value.is_empty() {
                example.push((name.clone(), value));
            }
        }
        Some(example)
    }

    /// Is this label set one of them?
    pub fn contains(&self, labels: &[(&str, &str)]) -> bool {
        let value =
            |name: &str| labels.iter().find(|(label, _)| *label == name).map_or("", |(_, value)| value);
        self.named.iter().all(|(name, values)| values.contains(value(name)))
            && labels.iter().all(|(name, value)| self.named.contains_key(*name) || self.rest.contains(value))
    }

    /// What both have in common. None: nothing.
    pub fn common(&self, other: &Labels) -> Option<Labels> {
        let names: BTreeSet<&Arc<str>> = self.named.keys().chain(other.named.keys()).collect();
        let mut named = BTreeMap::new();
        for name in names {
            named.insert(name.clone(), Arc::new(self.get(name).common(other.get(name))?));
        }
        let rest = Arc::new(self.rest.common(&other.rest)?);
        Some(Labels { named, rest, widened: self.widened || other.widened })
    }

    /// The part of it that satisfies all of `tests`. None: nothing does.
    pub fn narrowed(&self, tests: &[Test]) -> Option<Labels> {
        self.clone().divide(tests).0
    }

    /// What satisfies all of `tests`, and what does not, in parts that have nothing in common.
    pub fn divide(mut self, tests: &[Test]) -> (Option<Labels>, Vec<Labels>) {
        if self.surely_fails_any(tests) {
            return (None, vec![self]);
        }
        let mut failed = Vec::new();
        for test in tests {
            match self.split_off(test) {
                Split::All => {}
                Split::None => {
                    failed.push(self);
                    return (None, failed);
                }
                Split::Some(inside) => failed.push(std::mem::replace(&mut self, inside)),
            }
        }
        (Some(self), failed)
    }

    /// Takes out what satisfies the test.
    pub fn split_off(&mut self, test: &Test) -> Split {
        if let Some(inside) = self.get(&test.label).decided(&test.set) {
            return if inside != test.negated { Split::All } else { Split::None };
        }
        let known = self.named.remove(&test.label);
        let was_known = known.is_some();
        let mut values = known.unwrap_or_else(|| self.rest.clone());
        let cut = Arc::make_mut(&mut values).cut(&test.set);
        if let Cut::Both { inside, is_sure } = cut {
            self.widened |= !is_sure;
            let mut taken = self.clone();
            let (satisfy, fail) =
                if test.negated { (values, Arc::new(inside)) } else { (Arc::new(inside), values) };
            taken.named.insert(test.label.clone(), satisfy);
            self.named.insert(test.label.clone(), fail);
            return Split::Some(taken);
        }
        if was_known {
            self.named.insert(test.label.clone(), values);
        }
        if matches!(cut, Cut::Inside) != test.negated { Split::All } else { Split::None }
    }

    /// Only what is said of these labels.
    pub fn about(&self, is_asked: impl Fn(&str) -> bool) -> Labels {
        let named = self.named.iter().filter(|(name, _)| is_asked(name));
        let named = named.map(|(name, values)| (name.clone(), values.clone())).collect();
        Labels { named, rest: self.rest.clone(), widened: self.widened }
    }

    /// Some of it may be elsewhere, or nowhere.
    pub(super) fn widen(&mut self) {
        self.widened = true;
    }

    /// There surely is such a label set.
    pub fn is_certain(&self) -> bool {
        !self.widened && self.named.values().all(|values| values.is_certain())
    }

    /// One of the tests holds for none of it, seen at a glance.
    pub(super) fn surely_fails_any(&self, tests: &[Test]) -> bool {
        tests.iter().any(|test| self.get(&test.label).decided(&test.set) == Some(test.negated))
    }
}
