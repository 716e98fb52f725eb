//! `rate(rate(x[5m])[1h:])`: a rate goes up and down, and `rate` wants a counter.

use super::reading::{RATES, all_record};
use super::{number, unwrapped};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Call, Expr, ExprKind};
use crate::lint::{Look, View};
use crate::text::Span;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        let function = &call.function;
        let Some(argument) = call.arguments.first().filter(|_| RATES.contains(&function.value.as_str()))
        else {
            continue;
        };
        let Some((span, text)) = rate_in(argument).or_else(|| recorded_rate(look, argument)) else {
            continue;
        };
        findings.push(
            Diagnostic::new(
                codes::COUNTER_RATE_OF_RATE,
                function.span,
                format!("`{}` wants a counter, but is given a rate, which goes up and down", function.value),
            )
            .because(span, text)
            .help("take `avg_over_time` for its mean, `deriv` for how it changes, or a longer range of the counter"),
        );
    }
}

fn rate_in(argument: &Expr) -> Option<(Span, String)> {
    let ExprKind::Subquery(inner, ..) = &unwrapped(argument).kind else { return None };
    let rate = rate(inner)?;
    Some((rate.function.span, format!("`{}` is taken here already", rate.function.value)))
}

/// A series that every rule of its name records as a rate.
fn recorded_rate(look: &Look, argument: &Expr) -> Option<(Span, String)> {
    let (name, span) = all_record(look, argument, |expr| rate(expr).map(|found| found.function.span))?;
    Some((span, format!("`{name}` is recorded as this rate")))
}

/// The call that makes `expr` a rate: through aggregations, and times a number.
fn rate(expr: &Expr) -> Option<&Call> {
    match &unwrapped(expr).kind {
        ExprKind::Call(call) if RATES.contains(&call.function.value.as_str()) => Some(call),
        ExprKind::Aggregate(aggregate)
            if ["avg", "max", "min", "sum"].contains(&aggregate.op.value.as_str()) =>
        {
            rate(&aggregate.body)
        }
        ExprKind::Binary(binary) if matches!(*binary.op, BinaryOp::Multiply | BinaryOp::Divide) => {
            match (number(&binary.left), number(&binary.right)) {
                (None, Some(_)) => rate(&binary.left),
                (Some(_), None) if *binary.op == BinaryOp::Multiply => rate(&binary.right),
                _ => None,
            }
        }
        _ => None,
    }
}
