//! A classic histogram by its quantiles, `observing 100/s p95 200ms`: the counters that it stands for.

use super::Reader;
use crate::diag::{Diagnostic, codes};
use crate::model::{Curve, Millis, Pair, Shape, TestSeries, TestValues};
use crate::syntax::ast::{Amount, Name, ObservedItem, Piecewise, ShapeItem};
use crate::text::{Span, go};

/// The buckets that Prometheus' client libraries have, where a test names none.
const BOUNDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The slowest take so much longer than the last quantile that is named.
const TAIL: f64 = 2.0;

/// How values are spread: shares of all, and what these stay below. Between two they are spread evenly.
struct Spread(Vec<(f64, f64)>);

impl Spread {
    /// The share of values up to `bound`.
    fn up_to(&self, bound: f64) -> f64 {
        let Some(above) = self.0.iter().position(|(_, value)| *value > bound) else { return 1.0 };
        let Some((share, value)) = above.checked_sub(1).map(|below| self.0[below]) else { return 0.0 };
        let (next_share, next_value) = self.0[above];
        share + (next_share - share) * (bound - value) / (next_value - value)
    }

    fn mean(&self) -> f64 {
        self.0.windows(2).map(|pair| (pair[1].0 - pair[0].0) * (pair[0].1 + pair[1].1) / 2.0).sum()
    }
}

/// From a time on, so many a second, spread so.
struct Phase {
    since: Millis,
    rate: f64,
    spread: Spread,
}

impl Reader<'_> {
    /// `_bucket` for each bound, `_sum` and `_count`, all with the labels of the line.
    pub(super) fn observing(
        &mut self,
        (labels, every, span): (&[Pair], Millis, Span),
        shape: &ShapeItem,
        phases: &Piecewise<ObservedItem>,
        buckets: &[Amount],
    ) -> Vec<TestSeries> {
        let phases = self.phases(phases);
        let bounds = self.bounds(buckets, &phases);
        let whole = self.shape(shape);
        let Curve::Rising { resets, .. } = &whole.curve else { return Vec::new() };
        let series = |ending: &str, bound: Option<f64>, part: &dyn Fn(&Spread) -> f64| {
            let rates = phases.iter().map(|phase| (phase.since, phase.rate * part(&phase.spread))).collect();
            let curve = Curve::Rising { rates, resets: resets.clone() };
            let values = TestValues::Shape(Shape { curve, outages: whole.outages.clone() });
            let mut labels: Vec<Pair> =
                labels.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            let name = labels.iter_mut().filter(|(name, _)| name == "__name__");
            name.for_each(|(_, value)| *value += ending);
            labels.extend(bound.map(|bound| ("le".to_string(), le(bound))));
            labels.sort();
            TestSeries { labels, every, values, span }
        };
        let infinite = std::iter::once(f64::INFINITY);
        let of_bound = |bound: f64| series("_bucket", Some(bound), &|spread| spread.up_to(bound));
        let mut all: Vec<TestSeries> = bounds.into_iter().chain(infinite).map(of_bound).collect();
        all.push(series("_sum", None, &Spread::mean));
        all.push(series("_count", None, &|_| 1.0));
        all
    }

    fn phases(&mut self, (first, then): &Piecewise<ObservedItem>) -> Vec<Phase> {
        self.in_order(then.iter().map(|(time, _)| time));
        let mut phases: Vec<Phase> = Vec::new();
        let items = then.iter().map(|(time, item)| (time.milliseconds, item));
        for (since, item) in std::iter::once((0, first)).chain(items) {
            let before = phases.last().map_or(0.0, |phase| phase.rate);
            let rate = item.rate.as_ref().map_or(before, |rate| self.rate(rate));
            phases.push(Phase { since, rate, spread: self.spread(&item.quantiles) });
        }
        phases
    }

    fn spread(&mut self, quantiles: &[(Name, Amount)]) -> Spread {
        let mut points = vec![(0.0, 0.0)];
        let mut before: Option<(&Name, &Amount)> = None;
        for (name, amount) in quantiles {
            let share = name.value[1..].parse::<f64>().map_or(f64::NAN, |percent| percent / 100.0);
            let value = amount.value.value;
            let (last_share, last_value) = points.last().copied().unwrap_or_default();
            if share > last_share && share <= 1.0 && value > last_value && value.is_finite() {
                points.push((share, value));
                before = Some((name, amount));
                continue;
            }
            // What is no number has been reported.
            if value.is_nan() {
                continue;
            }
            let (place, message) = match share > last_share && share <= 1.0 {
                true => (amount.span, "more of them take no longer"),
                false => (name.span, "quantiles rise, from above `p0` to `p100`"),
            };
            let finding = Diagnostic::new(codes::TEST_SHAPE, place, message);
            let finding = match before {
                Some((name, amount)) => finding.because(name.span.to(amount.span), "the quantile before"),
                None => finding,
            };
            self.findings.push(finding.help("write them in order: `p50 80ms p95 200ms p99 1s`"));
        }
        if let Some((_, value)) = points.last().copied().filter(|(share, _)| *share < 1.0) {
            points.push((1.0, value * TAIL));
        }
        Spread(points)
    }

    /// Those that are written, as they are. Else the usual ones, and those at which quantiles are measured exactly.
    fn bounds(&mut self, written: &[Amount], phases: &[Phase]) -> Vec<f64> {
        let mut bounds: Vec<f64> = Vec::new();
        for amount in written {
            let value = amount.value.value;
            if value.is_finite() && bounds.last().is_none_or(|last| *last < value) {
                bounds.push(value);
            } else if !value.is_nan() {
                self.findings.push(
                    Diagnostic::new(codes::TEST_SHAPE, amount.span, "buckets rise, and end without `Inf`")
                        .help("write their upper ends in order: `buckets 100ms, 500ms, 2s`"),
                );
            }
        }
        if written.is_empty() {
            bounds.extend(BOUNDS);
            bounds.extend(phases.iter().flat_map(|phase| &phase.spread.0).map(|(_, value)| *value));
            bounds.retain(|bound| *bound > 0.0);
            bounds.sort_by(f64::total_cmp);
            bounds.dedup();
        }
        bounds
    }
}

/// As Prometheus 3 keeps it: `1.0`, `0.25`, `+Inf`.
fn le(bound: f64) -> String {
    if bound.is_infinite() {
        return "+Inf".to_string();
    }
    let text = go::float(bound);
    if text.contains(['.', 'e']) { text } else { text + ".0" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_means_of_a_spread() {
        let spread = Spread(vec![(0.0, 0.0), (0.5, 1.0), (1.0, 2.0)]);
        for (bound, share) in [(0.0, 0.0), (0.5, 0.25), (1.0, 0.5), (1.5, 0.75), (2.0, 1.0), (9.0, 1.0)] {
            assert_eq!(spread.up_to(bound), share, "{bound}");
        }
        assert_eq!(spread.mean(), 1.0);
    }

    #[test]
    fn bounds_are_written_as_prometheus_keeps_them() {
        assert_eq!([0.25, 1.0, 1e9, f64::INFINITY].map(le), ["0.25", "1.0", "1e+09", "+Inf"]);
    }
}
