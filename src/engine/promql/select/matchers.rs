//! Matchers of selectors, ready to be asked.

use crate::engine::promql::Failure;
use crate::expr::{MatchOp, Matcher, Selector};
use crate::regexes;
use crate::series::{Labels, NAME};

/// One condition on the value of a label.
#[derive(Clone)]
pub struct Test {
    pub label: Box<str>,
    how: How,
}

#[derive(Clone)]
enum How {
    Equal(Box<str>),
    NotEqual(Box<str>),
    Regex(regexes::Matcher),
    NotRegex(regexes::Matcher),
}

impl Test {
    /// # Errors
    /// When its regex is none, or takes too much memory.
    pub fn new(matcher: &Matcher) -> Result<Test, Failure> {
        let value = matcher.value.value.as_str();
        let regex = || {
            regexes::Matcher::new(value).map_err(|error| {
                Failure::new(matcher.value.span, format!("invalid regular expression {value:?}: {error}"))
            })
        };
        let how = match matcher.op {
            MatchOp::Equal => How::Equal(value.into()),
            MatchOp::NotEqual => How::NotEqual(value.into()),
            MatchOp::Regex => How::Regex(regex()?),
            MatchOp::NotRegex => How::NotRegex(regex()?),
        };
        Ok(Test { label: matcher.label.value.as_str().into(), how })
    }

    pub fn equal(label: &str, value: &str) -> Test {
        Test { label: label.into(), how: How::Equal(value.into()) }
    }

    /// All conditions of a selector, that on its name among them.
    ///
    /// # Errors
    /// As [`Test::new`].
    pub fn of(selector: &Selector) -> Result<Vec<Test>, Failure> {
        let name = selector.name.iter().map(|name| Ok(Test::equal(NAME, &name.value)));
        name.chain(selector.matchers.iter().map(Test::new)).collect()
    }

    /// The value that alone passes.
    pub fn only(&self) -> Option<&str> {
        match &self.how {
            How::Equal(value) => Some(value),
            _ => None,
        }
    }

    pub fn passes(&self, value: &str) -> bool {
        match &self.how {
            How::Equal(wanted) => **wanted == *value,
            How::NotEqual(unwanted) => **unwanted != *value,
            How::Regex(regex) => regex.matches(value),
            How::NotRegex(regex) => !regex.matches(value),
        }
    }

    pub fn takes(&self, labels: &Labels) -> bool {
        self.passes(labels.get(&self.label))
    }
}
