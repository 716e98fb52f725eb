//! `mean`, `forecast`, `change`, `missing`, `stalled`.

use super::{Expander, Place, build, shift};
use crate::diag::{Diagnostic, codes};
use crate::expr::{BinaryOp, Duration, Expr, ExprKind};
use crate::quantity::Dimension;
use crate::text::Spanned;

/// The functions that PromQL does not have, sorted; `p50` … are tokens of their own.
pub const MEASURES: [&str; 5] = ["change", "forecast", "mean", "missing", "stalled"];

pub fn is_measure(function: &str) -> bool {
    MEASURES.contains(&function)
}

impl Expander<'_> {
    pub(super) fn measure_function(&mut self, expr: &mut Expr, place: Place) {
        let ExprKind::Call(call) = std::mem::replace(&mut expr.kind, ExprKind::Error) else { return };
        let (function, arguments) = (call.function, call.arguments);
        match function.value.as_str() {
            "mean" => {
                if let Some([argument]) = self.exactly(arguments, &function) {
                    self.mean(expr, argument, place, &function);
                }
            }
            "forecast" => {
                if let Some([argument, ahead]) = self.exactly(arguments, &function) {
                    self.forecast(expr, argument, ahead, place, &function);
                }
            }
            "change" => {
                if let Some([argument, ago]) = self.exactly(arguments, &function) {
                    self.change(expr, argument, ago, place, &function);
                }
            }
            "missing" => {
                if let Some([argument]) = self.exactly(arguments, &function) {
                    self.missing(expr, argument, place, &function);
                }
            }
            _ => {
                if let Some([argument]) = self.exactly(arguments, &function) {
                    self.stalled(expr, argument, place, &function);
                }
            }
        }
    }

    /// `forecast(g, 4h)`: `predict_linear(g[W], 14400)`
    fn forecast(
        &mut self,
        expr: &mut Expr,
        argument: Expr,
        mut ahead: Expr,
        place: Place,
        asked_by: &Spanned<String>,
    ) {
        self.expand(&mut ahead, place);
        let Some(range) = self.ranged(argument, place, asked_by) else { return };
        *expr = build::call("predict_linear", vec![range, ahead], asked_by.span);
    }

    /// `change(x, 1d)`: by which share `x` differs from itself a day ago.
    fn change(
        &mut self,
        expr: &mut Expr,
        mut argument: Expr,
        ago: Expr,
        place: Place,
        asked_by: &Spanned<String>,
    ) {
        let milliseconds = match &ago.kind {
            ExprKind::Number(time)
                if time.value > 0.0 && matches!(time.dimension, None | Some(Dimension::Time)) =>
            {
                (time.value * 1000.0).round() as i64
            }
            _ => {
                self.findings.push(
                    Diagnostic::new(codes::MEASURE_ARGUMENT, ago.span, "`change` looks back by a fixed time")
                        .help("write a duration, such as `change(…, 1d)`"),
                );
                return;
            }
        };
        if place.in_change {
            self.findings.push(
                Diagnostic::new(
                    codes::MEASURE_ARGUMENT,
                    asked_by.span,
                    "a `change` of a `change` is not measured",
                )
                .help("record the inner one with `record`, and use its name here"),
            );
            return;
        }
        self.expand(&mut argument, Place { in_change: true, ..place });
        let span = asked_by.span;
        let mut earlier = argument.clone();
        shift::into_the_past(&mut earlier, &Duration::new(milliseconds, ago.span));
        let difference = build::binary(argument, BinaryOp::Subtract, earlier.clone(), span);
        *expr = build::binary(difference, BinaryOp::Divide, earlier, span);
    }

    /// `missing(sel)`: `absent` carries the labels that the selector's `=` matchers fix.
    fn missing(&mut self, expr: &mut Expr, mut argument: Expr, place: Place, asked_by: &Spanned<String>) {
        self.expand(&mut argument, Place { aggregated: true, ..place });
        let is_range =
            matches!(argument.unparenthesised().kind, ExprKind::Range(..) | ExprKind::Subquery(..));
        let absent = if is_range { "absent_over_time" } else { "absent" };
        *expr = build::call(absent, vec![argument], asked_by.span);
    }

    /// `stalled(c)`: no increase in the window; of the sum when the measure has a `by`.
    fn stalled(&mut self, expr: &mut Expr, argument: Expr, place: Place, asked_by: &Spanned<String>) {
        let span = asked_by.span;
        let Some(range) = self.ranged(argument, place, asked_by) else { return };
        let mut increase = build::call("increase", vec![range], span);
        if !self.context.by.is_empty() {
            increase = self.sum(increase, false, asked_by);
        }
        *expr = build::binary(increase, BinaryOp::Equal, build::number(0.0, span), span);
    }

    /// The arguments when there are as many as `N`, else a diagnostic.
    pub(super) fn exactly<const N: usize>(
        &mut self,
        arguments: Vec<Expr>,
        function: &Spanned<String>,
    ) -> Option<[Expr; N]> {
        arguments
            .try_into()
            .map_err(|arguments: Vec<Expr>| {
                let name = &function.value;
                let finding = Diagnostic::new(
                    codes::MEASURE_ARGUMENT,
                    function.span,
                    format!(
                        "`{name}` takes {N} argument{}, not {}",
                        if N == 1 { "" } else { "s" },
                        arguments.len()
                    ),
                );
                self.findings.push(finding.help(format!("write `{}`", example(name))));
            })
            .ok()
    }
}

fn example(function: &str) -> String {
    match function {
        "change" => "change(metric, 1d)".to_string(),
        "forecast" => "forecast(metric, 4h)".to_string(),
        other => format!("{other}(metric)"),
    }
}
