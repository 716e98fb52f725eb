//! `histogram_quantile` of buckets as they are: of all that was observed since each process started.

use super::{gauge, unwrapped};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::text::Spanned;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        if call.function.value != "histogram_quantile" {
            continue;
        }
        let Some(name) = call.arguments.last().and_then(raw) else { continue };
        // A histogram of what is there now.
        if gauge(look, name).is_some() {
            continue;
        }
        findings.push(
            Diagnostic::new(
                codes::HISTOGRAM_RAW_BUCKETS,
                name.span,
                format!(
                    "the buckets of `{}` count all since each process started, not what happens now",
                    name.value
                ),
            )
            .because(call.function.span, "the quantile of all of them")
            .help(format!("take those of the last minutes: `rate({}[5m])`", name.value)),
        );
    }
}

/// The buckets that reach the function with nothing but aggregations around them.
fn raw(expr: &Expr) -> Option<&Spanned<String>> {
    match &unwrapped(expr).kind {
        ExprKind::Aggregate(aggregate) if aggregate.op.value == "sum" => raw(&aggregate.body),
        // A recorded name tells with its colons that a rate was taken.
        ExprKind::Selector(selector) => {
            selector.name.as_ref().filter(|name| name.value.ends_with("_bucket") && !name.value.contains(':'))
        }
        _ => None,
    }
}
