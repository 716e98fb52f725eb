//! The values that a label can have, as far as matchers and constants tell.
//!
//! Prometheus takes a label that is not there for one with the empty text, and so do these sets.

use super::flow::Reason;
use crate::expr::{MatchOp, Matcher};
use crate::regexes::language::{Found, Language, example};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Longer lists are not kept when two sets become one.
const MOST_LISTED: usize = 64;
/// More conditions on one label are not kept.
const MOST_CONDITIONS: usize = 6;

/// A set of values, and the token that made it so.
#[derive(Clone, Debug)]
pub struct Values {
    set: Set,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq)]
enum Set {
    Listed(BTreeSet<String>),
    /// Those for which all of these hold.
    Where(Vec<Condition>),
}

#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Not(String),
    Matches(Arc<Language>),
    MatchesNot(Arc<Language>),
}

impl Condition {
    /// None: the regex is too big to be tried.
    fn holds(&self, text: &str) -> Option<bool> {
        match self {
            Condition::Not(other) => Some(text != other),
            Condition::Matches(regex) => regex.matches(text),
            Condition::MatchesNot(regex) => regex.matches(text).map(|matches| !matches),
        }
    }
}

/// In Prometheus `.` matches line breaks, too.
fn language(pattern: &str) -> Option<Language> {
    let plain = Language::new(pattern).ok()?;
    if plain.literals().is_some() { Some(plain) } else { Language::new(&format!("(?s:{pattern})")).ok() }
}

