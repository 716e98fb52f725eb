//! `test` blocks with all names resolved: series, what happens meanwhile, what is expected.

use super::{Millis, Pair};
use crate::expr::Matcher;
use crate::series::notation::Values;
use crate::text::{Span, Spanned};
use std::ops::Range;

/// A test of one environment. All its times count from its start.
#[derive(Clone, Debug)]
pub struct Test {
    pub title: Spanned<String>,
    /// None: outside of all environments.
    pub environment: Option<String>,
    /// When it starts, since 1970.
    pub start: Millis,
    /// Whose clock `starting` was read by; an IANA name. None is UTC.
    pub zone: Option<String>,
    /// The time of the last look at it.
    pub lasts: Millis,
    pub series: Vec<TestSeries>,
    pub silences: Vec<TestSilence>,
    pub restarts: Vec<TestRestart>,
    /// In source order.
    pub expectations: Vec<Expectation>,
}

#[derive(Clone, Debug)]
pub struct TestSeries {
    /// With the metric's name as `__name__`.
    pub labels: Vec<Pair>,
    pub every: Millis,
    pub values: TestValues,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum TestValues {
    Notation(Values),
    Shape(Shape),
}

/// Values at every time of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub curve: Curve,
    /// Times without samples; at the beginning of each the series is marked as ended.
    pub outages: Vec<Range<Millis>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// From each time on another value; the first time is 0, and they rise.
    Steps(Vec<(Millis, f64)>),
    /// `from` until `after`, and `to` from `over` later on.
    Ramp { from: f64, to: f64, after: Millis, over: Millis },
    /// A sine that begins at its lowest.
    Wave { low: f64, high: f64, every: Millis },
    /// A counter: from each time on it grows by so much a second, and begins anew at 0 at each reset.
    Rising { rates: Vec<(Millis, f64)>, resets: Vec<Millis> },
}

impl Curve {
    /// The value so long after the start.
    pub fn at(&self, time: Millis) -> f64 {
        match self {
            Curve::Steps(steps) => {
                let current = steps.iter().take_while(|(since, _)| *since <= time).last();
                current.map_or(f64::NAN, |(_, value)| *value)
            }
            Curve::Ramp { from, to, after, over } => {
                let share = ((time - after) as f64 / *over as f64).clamp(0.0, 1.0);
                if share == 1.0 { *to } else { from + (to - from) * share }
            }
            Curve::Wave { low, high, every } => {
                let turns = (time.rem_euclid(*every)) as f64 / *every as f64;
                let share = (1.0 - (turns * std::f64::consts::TAU).cos()) / 2.0;
                low + (high - low) * share
            }
            Curve::Rising { rates, resets } => {
                let since = resets.iter().copied().filter(|reset| *reset <= time).max().unwrap_or(0);
                grown(rates, since, time)
            }
        }
    }
}

/// How much a counter grows in `since..until`.
fn grown(rates: &[(Millis, f64)], since: Millis, until: Millis) -> f64 {
    let ends = rates.iter().skip(1).map(|(begin, _)| *begin).chain([Millis::MAX]);
    let grown = rates.iter().zip(ends).map(|((begin, rate), end)| {
        let time = end.min(until) - (*begin).max(since);
        // Whole milliseconds first: `10/s` is exactly 150 after 15s.
        if time > 0 { rate * time as f64 / 1000.0 } else { 0.0 }
    });
    grown.sum()
}

/// `silence Alert{…} at 5m for 1h`
#[derive(Clone, Debug)]
pub struct TestSilence {
    pub of: AlertsOf,
    pub at: Millis,
    pub hold: Millis,
}

#[derive(Clone, Debug)]
pub struct TestRestart {
    pub server: Server,
    pub at: Millis,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    Prometheus,
    Alertmanager,
}

/// Alerts by name and labels.
#[derive(Clone, Debug)]
pub struct AlertsOf {
    pub name: Option<Spanned<String>>,
    pub matchers: Vec<Matcher>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Expectation {
    State(Box<ExpectedState>),
    Told(Box<ExpectedTold>),
}

#[derive(Clone, Debug)]
pub struct ExpectedState {
    pub at: Spanned<Millis>,
    pub of: AlertsOf,
    pub state: Spanned<AlertState>,
    /// `is not firing`
    pub negated: bool,
    pub labels: Vec<(Spanned<String>, Spanned<String>)>,
    /// By the names that they have on the alert.
    pub annotations: Vec<(Spanned<String>, Spanned<String>)>,
    pub value: Option<Spanned<f64>>,
    pub span: Span,
}

/// How far an alert is, in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertState {
    Inactive,
    Pending,
    Firing,
}

impl AlertState {
    pub const ALL: [AlertState; 3] = [AlertState::Inactive, AlertState::Pending, AlertState::Firing];

    pub fn name(self) -> &'static str {
        match self {
            AlertState::Inactive => "inactive",
            AlertState::Pending => "pending",
            AlertState::Firing => "firing",
        }
    }
}

#[derive(Clone, Debug)]
pub struct ExpectedTold {
    pub when: ExpectedWhen,
    /// That it is over, rather than that it fires.
    pub resolved: bool,
    /// Names of channels: each of them.
    pub channels: Vec<Spanned<String>>,
    /// So often, exactly.
    pub times: Option<Spanned<u32>>,
    /// Of these alerts; of any when there is none.
    pub of: Option<AlertsOf>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedWhen {
    Ever,
    By(Millis),
    Never,
    NotBefore(Millis),
}

impl Expectation {
    pub fn span(&self) -> Span {
        match self {
            Expectation::State(state) => state.span,
            Expectation::Told(told) => told.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Curve;

    #[test]
    fn curves_have_these_values() {
        const MINUTE: i64 = 60_000;
        let steps = Curve::Steps(vec![(0, 1.0), (10 * MINUTE, 5.0)]);
        let ramp = Curve::Ramp { from: 0.0, to: 100.0, after: MINUTE, over: 10 * MINUTE };
        let wave = Curve::Wave { low: 10.0, high: 90.0, every: 60 * MINUTE };
        let rates = vec![(0, 10.0), (5 * MINUTE, 100.0)];
        let rising = Curve::Rising { rates: rates.clone(), resets: vec![] };
        let reset = Curve::Rising { rates, resets: vec![4 * MINUTE, 6 * MINUTE] };
        for (curve, seconds, value) in [
            (&steps, 0, 1.0),
            (&steps, 599, 1.0),
            (&steps, 600, 5.0),
            (&ramp, 0, 0.0),
            (&ramp, 60, 0.0),
            (&ramp, 90, 5.0),
            (&ramp, 660, 100.0),
            (&ramp, 6600, 100.0),
            (&wave, 0, 10.0),
            (&wave, 1800, 90.0),
            (&wave, 3600, 10.0),
            (&rising, 15, 150.0),
            (&rising, 300, 3000.0),
            (&rising, 301, 3100.0),
            (&reset, 239, 2390.0),
            (&reset, 240, 0.0),
            (&reset, 301, 700.0),
            (&reset, 361, 100.0),
        ] {
            assert_eq!(curve.at(seconds * 1000), value, "{curve:?} after {seconds}s");
        }
    }
}
