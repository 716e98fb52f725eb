//! `p95(x)`, `quantile(0.95, x)`, `mean(x)`: what they compute follows from the metric's kind.

use super::{Expander, Place, build, window};
use crate::diag::{Diagnostic, codes};
use crate::expr::catalogue::{Catalogue, MetricKind};
use crate::expr::{BinaryOp, Expr, ExprKind, Selector};
use crate::text::{Span, Spanned};

/// Where the values of a distribution are found.
enum Source {
    /// `x_bucket`, `x_sum`, `x_count`, with the base name.
    Classic(String),
    Native,
    Summary(String),
    /// One value a series.
    Plain,
}

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

    /// The kind of distribution behind a selector, or a diagnostic that asks for it.
    fn source(&mut self, selector: &Selector, asked_by: &Spanned<String>) -> Option<Source> {
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