impl Values {
    pub fn listed<'a>(values: impl IntoIterator<Item = &'a str>, reason: Reason) -> Values {
        Values { set: Set::Listed(values.into_iter().map(String::from).collect()), reason }
    }

    /// What a matcher lets through; none when its regex cannot be read.
    pub fn of(matcher: &Matcher) -> Option<Values> {
        let value = matcher.value.value.as_str();
        let span = matcher.label.span.to(matcher.value.span);
        let text = format!("selected here: `{}{}\"{value}\"`", matcher.label.value, matcher.op.text());
        let set = match matcher.op {
            MatchOp::Equal => Set::Listed(BTreeSet::from([value.to_string()])),
            MatchOp::NotEqual => Set::Where(vec![Condition::Not(value.to_string())]),
            MatchOp::Regex | MatchOp::NotRegex => {
                let regex = language(value)?;
                let literals = regex.literals();
                match (matcher.op, literals) {
                    (MatchOp::Regex, Some(literals)) => Set::Listed(literals.iter().cloned().collect()),
                    (MatchOp::Regex, None) => Set::Where(vec![Condition::Matches(Arc::new(regex))]),
                    (_, Some(literals)) if literals.len() <= MOST_CONDITIONS => {
                        Set::Where(literals.iter().cloned().map(Condition::Not).collect())
                    }
                    _ => Set::Where(vec![Condition::MatchesNot(Arc::new(regex))]),
                }
            }
        };
        Some(Values { set, reason: Reason { span, text } })
    }

    /// Whether the label can have this value, where that is known.
    pub fn allow(&self, text: &str) -> Option<bool> {
        match &self.set {
            Set::Listed(values) => Some(values.contains(text)),
            Set::Where(conditions) => {
                let mut known = Some(true);
                for condition in conditions {
                    match condition.holds(text) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => known = None,
                    }
                }
                known
            }
        }
    }

    /// The label is always there.
    pub fn need_text(&self) -> bool {
        self.allow("") == Some(false)
    }

    /// All values, when they are listed.
    pub fn list(&self) -> Option<&BTreeSet<String>> {
        match &self.set {
            Set::Listed(values) => Some(values),
            Set::Where(_) => None,
        }
    }

    /// The one value, when there is just one.
    pub fn only(&self) -> Option<&str> {
        let values = self.list().filter(|values| values.len() == 1)?;
        values.first().map(String::as_str)
    }

    /// Certainly no value at all.
    pub fn are_none(&self) -> bool {
        match &self.set {
            Set::Listed(values) => values.is_empty(),
            // Most often the empty text is among them, and a look says so.
            Set::Where(_) if self.allow("") == Some(true) => false,
            Set::Where(conditions) => {
                let (mut within, mut without, mut except) = (vec![], vec![], vec![]);
                for condition in conditions {
                    match condition {
                        Condition::Not(text) => except.push(text.as_str()),
                        Condition::Matches(regex) => within.push(regex.as_ref()),
                        Condition::MatchesNot(regex) => without.push(regex.as_ref()),
                    }
                }
                // One regex that must match matches something.
                let restricts =
                    !without.is_empty() || within.len() > 1 || !(within.is_empty() || except.is_empty());
                restricts && example(&within, &without, except) == Found::Nothing
            }
        }
    }

    /// Whether both sets may hold a value in common.
    pub fn meet(&self, other: &Values) -> bool {
        self.set == other.set || !self.clone().and(other).are_none()
    }

    /// Whether each of these values is certainly one of the others.
    pub fn are_within(&self, other: &Values) -> bool {
        match (&self.set, &other.set) {
            (Set::Listed(values), _) => values.iter().all(|value| other.allow(value) == Some(true)),
            // Each condition of the others leaves nothing of these out.
            (Set::Where(_), Set::Where(conditions)) => conditions.iter().all(|condition| {
                let opposite = match condition.clone() {
                    Condition::Not(text) => Set::Listed(BTreeSet::from([text])),
                    Condition::Matches(regex) => Set::Where(vec![Condition::MatchesNot(regex)]),
                    Condition::MatchesNot(regex) => Set::Where(vec![Condition::Matches(regex)]),
                };
                self.clone().and(&Values { set: opposite, reason: other.reason.clone() }).are_none()
            }),
            (Set::Where(_), Set::Listed(_)) => false,
        }
    }

    /// The values that both have; `self` when that would be too much to keep. The reason is of who narrows.
    pub fn and(mut self, other: &Values) -> Values {
        match (&mut self.set, &other.set) {
            (Set::Listed(values), _) => {
                values.retain(|value| other.allow(value) != Some(false));
            }
            (Set::Where(_), Set::Listed(values)) => {
                let values =
                    values.iter().filter(|value| self.allow(value) != Some(false)).cloned().collect();
                self = Values { set: Set::Listed(values), reason: other.reason.clone() };
            }
            (Set::Where(conditions), Set::Where(more)) => {
                for condition in more {
                    if conditions.len() < MOST_CONDITIONS && !conditions.contains(condition) {
                        conditions.push(condition.clone());
                    }
                }
            }
        }
        self
    }

    /// The values of either; none when that is no set that can be kept.
    pub fn or(self, other: &Values) -> Option<Values> {
        let union = match (&self.set, &other.set) {
            (one, another) if one == another => return Some(self),
            (Set::Listed(values), Set::Listed(more)) => {
                let union: BTreeSet<String> = values.union(more).cloned().collect();
                (union.len() <= MOST_LISTED).then_some(union)?
            }
            (Set::Listed(_), Set::Where(_)) if self.are_within(other) => return Some(other.clone()),
            (Set::Where(_), Set::Listed(_)) if other.are_within(&self) => return Some(self),
            _ => return None,
        };
        Some(Values { set: Set::Listed(union), reason: self.reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span, Spanned};

    fn values(op: MatchOp, value: &str) -> Values {
        let spanned = |text: &str| Spanned::new(text.to_string(), Span::new(FileId(0), 0, 1));
        Values::of(&Matcher { label: spanned("a"), op, value: spanned(value) }).expect("a regex")
    }

    #[test]
    fn sets_meet_where_a_value_is_in_both() {
        use MatchOp::*;
        for (one, another, meet) in [
            ((Equal, "x"), (Equal, "x"), true),
            ((Equal, "x"), (Equal, "y"), false),
            ((Equal, "x"), (NotEqual, "x"), false),
            ((Equal, "x"), (Regex, "x|y"), true),
            ((Equal, "x"), (Regex, "y|z"), false),
            ((Equal, ""), (Regex, ".+"), false),
            ((Equal, ""), (Regex, ".*"), true),
            ((Regex, "a.*"), (Regex, ".*b"), true),
            ((Regex, "a.*"), (Regex, "b.*"), false),
            ((Regex, "a.b"), (Equal, "a\nb"), true),
            ((Regex, "a|b"), (NotRegex, "[ab]"), false),
            ((NotEqual, ""), (NotRegex, ".+"), false),
            ((NotEqual, ""), (NotEqual, "x"), true),
            ((Regex, "(?i)x"), (Equal, "X"), true),
        ] {
            let (left, right) = (values(one.0, one.1), values(another.0, another.1));
            assert_eq!(left.meet(&right), meet, "{one:?} {another:?}");
            assert_eq!(right.meet(&left), meet, "{another:?} {one:?}");
        }
    }

    #[test]
    fn nothing_is_let_through() {
        use MatchOp::*;
        assert!(values(NotRegex, ".*").are_none());
        assert!(!values(NotRegex, ".+").are_none());
        assert!(!values(Regex, ".*").are_none());
        assert!(values(NotRegex, "(?s).*").are_none());
    }

    #[test]
    fn some_are_within_others() {
        use MatchOp::*;
        for (one, another, within) in [
            ((Equal, "x"), (Regex, "x|y"), true),
            ((Regex, "x|y"), (Equal, "x"), false),
            ((Regex, "a.+"), (Regex, "a.*"), true),
            ((Regex, "a.*"), (Regex, "a.+"), false),
            ((Regex, "a.*"), (NotEqual, ""), true),
            ((Regex, "a.*"), (NotEqual, "ab"), false),
            ((NotRegex, ".+"), (Equal, ""), false),
            ((Regex, "a.*"), (NotRegex, "b.*"), true),
        ] {
            assert_eq!(
                values(one.0, one.1).are_within(&values(another.0, another.1)),
                within,
                "{one:?} {another:?}"
            );
        }
    }

    #[test]
    fn a_union_is_kept_where_it_is_a_list_or_one_of_both() {
        use MatchOp::*;
        let union = |one: Values, another: Values| one.or(&another);
        let both = union(values(Equal, "x"), values(Regex, "y|")).expect("a list");
        assert_eq!(both.list().map(BTreeSet::len), Some(3));
        assert!(both.allow("") == Some(true) && both.allow("z") == Some(false));
        assert!(
            union(values(Equal, "ab"), values(Regex, "a.*")).is_some_and(|values| values.list().is_none())
        );
        assert!(union(values(Equal, "b"), values(Regex, "a.*")).is_none());
    }
}
