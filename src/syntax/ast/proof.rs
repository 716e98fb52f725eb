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
    Series {
        every: Duration,
        lines: Vec<SeriesLine>,
    },
    /// `at 4m Alert{…} is firing labels {…} annotations {…} value 5%`
    State {
        at: Duration,
        alert: AlertSet,
        state: Name,
        expected: Vec<(Name, Settings)>,
        value: Option<Spanned<Quantity>>,
    },
    /// `by 5m notified oncall, team`
    Notified {
        by: Duration,
        channels: Vec<Name>,
    },
    /// `never notified sms`
    Never {
        channels: Vec<Name>,
    },
    Silence {
        alert: AlertSet,
        at: Duration,
        hold: Duration,
    },
    Restart {
        server: Name,
        at: Duration,
    },
    Environment(Name),
    Starting {
        time: Spanned<String>,
        zone: Option<Spanned<String>>,
    },
}

/// `http_requests_total{job="api"} 0+10x400`, the values in promtool's notation.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesLine {
    pub series: Selector,
    pub values: Spanned<String>,
    pub span: Span,
}
