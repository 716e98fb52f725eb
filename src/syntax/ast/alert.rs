//! Alerts, records, objectives and gates.

use super::{Name, Settings};
use crate::expr::{Duration, Expr};
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

/// `alert NAME on SERVICE { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct AlertStatement {
    pub name: Name,
    pub on: Option<Name>,
    pub measure: Option<MeasureItem>,
    pub levels: Vec<LevelItem>,
    pub extras: Extras,
    pub span: Span,
}

/// What alerts, objectives and gates have in common.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extras {
    /// `summary "…"` and its like: key and text.
    pub texts: Vec<(Name, Spanned<String>)>,
    pub labels: Vec<Settings>,
    pub annotations: Vec<Settings>,
    pub interval: Option<Duration>,
}

/// `measure EXPR over 5m by (handler)`
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureItem {
    pub expr: Expr,
    pub over: Option<Duration>,
    pub by: Option<Vec<Name>>,
    pub span: Span,
}

/// `critical when > 5% until < 3% for 2m`
#[derive(Clone, Debug, PartialEq)]
pub struct LevelItem {
    pub severity: Name,
    pub when: Condition,
    pub until: Option<Condition>,
    pub clauses: LevelClauses,
    pub overrides: Vec<Override>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct LevelClauses {
    pub hold: Option<Duration>,
    pub keep_firing_for: Option<Duration>,
    pub escalate: Option<Name>,
}

/// `combat: 15ms` in `override { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    pub member: Name,
    pub limit: Spanned<Quantity>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub kind: ConditionKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ConditionKind {
    Missing,
    /// `outside 20..30`
    Outside(Spanned<Quantity>, Spanned<Quantity>),
    /// A whole expression, or `> 5%` with `ExprKind::Measure` on its left.
    Expr(Expr),
}

/// `record level:metric:operations = EXPR`
#[derive(Clone, Debug, PartialEq)]
pub struct RecordStatement {
    pub name: Name,
    pub on: Option<Name>,
    pub expr: Expr,
    pub labels: Vec<Settings>,
    pub interval: Option<Duration>,
}

/// `slo NAME on SERVICE { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct SloStatement {
    pub name: Name,
    pub on: Option<Name>,
    pub objective: Option<(Spanned<Quantity>, Duration)>,
    pub bad: Option<Expr>,
    pub good: Option<Expr>,
    pub total: Option<Expr>,
    pub page: Option<SloLevel>,
    pub ticket: Option<SloLevel>,
    pub min_traffic: Option<Spanned<Quantity>>,
    pub by: Option<Vec<Name>>,
    pub extras: Extras,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SloLevel {
    pub severity: Name,
    pub escalate: Option<Name>,
}

/// `gate NAME { requires …  confidence 95%  no_go critical }`
#[derive(Clone, Debug, PartialEq)]
pub struct GateStatement {
    pub name: Name,
    pub on: Option<Name>,
    pub checks: Vec<GateCheck>,
    pub confidence: Option<Spanned<Quantity>>,
    pub no_go: Option<(Name, LevelClauses)>,
    pub extras: Extras,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GateCheck {
    pub kind: GateCheckKind,
    pub weight: Option<Spanned<Quantity>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GateCheckKind {
    /// `requires NAME when EXPR`
    Holds(Name, Expr),
    /// `requires no critical alerts on api`
    Quiet { severity: Name, on: Option<Name> },
}
