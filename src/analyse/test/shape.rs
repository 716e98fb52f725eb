//! Values by their shape: `ramp from 0 to 100 over 30m`.

use super::Reader;
use crate::diag::{Diagnostic, codes};
use crate::expr::Duration;
use crate::model::{Curve, Millis, Shape};
use crate::quantity::Dimension;
use crate::syntax::ast::{Amount, RateItem, ShapeItem, ShapeKind};

impl Reader<'_> {
    pub(super) fn shape(&mut self, shape: &ShapeItem) -> Shape {
        let rising = matches!(shape.kind, ShapeKind::Rising(_) | ShapeKind::Observing { .. });
        for reset in shape.resets.iter().filter(|_| !rising) {
            self.findings.push(
                Diagnostic::new(codes::TEST_SHAPE, reset.span, "only a counter is reset")
                    .help("write `rising …` for a counter, or `outage from …` for a series that is gone"),
            );
        }
        let mut outages = Vec::new();
        for outage in &shape.outages {
            let from = outage.from.milliseconds;
            let hold = outage.hold.as_ref().map(|hold| self.positive(hold, "an outage"));
            outages.push(from..hold.map_or(Millis::MAX, |hold| from.saturating_add(hold)));
        }
        Shape { curve: self.curve(shape), outages }
    }

    fn curve(&mut self, shape: &ShapeItem) -> Curve {
        match &shape.kind {
            ShapeKind::Steps((first, then)) => {
                self.in_order(then.iter().map(|(time, _)| time));
                let then = then.iter().map(|(time, value)| (time.milliseconds, value.value.value));
                Curve::Steps(std::iter::once((0, first.value.value)).chain(then).collect())
            }
            ShapeKind::Ramp { from, to, over, after } => Curve::Ramp {
                from: from.value.value,
                to: to.value.value,
                after: after.as_ref().map_or(0, |after| after.milliseconds),
                over: self.positive(over, "a ramp"),
            },
            ShapeKind::Wave { low, high, every } => {
                if low.value.value > high.value.value {
                    self.findings.push(
                        Diagnostic::new(
                            codes::TEST_SHAPE,
                            high.span,
                            "the wave's upper end is below its lower end",
                        )
                        .because(low.span, "its lower end")
                        .help("swap the two"),
                    );
                }
                let every = self.positive(every, "a wave");
                Curve::Wave { low: low.value.value, high: high.value.value, every }
            }
            // The counters of a histogram have rates of their own.
            ShapeKind::Observing { .. } => {
                let resets = shape.resets.iter().map(|reset| reset.milliseconds).collect();
                Curve::Rising { rates: Vec::new(), resets }
            }
            ShapeKind::Rising((first, then)) => {
                self.in_order(then.iter().map(|(time, _)| time));
                let first = (0, self.rate(first));
                let then = then.iter().map(|(time, rate)| (time.milliseconds, self.rate(rate)));
                let rates = std::iter::once(first).chain(then.collect::<Vec<_>>()).collect();
                Curve::Rising { rates, resets: shape.resets.iter().map(|reset| reset.milliseconds).collect() }
            }
        }
    }

    /// `until` after `until`: the times must rise.
    pub(super) fn in_order<'a>(&mut self, times: impl Iterator<Item = &'a Duration>) {
        let mut last: Option<&Duration> = None;
        for time in times {
            if time.milliseconds <= last.map_or(0, |last| last.milliseconds) {
                let finding = Diagnostic::new(codes::TEST_SHAPE, time.span, "this time is over by then");
                let finding = match last {
                    Some(last) => finding.because(last.span, "the time before"),
                    None => finding,
                };
                self.findings.push(finding.help("times count from the start of the test, and rise"));
            }
            last = Some(time);
        }
    }

    /// What a counter gains in a second.
    pub(super) fn rate(&mut self, rate: &RateItem) -> f64 {
        let amount = &rate.amount;
        self.not_falling(amount);
        let per_second = amount.value.dimension == Some(Dimension::PerSecond);
        match &rate.every {
            Some(every) if per_second => {
                self.findings.push(
                    Diagnostic::new(codes::TEST_SHAPE, every.span, "the rate says already how fast it rises")
                        .because(amount.span, "per second")
                        .help("take `every` away, or the unit"),
                );
                amount.value.value
            }
            Some(every) => amount.value.value * 1000.0 / self.positive(every, "`every`") as f64,
            None => {
                if !per_second && !amount.value.value.is_nan() {
                    let message = format!("`{}` does not say how fast the counter rises", amount.value.text);
                    let help = format!("write a rate such as `10/s`, or `{} every 15s`", amount.value.text);
                    self.findings.push(Diagnostic::new(codes::TEST_SHAPE, amount.span, message).help(help));
                }
                amount.value.value
            }
        }
    }

    fn not_falling(&mut self, amount: &Amount) {
        if amount.value.value < 0.0 {
            self.findings.push(
                Diagnostic::new(codes::TEST_SHAPE, amount.span, "a counter never falls")
                    .help("write `reset at …` for a counter that begins anew, `ramp …` for a gauge"),
            );
        }
    }
}
