//! The statements of a program.

use super::*;
use crate::expr::Expr;
use crate::text::{Span, Spanned};

#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub kind: StatementKind,
    pub span: Span,
    /// The lines of the `##` comment above it.
    pub doc: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    Use(Spanned<String>),
    Prometheus(Settings),
    Alertmanager(Settings),
    Channel(ChannelStatement),
    Window(WindowStatement),
    Maintenance(MaintenanceStatement),
    Escalation(EscalationStatement),
    Severity(NamedSettings),
    Metrics(Vec<MetricItem>),
    Service(NamedSettings),
    Fleet(NamedSettings),
    Alert(Box<AlertStatement>),
    Record(RecordStatement),
    Slo(Box<SloStatement>),
    Let(LetStatement),
    Template(TemplateStatement),
    Apply(ApplyStatement),
    ForEach(ForEachStatement),
    Environment(EnvironmentStatement),
    Inhibit(InhibitStatement),
    Watchdog(WatchdogStatement),
    Gate(Box<GateStatement>),
    Policy(PolicyStatement),
    Test(TestStatement),
}

/// `severity NAME { … }`, `service NAME { … }`, `fleet NAME { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSettings {
    pub name: Name,
    pub settings: Settings,
}

/// `counter http_requests_total labels (handler) unit seconds "help"`
#[derive(Clone, Debug, PartialEq)]
pub struct MetricItem {
    pub kind: Name,
    pub name: Name,
    pub labels: Option<Vec<Name>>,
    pub unit: Option<Name>,
    pub help: Option<Spanned<String>>,
    pub span: Span,
}

/// A value of `let`, of an argument, of a parameter's default.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    List(Vec<Value>, Span),
    Expr(Expr),
}

#[derive(Clone, Debug, PartialEq)]
pub struct LetStatement {
    pub name: Name,
    pub value: Bound,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TemplateStatement {
    pub name: Name,
    pub parameters: Vec<Parameter>,
    pub body: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: Name,
    pub default: Option<Bound>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ApplyStatement {
    pub template: Name,
    pub arguments: Vec<Argument>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub name: Option<Name>,
    pub value: Bound,
    pub span: Span,
}

/// `for each x in LIST { … }`; the list may be the name of a `let` or a fleet.
#[derive(Clone, Debug, PartialEq)]
pub struct ForEachStatement {
    pub variable: Name,
    pub list: ForEachList,
    pub body: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ForEachList {
    Values(Vec<Value>),
    Named(Name),
}

#[derive(Clone, Debug, PartialEq)]
pub struct EnvironmentStatement {
    pub name: Name,
    pub body: Vec<Statement>,
}
