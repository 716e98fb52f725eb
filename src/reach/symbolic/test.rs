//! A matcher, ready to be asked.

use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::regexes::language::Language;
use std::sync::Arc;

/// What a matcher says of its label, with regexes that only list values read as lists.
#[derive(Clone, Debug)]
pub struct Test {
    pub label: Arc<str>,
    pub(super) set: Set,
    /// `!=` and `!~`: the matcher wants values outside of the set.
    pub(super) negated: bool,
}

/// A set of values.
#[derive(Clone, Debug)]
pub(super) enum Set {
    Is(Arc<str>),
    OneOf(Vec<Arc<str>>),
    Like(Arc<Language>),
    /// A regex that Alertmanager refuses: nobody knows what was meant.
    Unknown,
}

impl Test {
    pub fn new(matcher: &Matcher) -> Test {
        let set = match matcher.op {
            MatchOp::Equal | MatchOp::NotEqual => Set::Is(matcher.value.as_ref().into()),
            MatchOp::Regex | MatchOp::NotRegex => Set::of_regex(&matcher.value),
        };
        let negated = matches!(matcher.op, MatchOp::NotEqual | MatchOp::NotRegex);
        Test { label: matcher.label.as_ref().into(), set, negated }
    }

    /// All values that satisfy it, when they can be listed.
    pub(super) fn listed(&self) -> Option<&[Arc<str>]> {
        match &self.set {
            _ if self.negated => None,
            Set::Is(value) => Some(std::slice::from_ref(value)),
            Set::OneOf(values) => Some(values),
            Set::Like(_) | Set::Unknown => None,
        }
    }
}

impl Set {
    fn of_regex(pattern: &str) -> Set {
        let Ok(language) = Language::new(pattern) else { return Set::Unknown };
        match language.literals() {
            Some([value]) => Set::Is(value.as_str().into()),
            Some(values) => {
                let mut values: Vec<Arc<str>> = values.iter().map(|value| value.as_str().into()).collect();
                values.sort_unstable();
                values.dedup();
                Set::OneOf(values)
            }
            None => Set::Like(Arc::new(language)),
        }
    }

    /// None when it is not known.
    pub(super) fn has(&self, value: &str) -> Option<bool> {
        match self {
            Set::Is(only) => Some(&**only == value),
            Set::OneOf(values) => Some(values.binary_search_by(|one| (**one).cmp(value)).is_ok()),
            Set::Like(language) => language.matches(value),
            Set::Unknown => None,
        }
    }
}
