//! `p95(x)`, `quantile(0.95, x)`, `mean(x)`: what they compute follows from the metric's kind.

use super::source::Source;
use super::{Expander, Place, build, window};
use crate::diag::{Diagnostic, codes};
use crate::expr::{BinaryOp, Expr, ExprKind, Selector};
use crate::text::{Span, Spanned};

impl Expander<'_> {
    /// `p95(x)`
    pub(super) fn percentile(&mut self, expr: &mut Expr, place: Place) {
        let ExprKind::Percentile(fraction, arguments) = std::mem::replace(&mut expr.kind, ExprKind::Error)
        else {
            return;
        };
        let asked_by = Spanned::new(format!("p{}", percent_text(fraction.value)), fraction.span);
        let Some([argument]) = self.exactly::<1>(arguments, &asked_by) else { return };
        let parameter = build::number(fraction.value, fraction.span);
        self.quantile_of(expr, parameter, argument, place, &asked_by);
    }

    /// `quantile(0.95, x)` in a measure.
    pub(super) fn quantile(&mut self, expr: &mut Expr, place: Place) {
        let ExprKind::Aggregate(aggregate) = std::mem::replace(&mut expr.kind, ExprKind::Error) else {
            return;
        };
        let Some(parameter) = aggregate.parameter else { return };
        self.quantile_of(expr, parameter, aggregate.body, place, &aggregate.op);
    }

    fn quantile_of(
        &mut self,
        expr: &mut Expr,
        parameter: Expr,
        mut argument: Expr,
        place: Place,
        asked_by: &Spanned<String>,
    ) {
        let span = asked_by.span;
        let Some(selector) = window::selector(&argument) else {
            *expr = self.quantile_of_computed(parameter, argument, place, span);
            return;
        };
        let Some(source) = self.source(selector, asked_by) else { return };
        match source {
            Source::Classic(base) => {
                rename(&mut argument, format!("{base}_bucket"));
                let Some(argument) = self.ranged(argument, place, asked_by) else { return };
                let rates = build::call("rate", vec![argument], span);
                let rates = self.sum(rates, true, asked_by);
                *expr = build::call("histogram_quantile", vec![parameter, rates], span);
            }
            Source::Native => {
                let Some(argument) = self.ranged(argument, place, asked_by) else { return };
                let rates = build::call("rate", vec![argument], span);
                let rates = self.sum(rates, false, asked_by);
                *expr = build::call("histogram_quantile", vec![parameter, rates], span);
            }
            Source::Summary(name) => *expr = self.quantile_of_summary(parameter, argument, name, asked_by),
            Source::Plain => {
                let labels = self.labels();
                *expr = build::aggregate("quantile", labels, Some(parameter), argument, span);
            }
        }
    }

    /// Of an expression: of its buckets when it has some, else across its series.
    fn quantile_of_computed(
        &mut self,
        parameter: Expr,
        mut argument: Expr,
        place: Place,
        span: Span,
    ) -> Expr {
        let of_buckets = reads_buckets(&argument);
        let place = Place { aggregated: !of_buckets, keeps_buckets: of_buckets, ..place };
        self.expand(&mut argument, place);
        if of_buckets {
            return build::call("histogram_quantile", vec![parameter, argument], span);
        }
        let labels = self.labels();
        build::aggregate("quantile", labels, Some(parameter), argument, span)
    }

    /// A summary has its quantiles as series. They cannot be averaged: the worst counts.
    fn quantile_of_summary(
        &mut self,
        parameter: Expr,
        mut argument: Expr,
        name: String,
        asked_by: &Spanned<String>,
    ) -> Expr {
        let span = asked_by.span;
        let ExprKind::Number(fraction) = &parameter.kind else {
            self.findings.push(
                Diagnostic::new(
                    codes::MEASURE_ARGUMENT,
                    parameter.span,
                    "a summary has only quantiles with fixed numbers",
                )
                .help("write a number from 0 to 1, such as `0.95`"),
            );
            return Expr::new(ExprKind::Error, span);
        };
        let value = fraction.value.to_string();
        rename(&mut argument, name);
        if let Some(selector) = window::selector_mut(&mut argument) {
            build::add_matcher(selector, "quantile", value, span);
        }
        let labels = self.labels();
        if labels.is_empty() {
            return argument;
        }
        build::aggregate("max", labels, None, argument, span)
    }

    /// `mean(x)`
    pub(super) fn mean(&mut self, expr: &mut Expr, argument: Expr, place: Place, asked_by: &Spanned<String>) {
        let span = asked_by.span;
        let mut argument = argument;
        let source = match window::selector(&argument) {
            Some(selector) => self.source(selector, asked_by),
            None => {
                self.expand(&mut argument, Place { aggregated: true, ..place });
                Some(Source::Plain)
            }
        };
        match source {
            None => {}
            Some(Source::Classic(base) | Source::Summary(base)) => {
                let mut count = argument.clone();
                rename(&mut argument, format!("{base}_sum"));
                rename(&mut count, format!("{base}_count"));
                let (Some(sum), Some(count)) =
                    (self.ranged(argument, place, asked_by), self.ranged(count, place, asked_by))
                else {
                    return;
                };
                let [sum, count] = [sum, count].map(|range| {
                    let rates = build::call("rate", vec![range], span);
                    self.sum(rates, false, asked_by)
                });
                *expr = build::binary(sum, BinaryOp::Divide, count, span);
            }
            Some(Source::Native) => {
                let Some(argument) = self.ranged(argument, place, asked_by) else { return };
                let rates = self.sum(build::call("rate", vec![argument], span), false, asked_by);
                *expr = build::call("histogram_avg", vec![rates], span);
            }
            Some(Source::Plain) => {
                let labels = self.labels();
                *expr = build::aggregate("avg", labels, None, argument, span);
            }
        }
    }
}

fn rename(expr: &mut Expr, name: String) {
    if let Some(old) = window::selector_mut(expr).and_then(|selector| selector.name.as_mut()) {
        old.value = name;
    }
}

fn reads_buckets(expr: &Expr) -> bool {
    if let ExprKind::Selector(Selector { name: Some(name), .. }) = &expr.kind {
        return name.value.contains("_bucket");
    }
    expr.children().into_iter().any(reads_buckets)
}

/// 0.999 as "99.9"
fn percent_text(fraction: f64) -> String {
    let percent = (fraction * 1e8).round() / 1e6;
    percent.to_string()
}
