//! What every rule set must keep.

use super::{Name, NotifyWhen, Value};
use crate::expr::Duration;
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

/// `policy NAME in staging locked { every alert where … { … } }`
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyStatement {
    pub name: Name,
    /// The environments in which it holds, besides outside of all.
    pub environments: Vec<Name>,
    /// Nothing may silence what it finds.
    pub locked: bool,
    pub rules: Vec<PolicyRule>,
    pub exceptions: Vec<PolicyException>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyRule {
    /// `warn` rather than `deny`.
    pub warns: bool,
    /// `alert`, `level`, `service`, …
    pub subject: Name,
    pub filter: Option<PolicyCondition>,
    pub requirements: Vec<Requirement>,
    pub exceptions: Vec<PolicyException>,
    pub span: Span,
}

/// `except alert Foo, Bar because "…" until 2027-01-01`
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyException {
    pub subject: Name,
    pub names: Vec<Name>,
    pub reason: Spanned<String>,
    pub until: Option<Spanned<String>>,
    pub span: Span,
}

/// Tests, joined: `and` binds more tightly than `or`.
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyCondition {
    All(Vec<PolicyCondition>),
    Any(Vec<PolicyCondition>),
    Not(Box<PolicyCondition>),
    Test(PolicyTest),
}

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyTest {
    pub kind: PolicyTestKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PolicyTestKind {
    /// `has summary, label.team`
    Has(Vec<Name>),
    /// `for >= 1m`
    Compare { field: Name, op: Spanned<String>, value: Value },
    /// `at most 8 alerts`, `at least 2 steps`
    Count { least: bool, limit: Spanned<Quantity>, what: Name },
    /// `selects with job inside absent`
    Selects { labels: Vec<Name>, inside: Vec<Name> },
    /// `keeps cluster`
    Keeps(Vec<Name>),
    /// `strips instance`
    Strips(Vec<Name>),
    /// `uses metric "node_.*"`; with `never`, the other way round.
    Uses { never: bool, what: Name, names: Vec<PolicyName> },
}

/// A name, or a pattern in quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyName {
    pub text: Name,
    pub quoted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    pub warns: bool,
    pub kind: RequirementKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RequirementKind {
    Holds(PolicyCondition),
    /// `reaches pagerduty within 10m always`
    Reaches {
        targets: Vec<Name>,
        within: Duration,
        when: Option<NotifyWhen>,
    },
}
