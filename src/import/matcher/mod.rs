//! Matchers, in each notation that Alertmanager can be told to read. By default it is its newer parser
//! (UTF-8), else its classic one; where both read a text, and differently, the classic reading counts.
//! Source: Alertmanager's `matcher/compat`.

mod classic;
mod utf8;

use crate::expr::MatchOp;
use crate::lower::Matcher;
use std::ops::Range;

/// What `--enable-feature` tells Alertmanager about matchers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// The newer parser, and the classic one where it must be.
    #[default]
    Fallback,
    /// `utf8-strict-mode`: the newer one alone.
    Utf8Strict,
    /// `classic-mode`: the classic one alone.
    Classic,
}

/// A matcher, and where it stands in the text of its entry.
#[derive(Clone, Debug)]
pub struct Part {
    pub matcher: Matcher<'static>,
    pub at: Range<usize>,
    pub value_at: Range<usize>,
}

/// An entry that can be read.
#[derive(Clone, Debug)]
pub struct Entry {
    pub parts: Vec<Part>,
    pub odd: Option<Odd>,
}

/// What Alertmanager writes a warning of.
#[derive(Clone, Debug)]
pub enum Odd {
    /// Only the classic parser reads it; what the newer one says of it.
    ClassicOnly(Fault),
    /// The newer parser reads it as these.
    Ambiguous(Vec<Part>),
}

/// Why an entry is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in its text.
    pub at: Range<usize>,
    /// One sentence without full stop.
    pub message: String,
    /// Whether it is a regex that Go does not take.
    pub in_regex: bool,
}

impl Fault {
    fn syntax(at: Range<usize>, message: impl Into<String>) -> Fault {
        Fault { at, message: message.into(), in_regex: false }
    }
}

/// The matchers of one entry, such as `severity="critical"` or `{a="x", b=~"y|z"}`.
///
/// # Errors
/// When the notation does not allow it or a regex is none.
pub fn parse(text: &str, notation: Notation) -> Result<Entry, Fault> {
    let newer = || utf8::parse(text).and_then(with_good_regexes);
    let classic = || classic::parse(text).and_then(with_good_regexes);
    let plain = |parts| Entry { parts, odd: None };
    match notation {
        Notation::Utf8Strict => newer().map(plain),
        Notation::Classic => classic().map(plain),
        Notation::Fallback => match (newer(), classic()) {
            (Ok(newer), Ok(classic)) if same(&newer, &classic) => Ok(plain(newer)),
            (Ok(newer), Ok(classic)) => Ok(Entry { parts: classic, odd: Some(Odd::Ambiguous(newer)) }),
            (Err(fault), Ok(classic)) => Ok(Entry { parts: classic, odd: Some(Odd::ClassicOnly(fault)) }),
            (Ok(newer), Err(_)) => Ok(plain(newer)),
            (Err(newer), Err(_)) => Err(newer),
        },
    }
}

fn same(one: &[Part], other: &[Part]) -> bool {
    one.iter().map(|part| &part.matcher).eq(other.iter().map(|part| &part.matcher))
}

fn with_good_regexes(parts: Vec<Part>) -> Result<Vec<Part>, Fault> {
    match parts.iter().find_map(|part| Some((part, check_regex(&part.matcher).err()?))) {
        None => Ok(parts),
        Some((part, message)) => Err(Fault { at: part.value_at.clone(), message, in_regex: true }),
    }
}

/// Whether Alertmanager takes the matcher's value.
pub fn check_regex(matcher: &Matcher) -> Result<(), String> {
    match matcher.op {
        MatchOp::Equal | MatchOp::NotEqual => Ok(()),
        MatchOp::Regex | MatchOp::NotRegex => crate::regexes::check_for_alertmanager(&matcher.value)
            .map_err(|error| format!("`{}` is no regex: {error}", matcher.value)),
    }
}

/// A label's name as Prometheus had them before it took any: all that `match` and the classic mode take.
pub fn is_classic_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
