//! Alerts as the compiler emits them: one condition a level.

use super::{EscalationId, Millis, Pair, Record, ServiceId, SeverityId};
use crate::expr::Expr;
use crate::quantity::Dimension;
use crate::text::Span;
use rust_decimal::Decimal;

/// One alertname with its levels.
#[derive(Clone, Debug)]
pub struct Alert {
    pub name: String,
    pub service: Option<ServiceId>,
    /// The group's interval, when it is not Prometheus' own.
    pub interval: Option<Millis>,
    /// Recording rules that the conditions read: first in the same group.
    pub records: Vec<Record>,
    /// Most severe last, as people read thresholds.
    pub levels: Vec<Level>,
    /// This alert says that its service is down: alerts of services that depend on it are quiet meanwhile.
    pub says_down: bool,
    /// What it watches over, when it is the alert of an objective.
    pub objective: Option<Objective>,
    pub span: Span,
}

/// `objective 99.9% over 30d`
#[derive(Clone, Debug)]
pub struct Objective {
    /// As written: `99.9%`
    pub text: String,
    /// The share of events that may be bad.
    pub budget: Decimal,
    pub period: Millis,
}

/// One severity of an alert (or one tier of an objective, one member of a fleet that is missing).
#[derive(Clone, Debug)]
pub struct Level {
    pub severity: SeverityId,
    /// Unique in the alert, and a valid end of a metric name: `critical`, `critical:page_fast`.
    pub key: String,
    /// Plain PromQL: returns the series that are bad.
    pub condition: Expr,
    /// Hysteresis: once it fires, it goes on firing for series that this returns.
    pub hold: Option<Expr>,
    /// `for`; 0 when none.
    pub pending: Millis,
    pub keep_firing_for: Millis,
    pub escalation: EscalationId,
    /// Static labels, without `severity`, `service`, `escalation_policy`.
    pub labels: Vec<Pair>,
    /// Go templates, shorthands expanded, in source order.
    pub annotations: Vec<Pair>,
    /// Labels that the condition's result has, when they are all known (sorted).
    pub result_labels: Option<Vec<String>>,
    /// What `$value` counts, where that is known.
    pub dimension: Option<Dimension>,
    pub span: Span,
}
