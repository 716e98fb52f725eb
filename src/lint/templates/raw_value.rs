//! Computed values have many digits: `0.03333333333333333`.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};
use crate::quantity::Dimension;
use crate::template::{self, ValueKind};
use crate::text::Span;

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let Some((cause, what)) = made_of_fractions(&view.rule.expr) else { return };
    for text in &view.texts {
        let shown = text.template().map_or(&[][..], |template| template.values_shown());
        for shown in shown.iter().filter(|shown| shown.through.is_none()) {
            let written = template::humanise(kind(view.unit.dimension()), "$value");
            findings.push(
                Diagnostic::new(
                    codes::TEMPLATE_RAW_VALUE,
                    text.span_of(shown.at.clone()),
                    "the value is shown with all its digits",
                )
                .because(cause, format!("{what} gives fractions"))
                .help(format!("write `{written}`")),
            );
        }
    }
}

/// What in an expression makes values that are hardly whole.
fn made_of_fractions(expr: &Expr) -> Option<(Span, String)> {
    match &expr.kind {
        ExprKind::Call(call) => match call.function.value.as_str() {
            name @ ("rate" | "irate" | "deriv" | "avg_over_time" | "predict_linear"
            | "histogram_quantile") => Some((call.function.span, format!("`{name}`"))),
            "round" | "ceil" | "floor" => None,
            _ => call.arguments.iter().find_map(made_of_fractions),
        },
        ExprKind::Aggregate(aggregate) => match aggregate.op.value.as_str() {
            "count" | "count_values" | "group" => None,
            "avg" | "stddev" | "stdvar" => Some((aggregate.op.span, format!("`{}`", aggregate.op.value))),
            _ => made_of_fractions(&aggregate.body),
        },
        ExprKind::Binary(binary) => match *binary.op {
            BinaryOp::Divide => Some((binary.op.span, "`/`".to_string())),
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Modulo | BinaryOp::Power => {
                made_of_fractions(&binary.left).or_else(|| made_of_fractions(&binary.right))
            }
            _ if binary.returns_bool => None,
            _ => made_of_fractions(&binary.left),
        },
        ExprKind::Paren(inner) | ExprKind::Negate(inner) | ExprKind::Plus(inner) => made_of_fractions(inner),
        ExprKind::Subquery(inner, ..) | ExprKind::Offset(inner, _) | ExprKind::At(inner, _) => {
            made_of_fractions(inner)
        }
        _ => None,
    }
}

fn kind(dimension: Option<Dimension>) -> ValueKind {
    match dimension {
        Some(Dimension::Ratio) => ValueKind::Ratio,
        Some(Dimension::Time) => ValueKind::Seconds,
        Some(Dimension::Bytes) => ValueKind::Bytes,
        Some(Dimension::PerSecond) => ValueKind::PerSecond,
        _ => ValueKind::Count,
    }
}
