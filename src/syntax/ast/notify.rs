//! Who is told, and when.

use super::{Name, Setting};
use crate::expr::Duration;
use crate::text::Span;

/// `escalation NAME { notify …  after 15m notify …  repeat every 1h }`
#[derive(Clone, Debug, PartialEq)]
pub struct EscalationStatement {
    pub name: Name,
    /// The first step is the `notify` without `after`.
    pub steps: Vec<StepItem>,
    pub repeat: Option<Duration>,
    /// `group_wait`, `group_interval`, `group_by`.
    pub settings: Vec<Setting>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StepItem {
    /// None in the first step.
    pub after: Option<Duration>,
    pub notify: Vec<Notify>,
    pub span: Span,
}

/// `notify oncall, team during office-hours`
#[derive(Clone, Debug, PartialEq)]
pub struct Notify {
    pub channels: Vec<Name>,
    pub when: Option<NotifyWhen>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NotifyWhen {
    pub window: Name,
    /// `outside` rather than `during`.
    pub outside: bool,
}

/// `watchdog NAME every 1m notify deadmans`
#[derive(Clone, Debug, PartialEq)]
pub struct WatchdogStatement {
    pub name: Option<Name>,
    pub every: Duration,
    pub channels: Vec<Name>,
}

/// `inhibit A mutes B, C sharing (labels)`
#[derive(Clone, Debug, PartialEq)]
pub struct InhibitStatement {
    pub source: AlertSet,
    pub targets: Vec<AlertSet>,
    pub sharing: Vec<Name>,
}

/// `Name`, `Name{severity="critical"}`, `{team="x"}`
#[derive(Clone, Debug, PartialEq)]
pub struct AlertSet {
    pub name: Option<Name>,
    pub matchers: Vec<crate::expr::Matcher>,
    pub span: Span,
}
