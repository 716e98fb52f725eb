//! Measures: what Larum adds to PromQL, turned into PromQL. See `docs/measures.md`.
//!
//! Nodes that the compiler makes carry the span of the token that asked for them.

pub mod build;
mod distribution;
mod functions;
mod shift;
mod source;
mod window;

pub use functions::MEASURES;

use super::catalogue::Catalogue;
use super::{Aggregate, Call, Duration, Expr, ExprKind};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::text::{Span, Spanned};

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub struct MeasureContext<'a> {
    pub catalogue: &'a Catalogue,
    /// In a `measure`, or in a condition that goes on from one: here plain `rate(x)` takes the
    /// window and sums. Elsewhere only functions that PromQL does not have are turned.
    pub in_measure: bool,
    /// `over`
    pub window: Option<&'a Duration>,
    /// `by`; empty when there is none.
    pub by: &'a [Spanned<String>],
    /// The clauses were written for this expression, so that a warning is due when it uses none.
    pub clauses_are_its_own: bool,
}

/// Turns the measures in `expr` into PromQL, in one pass.
/// What cannot be turned becomes `ExprKind::Error`, with a diagnostic.
pub fn expand(mut expr: Expr, context: &MeasureContext) -> (Expr, Diagnostics) {
    let mut expander =
        Expander { context, findings: Diagnostics::default(), used_window: false, used_by: false };
    expander.expand(&mut expr, Place::default());
    if context.clauses_are_its_own && !expander.findings.has_errors() {
        expander.report_unused_clauses();
    }
    (expr, expander.findings)
}

struct Expander<'a> {
    context: &'a MeasureContext<'a>,
    findings: Diagnostics,
    used_window: bool,
    used_by: bool,
}

/// What stands around a node.
#[derive(Clone, Copy, Default)]
struct Place {
    /// An aggregation or `absent` reads this value: `rate` does not sum by itself.
    aggregated: bool,
    /// `histogram_quantile` reads this value: sums keep `le`.
    keeps_buckets: bool,
    /// `change` reads this value, and writes it three times.
    in_change: bool,
}

impl Expander<'_> {
    fn expand(&mut self, expr: &mut Expr, place: Place) {
        match &mut expr.kind {
            ExprKind::Range(body, _)
            | ExprKind::Paren(body)
            | ExprKind::Offset(body, _)
            | ExprKind::At(body, _)
            | ExprKind::Subquery(body, ..)
            | ExprKind::Negate(body)
            | ExprKind::Plus(body) => self.expand(body, place),
            ExprKind::Binary(binary) => {
                self.expand(&mut binary.left, place);
                self.expand(&mut binary.right, place);
            }
            ExprKind::Aggregate(aggregate) if self.is_measured_quantile(aggregate) => {
                self.quantile(expr, place);
            }
            ExprKind::Aggregate(aggregate) => {
                let inside = Place { aggregated: true, ..place };
                if let Some(parameter) = &mut aggregate.parameter {
                    self.expand(parameter, place);
                }
                self.expand(&mut aggregate.body, inside);
            }
            ExprKind::Percentile(..) => self.percentile(expr, place),
            ExprKind::Call(_) => self.call(expr, place),
            ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Selector(_)
            | ExprKind::Measure
            | ExprKind::Error => {}
        }
    }

    /// `quantile(0.95, x)` of a plain selector in a measure is a measure;
    /// with a `by` of its own, or of a computed value, it is PromQL's.
    fn is_measured_quantile(&self, aggregate: &Aggregate) -> bool {
        self.context.in_measure
            && aggregate.op.value == "quantile"
            && aggregate.grouping.is_none()
            && aggregate.parameter.is_some()
            && window::selector(&aggregate.body).is_some()
    }

    fn call(&mut self, expr: &mut Expr, place: Place) {
        let ExprKind::Call(call) = &mut expr.kind else { return };
        if functions::is_measure(&call.function) {
            return self.measure_function(expr, place);
        }
        let Call { function, arguments } = call;
        let inside = Place {
            aggregated: place.aggregated || function.value.starts_with("absent"),
            keeps_buckets: matches!(function.value.as_str(), "histogram_quantile" | "histogram_fraction"),
            in_change: place.in_change,
        };
        for argument in arguments {
            self.expand(argument, inside);
        }
        if self.context.in_measure {
            self.take_window(expr, place);
        }
    }

    /// The window of the measure, or a diagnostic at the token that needs one.
    fn window(&mut self, asked_by: &Spanned<String>) -> Option<Duration> {
        self.used_window = true;
        if self.context.window.is_none() {
            let name = &asked_by.value;
            let finding = Diagnostic::new(
                codes::MEASURE_NO_WINDOW,
                asked_by.span,
                format!("`{name}` looks back over a window, and there is none here"),
            );
            self.findings.push(if self.context.in_measure {
                finding.help("write the window after the measure: `over 5m`")
            } else {
                finding.help("write a range after the metric: `[5m]`, or use it in a `measure … over 5m`")
            });
        }
        self.context.window.cloned()
    }

    fn report_unused_clauses(&mut self) {
        if let (Some(window), false) = (self.context.window, self.used_window) {
            self.findings.push(
                Diagnostic::new(
                    codes::MEASURE_UNUSED_CLAUSE,
                    window.span,
                    "nothing in this measure looks back over a window",
                )
                .help("leave out `over`, or name what to compute over it, such as `avg_over_time(…)`"),
            );
        }
        if let (Some(span), false) = (self.by_span(), self.used_by) {
            self.findings.push(
                Diagnostic::new(
                    codes::MEASURE_UNUSED_CLAUSE,
                    span,
                    "nothing in this measure is summed by these labels",
                )
                .help("leave out `by`, or write the aggregation: `max by (…) (…)`"),
            );
        }
    }

    /// From the first to the last label of `by`.
    fn by_span(&self) -> Option<Span> {
        let by = self.context.by;
        Some(by.first()?.span.to(by.last()?.span))
    }
}
