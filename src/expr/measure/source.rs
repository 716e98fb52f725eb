//! Where the values of a distribution are found: it follows from the metric's kind.

use super::Expander;
use crate::diag::{Diagnostic, codes};
use crate::expr::Selector;
use crate::expr::catalogue::{Catalogue, MetricKind};
use crate::text::Spanned;

/// Where the values of a distribution are found.
pub enum Source {
    /// `x_bucket`, `x_sum`, `x_count`, with the base name.
    Classic(String),
    Native,
    Summary(String),
    /// One value a series.
    Plain,
}

impl Expander<'_> {
    /// The kind of distribution behind a selector, or a diagnostic that asks for it.
    pub(super) fn source(&mut self, selector: &Selector, asked_by: &Spanned<String>) -> Option<Source> {
        let Some(name) = &selector.name else {
            self.findings.push(
                Diagnostic::new(
                    codes::MEASURE_UNKNOWN_KIND,
                    asked_by.span,
                    format!("`{}` needs a metric with a name, to know its kind", asked_by.value),
                )
                .help("write the metric's name before the braces"),
            );
            return None;
        };
        let finding = match known_source(name, self.context.catalogue) {
            Ok(source) => return Some(source),
            Err(MetricKind::Unknown) => Diagnostic::new(
                codes::MEASURE_UNKNOWN_KIND,
                name.span,
                format!("`{}` is not known to be a histogram, a summary or a gauge", name.value),
            )
            .help(format!("declare it: `metrics {{ histogram {} }}`", name.value)),
            Err(_) => Diagnostic::new(
                codes::MEASURE_ARGUMENT,
                name.span,
                format!("`{}` is a counter: it has no distribution", name.value),
            )
            .help("take a histogram, a summary or a gauge; for a counter write `rate(…)`"),
        };
        let finding =
            finding.because(asked_by.span, format!("`{}` asks for its distribution", asked_by.value));
        self.findings.push(finding);
        None
    }
}

/// The kind as declared, or as the name tells it beyond doubt.
fn known_source(name: &str, catalogue: &Catalogue) -> Result<Source, MetricKind> {
    let facts = catalogue.metric(name);
    match facts.kind {
        MetricKind::Histogram => Ok(Source::Classic(name.to_string())),
        MetricKind::NativeHistogram => Ok(Source::Native),
        MetricKind::Summary => Ok(Source::Summary(name.to_string())),
        MetricKind::Gauge => Ok(Source::Plain),
        MetricKind::Counter | MetricKind::Info => match part_of_a_family(name, catalogue) {
            Some(source) => Ok(source),
            None => Err(facts.kind),
        },
        MetricKind::Unknown => {
            let says_histogram = ["_duration_seconds", "_latency_seconds"];
            if facts.declared.is_none() && says_histogram.iter().any(|suffix| name.ends_with(suffix)) {
                return Ok(Source::Classic(name.to_string()));
            }
            Err(facts.kind)
        }
    }
}

/// `x_bucket` (or `x_sum`, `x_count` of a declared `x`) means `x`.
fn part_of_a_family(name: &str, catalogue: &Catalogue) -> Option<Source> {
    if let Some(base) = name.strip_suffix("_bucket") {
        return Some(Source::Classic(base.to_string()));
    }
    let base = name.strip_suffix("_sum").or_else(|| name.strip_suffix("_count"))?;
    match catalogue.metric(base).kind {
        MetricKind::Histogram => Some(Source::Classic(base.to_string())),
        MetricKind::Summary => Some(Source::Summary(base.to_string())),
        _ => None,
    }
}
