//! What series of a name can be: declared or recorded, written by Prometheus itself, or told by the name.

use super::range::{Presence, Range};
use super::set::Set;
use crate::expr::catalogue::{Catalogue, Facts, MetricKind};
use crate::expr::{Expr, ExprKind, MatchOp, Selector};
use crate::quantity::Dimension;
use crate::text::Span;

/// Series that Prometheus writes itself, and what it writes, sorted.
const BUILT_IN: &[(&str, f64, f64, &str)] = &[
    ("ALERTS", 1.0, 1.0, "`ALERTS` is 1 or not there"),
    ("scrape_body_size_bytes", -1.0, f64::MAX, "a size, or -1 where the limit was exceeded"),
    ("scrape_samples_post_metric_relabeling", 0.0, f64::MAX, "a number of samples"),
    ("scrape_samples_scraped", 0.0, f64::MAX, "a number of samples"),
    ("scrape_series_added", 0.0, f64::MAX, "a number of series"),
    ("up", 0.0, 1.0, "`up` is 0 or 1"),
];

/// The reason for what a recorded series has.
pub const RECORDED: &str = "as it is recorded";

/// The reason for what the name of a counter says: many exporters give such names to other things, too.
pub const BY_NAME: &str = "by its name this is a counter, which is never below 0";

/// The name that a selector asks for, in whichever form.
pub(super) fn name(selector: &Selector) -> Option<&str> {
    match &selector.name {
        Some(name) => Some(&name.value),
        None => {
            let named = |m: &&crate::expr::Matcher| m.label.value == "__name__" && m.op == MatchOp::Equal;
            selector.matchers.iter().find(named).map(|matcher| matcher.value.value.as_str())
        }
    }
}

pub(super) fn range(selector: &Selector, span: Span, catalogue: &Catalogue) -> Range {
    let Some(name) = name(selector) else { return Range::unknown() };
    let span = selector.name.as_ref().map_or(span, |name| name.span);
    let facts = catalogue.metric(name);
    if let Some(declared) = facts.declared {
        if let Some(known) = &declared.range {
            let range = Range { presence: sometimes(known.presence), ..known.clone() };
            return range.because(span, RECORDED);
        }
        if declared.recorded {
            return Range::unknown();
        }
    }
    if let Some((_, low, high, why)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
        return Range::floats(Set::whole(*low, *high)).because(span, why);
    }
    match facts.kind {
        MetricKind::Counter if counts(name, &facts) => {
            let why = if facts.declared.is_some() { "a counter is never below 0" } else { BY_NAME };
            Range::floats(Set::between(0.0, f64::MAX)).because(span, why)
        }
        MetricKind::Info if facts.declared.is_some() => {
            Range::floats(Set::point(1.0)).because(span, "an info metric is always 1")
        }
        MetricKind::Counter | MetricKind::Gauge | MetricKind::Summary | MetricKind::Info
            if facts.declared.is_some() =>
        {
            Range { negative_zero: true, ..Range::floats(Set::all()) }
        }
        _ => Range::unknown(),
    }
}

fn sometimes(presence: Presence) -> Presence {
    if presence == Presence::Never { presence } else { Presence::Sometimes }
}

/// A sum of observations sinks when these are negative: temperatures, differences.
fn counts(name: &str, facts: &Facts) -> bool {
    let measured = facts.unit.map(|unit| unit.dimension);
    !name.ends_with("_sum") || matches!(measured, Some(Dimension::Time | Dimension::Bytes))
}

/// Whether what `rate` and its like get in brackets is fit for them: counters, and series of which nothing else
/// is known. Of gauges their results may be negative.
pub(super) fn is_taken_for_counter(window: &Expr, range: &Range, catalogue: &Catalogue) -> bool {
    if !range.values.nan && range.values.low().is_some_and(|low| low >= 0.0) {
        return true;
    }
    let mut inner = window.unparenthesised();
    while let ExprKind::Range(below, _) | ExprKind::Offset(below, _) | ExprKind::At(below, _) = &inner.kind {
        inner = below.unparenthesised();
    }
    let ExprKind::Selector(selector) = &inner.kind else { return false };
    let Some(name) = name(selector) else { return false };
    let facts = catalogue.metric(name);
    let recorded = facts.declared.is_some_and(|declared| declared.recorded) || name.contains(':');
    let kind = matches!(facts.kind, MetricKind::Counter | MetricKind::Unknown | MetricKind::NativeHistogram);
    kind && !recorded && counts(name, &facts) && facts.unit.is_none_or(|unit| !is_of_gauges(unit.dimension))
}

fn is_of_gauges(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Celsius | Dimension::Timestamp | Dimension::Ratio)
}
