//! `avg(x{quantile="0.99"})`: quantiles of parts say nothing of the quantile of the whole.

use super::selected;
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::expr::{ExprKind, MatchOp, Selector};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Aggregate(aggregate) = &node.kind else { continue };
        let op = &aggregate.op;
        let is_sum = op.value == "sum";
        if !is_sum && op.value != "avg" {
            continue;
        }
        let Some((_, selector)) = selected(&aggregate.body) else { continue };
        let Some(span) = one_quantile(selector) else { continue };
        let verb = if is_sum { "adding up" } else { "averaging" };
        let finding = Diagnostic::new(
            codes::HISTOGRAM_AGGREGATED_QUANTILE,
            op.span,
            format!("{verb} quantiles gives no quantile of anything"),
        )
        .because(span, "the quantile of each series by itself")
        .help("take `max` for the worst of them, or a histogram, whose buckets can be added up");
        // A mean of quantiles is at least about as large as they are; a group may be one series.
        let certain = is_sum && aggregate.grouping.is_none();
        findings.push(if certain { finding } else { finding.at_level(Level::Pedantic) });
    }
}

/// The matcher for one quantile of a summary.
fn one_quantile(selector: &Selector) -> Option<crate::text::Span> {
    let matcher = selector.matchers.iter().find(|matcher| matcher.label.value == "quantile")?;
    let number = matcher.value.parse::<f64>().ok()?;
    let is_median_or_more = (0.0..1.0).contains(&number) && matcher.op == MatchOp::Equal;
    is_median_or_more.then(|| matcher.label.span.to(matcher.value.span))
}
