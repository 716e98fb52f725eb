//! `rate(a_sum[5m]) / rate(b_count[5m])`: the mean of two different histograms.

use super::reading::RATES;
use super::{call_of, selected, unwrapped};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};
use crate::quantity::duration_text;
use crate::text::{Span, Spanned};

/// One side of the division.
struct Part<'a> {
    name: &'a Spanned<String>,
    /// The range that its rate is taken over.
    window: Option<(i64, Span)>,
}

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Binary(binary) = &node.kind else { continue };
        if *binary.op != BinaryOp::Divide {
            continue;
        }
        let (Some(sum), Some(count)) = (part(&binary.left), part(&binary.right)) else { continue };
        let bases = (sum.name.value.strip_suffix("_sum"), count.name.value.strip_suffix("_count"));
        let (Some(sum_base), Some(count_base)) = bases else { continue };
        if sum_base != count_base {
            continue;
        }
        let message = match (sum.window, count.window) {
            (Some((a, _)), Some((b, place))) if a != b => {
                let (a, b) = (duration_text(a), duration_text(b));
                (place, format!("the sum of {a} is divided by the count of {b}, which is no mean"))
            }
            (Some(_), None) => {
                (count.name.span, format!("the rate of the sum is divided by all of `{}`", count.name.value))
            }
            (None, Some(_)) => {
                (sum.name.span, format!("all of `{}` is divided by the rate of the count", sum.name.value))
            }
            _ => continue,
        };
        let (place, message) = message;
        findings.push(
            Diagnostic::new(codes::HISTOGRAM_MIXED_PARTS, place, message)
                .because(binary.op.span, "a mean is taken here")
                .help("take both over the same range: `rate(x_sum[5m]) / rate(x_count[5m])`"),
        );
    }
}

fn part(expr: &Expr) -> Option<Part<'_>> {
    let inner = match &unwrapped(expr).kind {
        ExprKind::Aggregate(aggregate) if aggregate.op.value == "sum" => return part(&aggregate.body),
        _ => unwrapped(expr),
    };
    let Some(call) = call_of(inner, RATES) else {
        return Some(Part { name: selected(inner)?.0, window: None });
    };
    let argument = call.arguments.first()?;
    Some(Part { name: selected(argument)?.0, window: Some(window(argument)?) })
}

fn window(expr: &Expr) -> Option<(i64, Span)> {
    match &expr.kind {
        ExprKind::Range(_, window) => Some((window.milliseconds, window.span)),
        ExprKind::Paren(inner) | ExprKind::Offset(inner, _) | ExprKind::At(inner, _) => window(inner),
        _ => None,
    }
}
