//! What a dump of metrics tells: families, the series that they have, and their labels.

use super::{Catalogue, Declaration, MetricKind, Unit};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Why a dump cannot be read, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct DumpFault {
    pub span: Span,
    pub message: String,
}

/// The metrics of one target, or of many.
#[derive(Clone, Debug, Default)]
pub struct Dump {
    families: BTreeMap<String, Metric>,
    /// Labels of samples; none where only families are told.
    samples: BTreeMap<String, (BTreeSet<String>, Span)>,
}

/// What is told of a family.
#[derive(Clone, Debug)]
pub(super) struct Metric {
    pub kind: Family,
    pub unit: Option<Unit>,
    span: Span,
}

/// What series a family has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Family {
    Plain(MetricKind),
    Histogram,
    GaugeHistogram,
}

impl Dump {
    pub(super) fn is_empty(&self) -> bool {
        self.families.is_empty() && self.samples.is_empty()
    }

    /// What is told of a family so far.
    pub(super) fn family(&mut self, name: &str, span: Span) -> &mut Metric {
        self.families.entry(name.to_owned()).or_insert(Metric {
            kind: Family::Plain(MetricKind::Unknown),
            unit: None,
            span,
        })
    }

    /// A sample: its labels come to those of other samples of that name.
    pub(super) fn sample(&mut self, name: &str, labels: Vec<String>, span: Span) {
        let known = self.samples.entry(name.to_owned()).or_insert_with(|| (BTreeSet::new(), span));
        known.0.extend(labels);
    }
}

impl Catalogue {
    /// Adds what a dump tells; what is declared already stays. `complete`: the dump has all metrics there are,
    /// and samples have no labels beside those in it and those that scraping adds (`add_target_label`).
    pub fn add_dump(&mut self, dump: &Dump, complete: bool) {
        self.complete |= complete;
        for (name, metric) in &dump.families {
            for (series, kind) in series_of(name, metric.kind) {
                let labels = dump.samples.get(&series).map(|(labels, _)| labels);
                // A family that is told with samples has only those.
                if labels.is_none() && !dump.samples.is_empty() {
                    continue;
                }
                let is_size = series.ends_with("_count") || series.ends_with("_bucket");
                let unit = metric.unit.filter(|_| !is_size);
                self.add(&series, kind, unit, labels.filter(|_| complete), metric.span);
            }
        }
        for (name, (labels, span)) in &dump.samples {
            // What belongs to a family is declared by now.
            self.add(name, MetricKind::Unknown, None, Some(labels).filter(|_| complete), *span);
        }
    }

    fn add(
        &mut self,
        name: &str,
        kind: MetricKind,
        unit: Option<Unit>,
        labels: Option<&BTreeSet<String>>,
        span: Span,
    ) {
        let own = |label: &&String| !(label.as_str() == "quantile" && kind == MetricKind::Summary);
        let labels = labels.map(|labels| labels.iter().filter(own).cloned().collect());
        // What is known from elsewhere stays.
        let _ = self.declare(name, Declaration { kind, labels, unit, recorded: false, range: None, span });
    }
}

/// The series of a family. Their parts are counters of their own: that a histogram is classic in a text does
/// not say that it is not scraped as a native one.
fn series_of(name: &str, kind: Family) -> Vec<(String, MetricKind)> {
    use MetricKind::{Counter, Gauge, Summary, Unknown};
    let parts = |suffixes: &[&str], kind: MetricKind| -> Vec<(String, MetricKind)> {
        suffixes.iter().map(|suffix| (format!("{name}{suffix}"), kind)).collect()
    };
    match kind {
        Family::Histogram => {
            [parts(&["_bucket", "_count", "_sum"], Counter), parts(&["_created"], Gauge)].concat()
        }
        Family::GaugeHistogram => parts(&["_bucket", "_gcount", "_gsum"], Gauge),
        Family::Plain(Summary) => {
            [parts(&[""], Summary), parts(&["_count", "_sum"], Counter), parts(&["_created"], Gauge)].concat()
        }
        // OpenMetrics names the family without `_total`.
        Family::Plain(Counter) if !name.ends_with("_total") => {
            [parts(&["", "_total"], Counter), parts(&["_created"], Gauge)].concat()
        }
        Family::Plain(MetricKind::Info) if !name.ends_with("_info") => {
            parts(&["", "_info"], MetricKind::Info)
        }
        Family::Plain(kind @ (Unknown | Counter | Gauge)) => parts(&[""], kind),
        Family::Plain(kind) => parts(&[""], kind),
    }
}
