//! Classic histograms as native ones with custom buckets, for `load_with_nhcb`. Source: `util/convertnhcb`.

use super::script::Load;
use larum::series::histogram::{Buckets, CUSTOM_SCHEMA};
use larum::series::{Histogram, Labels, NAME, Reading};
use std::collections::BTreeMap;

/// What the series of one classic histogram say at one step.
#[derive(Default)]
struct Classic {
    /// Upper bound and cumulative count.
    buckets: Vec<(f64, f64)>,
    count: Option<f64>,
    sum: f64,
}

/// The native histograms of a load: labels, and each step that has one.
pub fn of(load: &Load) -> Vec<(Labels, Vec<(i64, Histogram)>)> {
    let mut found: BTreeMap<Labels, BTreeMap<i64, Classic>> = BTreeMap::new();
    for series in &load.series {
        let name = series.labels.name();
        let Some((base, suffix)) = name.rsplit_once('_') else { continue };
        let bound = series.labels.get("le").parse::<f64>().ok().filter(|bound| !bound.is_nan());
        if !matches!((suffix, bound), ("bucket", Some(_)) | ("count" | "sum", _)) {
            continue;
        }
        let labels = series.labels.with("le", "").with(NAME, base);
        let steps = found.entry(labels).or_default();
        for (index, reading) in (0_i64..).zip(series.values.iter()) {
            let Some(Reading::Float(value)) = reading else { continue };
            let classic = steps.entry(index * load.step).or_default();
            match (suffix, bound) {
                ("count", _) => classic.count = Some(value),
                ("sum", _) => classic.sum = value,
                (_, bound) => classic.buckets.extend(bound.map(|bound| (bound, value))),
            }
        }
    }
    let native = |steps: BTreeMap<i64, Classic>| {
        steps.into_iter().map(|(at, classic)| (at, classic.native())).collect()
    };
    found.into_iter().map(|(labels, steps)| (labels, native(steps))).collect()
}

impl Classic {
    fn native(mut self) -> Histogram {
        self.buckets.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        // `le="0.2"` and `le="2e-1"` are one bucket.
        self.buckets.dedup_by(|(later, _), (bound, _)| later == bound);
        let highest = self.buckets.last().map_or(0.0, |(_, count)| *count);
        let count = self.count.unwrap_or(highest);
        if self.buckets.last().is_none_or(|(bound, _)| bound.is_finite()) {
            self.buckets.push((f64::INFINITY, count));
        }
        let below = std::iter::once(0.0).chain(self.buckets.iter().map(|(_, count)| *count));
        let counts: Vec<f64> =
            self.buckets.iter().zip(below).map(|((_, count), below)| count - below).collect();
        let bounds = self.buckets.iter().map(|(bound, _)| *bound).filter(|bound| bound.is_finite());
        let filled = (0..).zip(counts).filter(|(_, count)| *count != 0.0);
        Histogram {
            schema: CUSTOM_SCHEMA,
            count,
            sum: self.sum,
            custom: bounds.collect(),
            positive: filled.collect::<Buckets>(),
            ..Histogram::default()
        }
    }
}
