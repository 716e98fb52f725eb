//! What one label may be.

use super::test::Set;
use crate::regexes::language::{Found, Language, example};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A set of values of one label; `""` is the label's absence. Never known to be empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Values(pub(super) Kind);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    OneOf(BTreeSet<Arc<str>>),
    Any(Any),
}

/// All values but some, narrowed by regexes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Any {
    pub except: BTreeSet<Arc<str>>,
    pub within: Vec<Arc<Language>>,
    pub without: Vec<Arc<Language>>,
    /// One of the values, where there are regexes. None: nobody knows whether there is one.
    pub witness: Option<Arc<str>>,
}

/// How a set of values stands to a matcher's set.
#[derive(Debug)]
pub(super) enum Cut {
    /// All values are in it.
    Inside,
    /// None is.
    Outside,
    /// Some are, and were taken out; not sure when some may be on either side.
    Both { inside: Values, is_sure: bool },
}

impl Values {
    pub fn known(value: &str) -> Values {
        Values(Kind::OneOf(BTreeSet::from([value.into()])))
    }

    /// The label is not there.
    pub fn absent() -> Values {
        Values::known("")
    }

    /// One of these; None when there are none.
    pub fn one_of<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Values> {
        let values: BTreeSet<Arc<str>> = values.into_iter().map(Arc::from).collect();
        (!values.is_empty()).then_some(Values(Kind::OneOf(values)))
    }

    /// Whatever, also absent.
    pub fn any() -> Values {
        Values(Kind::Any(Any::default()))
    }

    /// Whatever but texts with a line break, also absent.
    pub fn one_line() -> Values {
        static LINE: OnceLock<Option<Arc<Language>>> = OnceLock::new();
        match LINE.get_or_init(|| Language::new(".*").ok().map(Arc::new)) {
            Some(line) => {
                let any = Any { within: vec![line.clone()], witness: Some("".into()), ..Any::default() };
                Values(Kind::Any(any))
            }
            None => Values::any(),
        }
    }

    /// Anything but these.
    pub fn any_but<'a>(values: impl IntoIterator<Item = &'a str>) -> Values {
        let except = values.into_iter().map(Arc::from).collect();
        Values(Kind::Any(Any { except, ..Any::default() }))
    }

    /// All of them, when they are finitely many and listed; sorted.
    pub fn listed(&self) -> Option<&BTreeSet<Arc<str>>> {
        match &self.0 {
            Kind::OneOf(values) => Some(values),
            Kind::Any(_) => None,
        }
    }

    /// The only value.
    pub fn only(&self) -> Option<&Arc<str>> {
        self.listed().filter(|values| values.len() == 1)?.first()
    }

    /// A regex that is too big counts as if it held.
    pub fn contains(&self, value: &str) -> bool {
        match &self.0 {
            Kind::OneOf(values) => values.contains(value),
            Kind::Any(any) => any.contains(value) != Some(false),
        }
    }

    /// One of the values, a short one. None when it is not known whether there is any.
    pub fn example(&self) -> Option<Arc<str>> {
        match &self.0 {
            Kind::OneOf(values) => values.first().cloned(),
            Kind::Any(any) if any.has_regexes() => any.witness.clone(),
            Kind::Any(any) => any.outside_of_list(),
        }
    }

    /// What both have in common. None: nothing.
    pub fn common(&self, other: &Values) -> Option<Values> {
        let (mut both, narrow) = match (&self.0, &other.0) {
            (Kind::OneOf(values), _) => {
                let values: BTreeSet<_> =
                    values.iter().filter(|value| other.contains(value)).cloned().collect();
                return (!values.is_empty()).then_some(Values(Kind::OneOf(values)));
            }
            (_, Kind::OneOf(_)) => return other.common(self),
            (Kind::Any(one), Kind::Any(other)) => (one.clone(), other),
        };
        both.except.extend(narrow.except.iter().cloned());
        both.within.extend(narrow.within.iter().cloned());
        both.without.extend(narrow.without.iter().cloned());
        both.settled()
    }

    /// Surely one of the values exists.
    pub(super) fn is_certain(&self) -> bool {
        match &self.0 {
            Kind::OneOf(_) => true,
            Kind::Any(any) => !any.has_regexes() || any.witness.is_some(),
        }
    }

    /// Are all values in `set`, or none? None when it is neither, or not seen at a glance.
    pub(super) fn decided(&self, set: &Set) -> Option<bool> {
        match (&self.0, set) {
            (Kind::OneOf(values), _) => {
                let mut has = values.iter().map(|value| set.has(value));
                let first = has.next()??;
                has.all(|has| has == Some(first)).then_some(first)
            }
            (Kind::Any(any), Set::Is(value)) => (any.contains(value) == Some(false)).then_some(false),
            (Kind::Any(any), Set::Like(language)) if any.within.contains(language) => Some(true),
            (Kind::Any(any), Set::Like(language)) if any.without.contains(language) => Some(false),
            (Kind::Any(any), Set::Like(language)) => {
                any.within.iter().any(|within| within.begins_apart(language)).then_some(false)
            }
            _ => None,
        }
    }

    /// Takes the values out that are in `set`.
    pub(super) fn cut(&mut self, set: &Set) -> Cut {
        let any = match &mut self.0 {
            Kind::OneOf(values) => return cut_list(values, set),
            Kind::Any(any) => any,
        };
        let listed = match set {
            Set::Is(value) => std::slice::from_ref(value),
            Set::OneOf(values) => values,
            Set::Like(language) => return any.cut_language(language),
            // Perhaps all of it matches, perhaps none.
            Set::Unknown => return Cut::Both { inside: self.clone(), is_sure: false },
        };
        let inside: BTreeSet<Arc<str>> =
            listed.iter().filter(|value| any.contains(value) != Some(false)).cloned().collect();
        if inside.is_empty() {
            return Cut::Outside;
        }
        any.except.extend(inside.iter().cloned());
        let inside = Values(Kind::OneOf(inside));
        if any.settle() {
            return Cut::Both { inside, is_sure: true };
        }
        *self = inside;
        Cut::Inside
    }
}

