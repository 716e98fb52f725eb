//! A pattern that is only asked whether it matches: made for each selector of each rule of each test, so it must be made fast.

use super::language::literals;
use super::{CRATE_NEST_LIMIT, RegexError, SIZE_LIMIT, anchored_for_prometheus, check, refusal};
use regex_automata::meta;
use regex_automata::util::syntax;

/// Whole strings, as `=~` of Prometheus matches them.
#[derive(Clone, Debug)]
pub struct Matcher(How);

#[derive(Clone, Debug)]
enum How {
    /// `GET|LIST`: most patterns only list values.
    OneOf(Vec<String>),
    Regex(meta::Regex),
}

impl Matcher {
    /// # Errors
    /// Those of [`check`], and a pattern whose program would take over 10 MiB.
    pub fn new(pattern: &str) -> Result<Matcher, RegexError> {
        check(pattern)?;
        if let Some(values) = literals(pattern) {
            return Ok(Matcher(How::OneOf(values)));
        }
        // A full automaton of a small pattern takes four times as long to make as everything else, and
        // hardly matches faster than the one that is made as far as it is needed.
        let config = meta::Config::new().dfa(false).nfa_size_limit(Some(SIZE_LIMIT));
        let regex = meta::Builder::new()
            .configure(config)
            .syntax(syntax::Config::new().nest_limit(CRATE_NEST_LIMIT))
            .build(&anchored_for_prometheus(pattern)?)
            .map_err(|error| refusal(pattern, error.size_limit().is_some(), &error))?;
        Ok(Matcher(How::Regex(regex)))
    }

    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            How::OneOf(values) => values.iter().any(|value| value == text),
            How::Regex(regex) => regex.is_match(text),
        }
    }
}
