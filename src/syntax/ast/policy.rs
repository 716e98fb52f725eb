//! What every rule set must keep.

use super::{Name, NotifyWhen, Value};
use crate::expr::Duration;
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

/// `policy NAME { every alert where … { … } }`
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyStatement {
    pub name: Name,
    pub rules: Vec<PolicyRule>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyRule {
    /// `alert`, `level`, `service`, …
    pub subject: Name,
    pub filter: Vec<FilterTerm>,
    pub requirements: Vec<Requirement>,
    pub span: Span,
}

/// One condition of `where`, and how it is joined to the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterTerm {
    pub joined_by_or: bool,
    pub test: PolicyTest,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyTest {
    pub negated: bool,
    pub kind: PolicyTestKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PolicyTestKind {
    /// `has summary, runbook`
    Has(Vec<Name>),
    /// `for >= 1m`
    Compare { field: Name, op: Spanned<String>, value: Value },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Requirement {
    Test(PolicyTest),
    /// `reaches pagerduty within 10m always`
    Reaches {
        targets: Vec<Name>,
        within: Duration,
        when: Option<NotifyWhen>,
        span: Span,
    },
    /// `at most 8 alerts`
    AtMost {
        limit: Spanned<Quantity>,
        what: Name,
    },
}
