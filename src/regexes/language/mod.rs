//! The strings that Alertmanager's regexes match, as sets: does any string match all of these and none of those?
//!
//! A pattern that only lists values (`api|web`) is a set and needs no regex at all. Others become
//! deterministic automata, and the product of these is searched for a string. Automata are capped in
//! size, and so is the search: then the answer is that it is not known.

mod automaton;
mod literals;
mod prefix;
mod search;
mod trie;

pub(super) use literals::of as literals;
pub use search::{Found, example};

use super::RegexError;
use automaton::Automaton;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// The strings that a pattern matches as Alertmanager uses it: whole, `.` matches no line break.
#[derive(Debug)]
pub struct Language {
    pattern: String,
    literals: Option<Vec<String>>,
    /// What each string begins with.
    prefix: OnceLock<Vec<u8>>,
    /// Compiled when first asked for; None when it would be too big.
    regex: OnceLock<Option<regex::Regex>>,
    automaton: OnceLock<Option<Automaton>>,
}

impl Language {
    /// The error is Alertmanager's own reason to refuse the pattern. Compiles nothing yet.
    pub fn new(pattern: &str) -> Result<Language, RegexError> {
        super::check_for_alertmanager(pattern)?;
        Ok(Language {
            pattern: pattern.to_string(),
            literals: literals::of(pattern),
            prefix: OnceLock::new(),
            regex: OnceLock::new(),
            automaton: OnceLock::new(),
        })
    }

    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// All strings of the language, when the pattern lists them; in its order.
    pub fn literals(&self) -> Option<&[String]> {
        self.literals.as_deref()
    }

    /// None when the regex needs over 10 MiB, so that nobody knows.
    pub fn matches(&self, text: &str) -> Option<bool> {
        if let Some(literals) = &self.literals {
            return Some(literals.iter().any(|literal| literal == text));
        }
        if !text.as_bytes().starts_with(self.prefix()) {
            return Some(false);
        }
        let regex = self.regex.get_or_init(|| super::compile_for_alertmanager(&self.pattern).ok());
        regex.as_ref().map(|regex| regex.is_match(text))
    }

    /// Surely no string is in both, seen at a glance: they begin with other texts.
    pub fn begins_apart(&self, other: &Language) -> bool {
        let (one, two) = (self.prefix(), other.prefix());
        one.iter().zip(two).any(|(a, b)| a != b)
    }

    /// What all strings begin with: often one of them.
    pub fn beginning(&self) -> Option<&str> {
        std::str::from_utf8(self.prefix()).ok()
    }

    fn prefix(&self) -> &[u8] {
        self.prefix.get_or_init(|| prefix::of(&self.pattern))
    }

    fn automaton(&self) -> Option<&Automaton> {
        self.automaton.get_or_init(|| Automaton::new(&self.pattern)).as_ref()
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.pattern == other.pattern
    }
}

impl Eq for Language {}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.pattern.hash(state);
    }
}

#[cfg(test)]
mod tests;
