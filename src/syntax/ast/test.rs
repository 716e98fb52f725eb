//! `test` blocks: proof that a program works.

use super::{AlertSet, Name, Settings};
use crate::expr::{Duration, Selector};
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

/// `test "title" { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct TestStatement {
    pub title: Spanned<String>,
    pub items: Vec<TestItem>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TestItem {
    /// `env staging`
    Environment(Name),
    /// `starting "2026-03-01T01:30" in "Europe/Berlin"`
    Starting {
        time: Spanned<String>,
        zone: Option<Spanned<String>>,
    },
    /// `lasts 3h`
    Lasts(Duration),
    Series {
        every: Duration,
        lines: Vec<SeriesLine>,
    },
    /// `silence Alert{…} at 5m for 1h`
    Silence {
        alert: AlertSet,
        at: Duration,
        hold: Duration,
    },
    /// `restart prometheus at 5m`
    Restart {
        server: Name,
        at: Duration,
    },
    State(Box<StateItem>),
    Told(Box<ToldItem>),
}

/// `http_requests_total{job="api"} 0+10x400`
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesLine {
    pub series: Selector,
    pub values: SeriesValues,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SeriesValues {
    /// In promtool's notation.
    Notation(Spanned<String>),
    Shape(Box<ShapeItem>),
}

/// `rising 10/s outage from 10m for 5m`
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeItem {
    pub kind: ShapeKind,
    pub outages: Vec<OutageItem>,
    /// `reset at 10m`
    pub resets: Vec<Duration>,
    pub span: Span,
}

/// A number, until a time and then another.
pub type Piecewise<T> = (T, Vec<(Duration, T)>);

#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// `constant 1`, `step 1 until 10m then 5`
    Steps(Piecewise<Spanned<Quantity>>),
    /// `ramp from 0 to 100 over 30m after 5m`
    Ramp { from: Spanned<Quantity>, to: Spanned<Quantity>, over: Duration, after: Option<Duration> },
    /// `wave between 10 and 90 every 1h`
    Wave { low: Spanned<Quantity>, high: Spanned<Quantity>, every: Duration },
    /// `rising 10/s until 5m then 100/s`
    Rising(Piecewise<RateItem>),
}

/// `10/s`, or `5MB every 1s`
#[derive(Clone, Debug, PartialEq)]
pub struct RateItem {
    pub amount: Spanned<Quantity>,
    pub every: Option<Duration>,
}

/// `outage from 10m for 5m`; without `for`, for good.
#[derive(Clone, Debug, PartialEq)]
pub struct OutageItem {
    pub from: Duration,
    pub hold: Option<Duration>,
}

/// `at 4m Alert{…} is not firing summary "…" labels {…} annotations {…} value 5%`
#[derive(Clone, Debug, PartialEq)]
pub struct StateItem {
    pub at: Duration,
    pub alert: AlertSet,
    pub negated: bool,
    pub state: Name,
    pub labels: Vec<Settings>,
    pub annotations: Vec<Settings>,
    pub texts: Vec<(Name, Spanned<String>)>,
    pub value: Option<Spanned<Quantity>>,
    pub span: Span,
}

/// `by 5m notified oncall, team 2 times of Alert{…}`
#[derive(Clone, Debug, PartialEq)]
pub struct ToldItem {
    pub when: ToldWhen,
    /// `resolved` rather than `notified`.
    pub resolved: bool,
    pub channels: Vec<Name>,
    pub times: Option<Spanned<Quantity>>,
    pub of: Option<AlertSet>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ToldWhen {
    /// At some time of the test.
    Ever,
    By(Duration),
    Never,
    /// `not notified sms before 15m`
    NotBefore(Duration),
}
