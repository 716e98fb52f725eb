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

/// A number, or the `let` or parameter that stands for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Until its value is known, this is no number.
    pub value: Quantity,
    pub named: Option<String>,
    pub span: Span,
}

/// A number, until a time and then another.
pub type Piecewise<T> = (T, Vec<(Duration, T)>);

#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// `constant 1`, `step 1 until 10m then 5`
    Steps(Piecewise<Amount>),
    /// `ramp from 0 to 100 over 30m after 5m`
    Ramp { from: Amount, to: Amount, over: Duration, after: Option<Duration> },
    /// `wave between 10 and 90 every 1h`
    Wave { low: Amount, high: Amount, every: Duration },
    /// `rising 10/s until 5m then 100/s`
    Rising(Piecewise<RateItem>),
    /// `observing 100/s p95 200ms until 10m then p95 3s buckets 0.1, 0.5, 5`
    Observing { phases: Piecewise<ObservedItem>, buckets: Vec<Amount> },
}

/// So many observations a second, and how long the fastest of them take; without a rate, as many as before.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedItem {
    pub rate: Option<RateItem>,
    /// `p95 200ms`
    pub quantiles: Vec<(Name, Amount)>,
}

/// `10/s`, or `5MB every 1s`
#[derive(Clone, Debug, PartialEq)]
pub struct RateItem {
    pub amount: Amount,
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
    pub value: Option<Amount>,
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

impl TestItem {
    /// Every time and length that it names.
    pub(super) fn times_mut(&mut self) -> Vec<&mut Duration> {
        match self {
            TestItem::Environment(_) | TestItem::Starting { .. } => Vec::new(),
            TestItem::Lasts(lasts) => vec![lasts],
            TestItem::Silence { at, hold, .. } => vec![at, hold],
            TestItem::Restart { at, .. } => vec![at],
            TestItem::State(state) => vec![&mut state.at],
            TestItem::Told(told) => match &mut told.when {
                ToldWhen::By(time) | ToldWhen::NotBefore(time) => vec![time],
                ToldWhen::Ever | ToldWhen::Never => Vec::new(),
            },
            TestItem::Series { every, lines } => {
                let shapes = lines.iter_mut().filter_map(|line| line.values.shape_mut());
                std::iter::once(every).chain(shapes.flat_map(|shape| shape.times_mut())).collect()
            }
        }
    }

    /// Every value that it names.
    pub(super) fn amounts_mut(&mut self) -> Vec<&mut Amount> {
        match self {
            TestItem::State(state) => state.value.iter_mut().collect(),
            TestItem::Series { lines, .. } => {
                let shapes = lines.iter_mut().filter_map(|line| line.values.shape_mut());
                shapes.flat_map(|shape| shape.kind.amounts_mut()).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl SeriesValues {
    fn shape_mut(&mut self) -> Option<&mut ShapeItem> {
        match self {
            SeriesValues::Notation(_) => None,
            SeriesValues::Shape(shape) => Some(shape),
        }
    }
}

impl ShapeItem {
    fn times_mut(&mut self) -> Vec<&mut Duration> {
        let outages = self
            .outages
            .iter_mut()
            .flat_map(|outage| std::iter::once(&mut outage.from).chain(&mut outage.hold));
        let mut times: Vec<&mut Duration> = outages.chain(&mut self.resets).collect();
        match &mut self.kind {
            ShapeKind::Steps((_, then)) => times.extend(then.iter_mut().map(|(time, _)| time)),
            ShapeKind::Ramp { over, after, .. } => times.extend(std::iter::once(over).chain(after)),
            ShapeKind::Wave { every, .. } => times.push(every),
            ShapeKind::Rising((first, then)) => {
                times.extend(&mut first.every);
                for (time, rate) in then {
                    times.extend(std::iter::once(time).chain(&mut rate.every));
                }
            }
            ShapeKind::Observing { phases: (first, then), .. } => {
                times.extend(first.rate.iter_mut().flat_map(|rate| &mut rate.every));
                for (time, phase) in then {
                    let every = phase.rate.iter_mut().flat_map(|rate| &mut rate.every);
                    times.extend(std::iter::once(time).chain(every));
                }
            }
        }
        times
    }
}

impl ShapeKind {
    fn amounts_mut(&mut self) -> Vec<&mut Amount> {
        match self {
            ShapeKind::Steps((first, then)) => {
                std::iter::once(first).chain(then.iter_mut().map(|(_, value)| value)).collect()
            }
            ShapeKind::Ramp { from, to, .. } => vec![from, to],
            ShapeKind::Wave { low, high, .. } => vec![low, high],
            ShapeKind::Rising((first, then)) => {
                let rates = std::iter::once(first).chain(then.iter_mut().map(|(_, rate)| rate));
                rates.map(|rate| &mut rate.amount).collect()
            }
            ShapeKind::Observing { phases: (first, then), buckets } => {
                let phases = std::iter::once(first).chain(then.iter_mut().map(|(_, phase)| phase));
                let mut amounts: Vec<&mut Amount> = Vec::new();
                for phase in phases {
                    amounts.extend(phase.rate.iter_mut().map(|rate| &mut rate.amount));
                    amounts.extend(phase.quantiles.iter_mut().map(|(_, value)| value));
                }
                amounts.extend(buckets);
                amounts
            }
        }
    }
}
