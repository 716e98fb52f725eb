//! Matchers asked about known labels.

use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::regexes::language::Language;
use crate::regexes::{RegexError, compile_for_alertmanager};
use std::collections::HashMap;
use std::sync::Arc;

/// A label's name and value.
pub type Label<'a> = (&'a str, &'a str);

/// The value of a label; one that is missing is empty.
pub fn value_of<'a>(labels: &[Label<'a>], name: &str) -> &'a str {
    labels.iter().find(|(label, _)| *label == name).map_or("", |(_, value)| value)
}

/// A regex of the configuration that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRegex {
    /// The matcher's label.
    pub label: String,
    pub pattern: String,
    pub error: RegexError,
}

impl std::fmt::Display for BadRegex {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the regex `{}` of the label `{}`: {}", self.pattern, self.label, self.error)
    }
}

impl std::error::Error for BadRegex {}

/// A matcher, ready to be asked.
#[derive(Clone, Debug)]
pub struct Test<'c> {
    pub matcher: &'c Matcher<'c>,
    /// For the operators with regexes.
    pattern: Option<Pattern>,
}

#[derive(Clone, Debug)]
enum Pattern {
    /// `a|b|c`: no engine is needed.
    OneOf(Arc<[String]>),
    Regex(Arc<regex::Regex>),
}

impl Test<'_> {
    pub fn holds(&self, labels: &[Label]) -> bool {
        let value = value_of(labels, &self.matcher.label);
        let found = match &self.pattern {
            Some(Pattern::OneOf(values)) => values.iter().any(|one| one == value),
            Some(Pattern::Regex(regex)) => regex.is_match(value),
            None => value == self.matcher.value,
        };
        match self.matcher.op {
            MatchOp::Equal | MatchOp::Regex => found,
            MatchOp::NotEqual | MatchOp::NotRegex => !found,
        }
    }
}

/// Whether all matchers hold.
pub fn all_hold(tests: &[Test], labels: &[Label]) -> bool {
    tests.iter().all(|test| test.holds(labels))
}

/// Prepares matchers; each pattern is compiled once.
#[derive(Default)]
pub struct Preparer<'c> {
    patterns: HashMap<&'c str, Pattern>,
}

impl<'c> Preparer<'c> {
    /// Prepares the matchers of a route, or of one side of a rule.
    ///
    /// # Errors
    /// When a regex cannot be compiled.
    pub fn tests(&mut self, matchers: &'c [Matcher<'c>]) -> Result<Vec<Test<'c>>, BadRegex> {
        matchers.iter().map(|matcher| Ok(Test { matcher, pattern: self.pattern(matcher)? })).collect()
    }

    fn pattern(&mut self, matcher: &'c Matcher<'c>) -> Result<Option<Pattern>, BadRegex> {
        if matches!(matcher.op, MatchOp::Equal | MatchOp::NotEqual) {
            return Ok(None);
        }
        let text: &'c str = &matcher.value;
        if let Some(known) = self.patterns.get(text) {
            return Ok(Some(known.clone()));
        }
        let bad = |error| BadRegex { label: matcher.label.to_string(), pattern: text.to_string(), error };
        let language = Language::new(text).map_err(bad)?;
        let pattern = match language.literals() {
            Some(values) => Pattern::OneOf(values.into()),
            None => Pattern::Regex(Arc::new(compile_for_alertmanager(text).map_err(bad)?)),
        };
        self.patterns.insert(text, pattern.clone());
        Ok(Some(pattern))
    }
}