fn cut_list(values: &mut BTreeSet<Arc<str>>, set: &Set) -> Cut {
    let has: Vec<Option<bool>> = values.iter().map(|value| set.has(value)).collect();
    // A value of which nobody knows is on both sides.
    let part = |wrong: bool| -> BTreeSet<Arc<str>> {
        let kept = values.iter().zip(&has).filter(|(_, has)| **has != Some(wrong));
        kept.map(|(value, _)| value.clone()).collect()
    };
    let (inside, outside) = (part(false), part(true));
    match (inside.is_empty(), outside.is_empty()) {
        (true, _) => Cut::Outside,
        (_, true) => Cut::Inside,
        _ => {
            *values = outside;
            Cut::Both { inside: Values(Kind::OneOf(inside)), is_sure: has.iter().all(Option::is_some) }
        }
    }
}

impl Any {
    fn has_regexes(&self) -> bool {
        !self.within.is_empty() || !self.without.is_empty()
    }

    /// None when it is not known.
    fn contains(&self, value: &str) -> Option<bool> {
        if self.except.contains(value) {
            return Some(false);
        }
        let within = self.within.iter().map(|language| language.matches(value));
        let without = self.without.iter().map(|language| language.matches(value).map(|is| !is));
        let mut known = true;
        for holds in within.chain(without) {
            match holds {
                Some(false) => return Some(false),
                Some(true) => {}
                None => known = false,
            }
        }
        known.then_some(true)
    }

    fn cut_language(&mut self, language: &Arc<Language>) -> Cut {
        // Values that the regex rules out need no mention.
        let concerns = |value: &&Arc<str>| language.matches(value) != Some(false);
        let mut inside = Any {
            except: self.except.iter().filter(concerns).cloned().collect(),
            within: self.within.clone(),
            without: self.without.clone(),
            witness: self.witness.clone(),
        };
        inside.within.push(language.clone());
        // Seen without any automaton.
        if let Some(text) = language.beginning().filter(|text| inside.contains(text) == Some(true)) {
            inside.witness = Some(text.into());
        }
        let Some(inside) = inside.settled() else { return Cut::Outside };
        self.without.push(language.clone());
        if self.settle() {
            return Cut::Both { inside, is_sure: true };
        }
        self.without.pop();
        Cut::Inside
    }

    fn settled(mut self) -> Option<Values> {
        self.settle().then_some(Values(Kind::Any(self)))
    }

    /// Looks for a witness, unless the last one still is one. False: there is no value.
    fn settle(&mut self) -> bool {
        if !self.has_regexes() {
            return true;
        }
        if self.witness.as_ref().is_some_and(|value| self.contains(value) == Some(true)) {
            return true;
        }
        let within: Vec<&Language> = self.within.iter().map(AsRef::as_ref).collect();
        let without: Vec<&Language> = self.without.iter().map(AsRef::as_ref).collect();
        match example(&within, &without, self.except.iter().map(AsRef::as_ref)) {
            Found::Example(text) => {
                self.witness = Some(text.into());
                true
            }
            Found::Nothing => false,
            Found::Unknown => {
                self.witness = None;
                true
            }
        }
    }

    /// A value that is not on the list of exceptions: absence, or a word with a number.
    fn outside_of_list(&self) -> Option<Arc<str>> {
        let words = ["".to_string(), "other".to_string()].into_iter();
        let numbered = (2..).map(|number: usize| format!("other-{number}"));
        words.chain(numbered).find(|word| !self.except.contains(word.as_str())).map(Arc::from)
    }
}
