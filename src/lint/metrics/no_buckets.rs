//! `histogram_quantile` of what certainly has no buckets.

use super::reading::RATES;
use super::{call_of, selected, unwrapped};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::MetricKind;
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::text::Spanned;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        let function = &call.function;
        if !["histogram_fraction", "histogram_quantile"].contains(&function.value.as_str()) {
            continue;
        }
        let Some(name) = call.arguments.last().and_then(source) else { continue };
        let Some(why) = no_buckets(look, name) else { continue };
        let base = ["_sum", "_count"].iter().find_map(|part| name.value.strip_suffix(part));
        let finding = Diagnostic::new(
            codes::HISTOGRAM_NO_BUCKETS,
            name.span,
            format!("`{}` has no buckets, so `{}` gives nothing", name.value, function.value),
        )
        .here(why)
        .because(function.span, "the buckets of a histogram are wanted here");
        findings.push(match base {
            Some(base) => finding.help(format!("take `{base}_bucket`")),
            None => finding
                .help("take the buckets: the series whose name ends in `_bucket`, or a native histogram"),
        });
    }
}

/// The one metric that the argument is made of, by aggregations and rates.
fn source(expr: &Expr) -> Option<&Spanned<String>> {
    match &unwrapped(expr).kind {
        ExprKind::Aggregate(aggregate) => source(&aggregate.body),
        ExprKind::Call(_) => source(call_of(unwrapped(expr), RATES)?.arguments.first()?),
        _ => selected(expr).map(|(name, _)| name),
    }
}

/// Native histograms and recorded ones may have any name but these.
fn no_buckets(look: &Look, name: &str) -> Option<&'static str> {
    if name.ends_with("_bucket") || name.contains(':') || look.records.contains_key(name) {
        return None;
    }
    let facts = look.catalogue.metric(name);
    match facts.declared.map(|declared| declared.kind) {
        Some(MetricKind::Gauge | MetricKind::Info) => return Some("declared as a gauge"),
        Some(MetricKind::Summary) => return Some("declared as a summary"),
        Some(MetricKind::Histogram) if !facts.kind.eq(&MetricKind::Histogram) => {
            return Some("the part of a histogram that has none");
        }
        Some(MetricKind::Counter) => return Some("declared as a counter"),
        Some(_) => return None,
        None => {}
    }
    if name.ends_with("_total") {
        return Some("a counter");
    }
    let is_part = name.ends_with("_seconds_sum")
        || name.ends_with("_seconds_count")
        || name.ends_with("_bytes_sum")
        || name.ends_with("_bytes_count");
    is_part.then_some("the part of a histogram that has none")
}
