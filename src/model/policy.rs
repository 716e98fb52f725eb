//! What every rule set must keep: policies with all words checked and windows resolved. They stand for
//! themselves, so that they can be asked of any rules, also of those that no program made.

use super::{Interval, Millis};
use crate::text::{Span, Spanned};
use jiff::civil::Date;

#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub name: Spanned<String>,
    /// The environments in which it holds, besides outside of all.
    pub environments: Vec<String>,
    /// Nothing may silence what it finds.
    pub locked: bool,
    pub rules: Vec<PolicyRule>,
    pub exceptions: Vec<PolicyException>,
    /// The lines of the `##` comment above it.
    pub doc: Vec<String>,
}

/// `every alert where … { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyRule {
    pub subject: About,
    pub filter: Option<Condition>,
    pub requirements: Vec<Requirement>,
    pub exceptions: Vec<PolicyException>,
}

/// What a rule of a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    Alert,
    Level,
    Record,
    Group,
    Service,
    Escalation,
    Channel,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyException {
    pub subject: About,
    pub names: Vec<Spanned<String>>,
    pub reason: String,
    /// On this day it has ended.
    pub until: Option<Spanned<Date>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    pub kind: RequirementKind,
    /// It warns rather than denies.
    pub warns: bool,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RequirementKind {
    Holds(Condition),
    Reaches(Reaches),
}

/// `reaches oncall within 10m during office-hours`: every one of the targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Reaches {
    /// Channels, or kinds of them.
    pub targets: Vec<Spanned<String>>,
    pub within: Millis,
    /// Always, when there is none.
    pub when: Option<Times>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    pub window: String,
    pub intervals: Vec<Interval>,
    pub outside: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub kind: TestKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TestKind {
    Has(Spanned<String>),
    Compare {
        field: Spanned<String>,
        op: Compare,
        value: Expected,
    },
    /// Selectors have a matcher on each of these labels; inside of some functions only.
    Selects {
        labels: Vec<Spanned<String>>,
        inside: Vec<String>,
    },
    /// The result can carry the label.
    Keeps(Spanned<String>),
    /// It cannot.
    Strips(Spanned<String>),
    Uses(Vec<Used>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// Regexes, which are anchored.
    Matches,
    NotMatches,
    In,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// As they are written: one, or a list with `in`.
    Texts(Vec<String>),
    Number(f64),
    Time(Millis),
    Truth(bool),
}

/// What expressions may use.
#[derive(Clone, Debug, PartialEq)]
pub enum Used {
    /// Also an aggregation.
    Function(Spanned<String>),
    /// A regex of metric names.
    Metric(Spanned<String>),
    /// A regex of label names.
    Label(Spanned<String>),
}

impl Policy {
    /// All exceptions, those of its rules, too.
    pub fn all_exceptions(&self) -> impl Iterator<Item = &PolicyException> {
        self.exceptions.iter().chain(self.rules.iter().flat_map(|rule| &rule.exceptions))
    }

    /// The names that some exception names.
    pub fn excepted(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.all_exceptions().flat_map(|exception| &exception.names)
    }
}

impl Condition {
    /// Every test of it, in source order.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().flat_map(Condition::tests).collect(),
            Condition::Not(inner) => inner.tests(),
            Condition::Test(test) => vec![test],
        }
    }
}

impl About {
    pub const ALL: [About; 7] = [
        About::Alert,
        About::Level,
        About::Record,
        About::Group,
        About::Service,
        About::Escalation,
        About::Channel,
    ];

    pub fn word(self) -> &'static str {
        match self {
            About::Alert => "alert",
            About::Level => "level",
            About::Record => "record",
            About::Group => "group",
            About::Service => "service",
            About::Escalation => "escalation",
            About::Channel => "channel",
        }
    }
}

impl Compare {
    pub fn text(self) -> &'static str {
        match self {
            Compare::Equal => "==",
            Compare::NotEqual => "!=",
            Compare::Less => "<",
            Compare::LessOrEqual => "<=",
            Compare::Greater => ">",
            Compare::GreaterOrEqual => ">=",
            Compare::Matches => "matches",
            Compare::NotMatches => "!~",
            Compare::In => "in",
        }
    }
}
