//! A quantile that is no fraction: `histogram_quantile(95, …)` is infinite, always.

use super::number;
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::quantity::float_text;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let (word, quantile) = match &node.kind {
            ExprKind::Call(call)
                if ["histogram_quantile", "quantile_over_time"].contains(&call.function.value.as_str()) =>
            {
                (&call.function, call.arguments.first())
            }
            ExprKind::Aggregate(aggregate) if aggregate.op.value == "quantile" => {
                (&aggregate.op, aggregate.parameter.as_ref())
            }
            _ => continue,
        };
        let Some((quantile, value)) = quantile.and_then(|quantile| Some((quantile, number(quantile)?)))
        else {
            continue;
        };
        if !(0.0..=1.0).contains(&value) && !value.is_nan() {
            findings.push(
                finding(&word.value, quantile, value)
                    .because(word.span, "a fraction from 0 to 1 is wanted here"),
            );
        }
    }
}

fn finding(function: &str, quantile: &Expr, value: f64) -> Diagnostic {
    let result = if value > 1.0 { "+Inf" } else { "-Inf" };
    let finding = Diagnostic::new(
        codes::HISTOGRAM_QUANTILE_OUT_OF_RANGE,
        quantile.span,
        format!("`{function}` of the quantile {} is always {result}", float_text(value)),
    );
    if (1.0..=100.0).contains(&value) {
        let fraction = float_text(value / 100.0);
        let title = format!("write `{fraction}`");
        return finding.help(format!("did you mean `{fraction}`?")).fix(
            Applicability::Unsafe,
            title,
            [(quantile.span, fraction)],
        );
    }
    finding.help("write a fraction from 0 to 1")
}
