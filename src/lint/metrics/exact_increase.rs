//! `increase(x[1m]) == 1`: what Prometheus extrapolates is hardly ever a whole number.

use super::{any_call, number};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Call, Expr, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Binary(binary) = &node.kind else { continue };
        if !matches!(*binary.op, BinaryOp::Equal | BinaryOp::NotEqual) {
            continue;
        }
        for (value, limit) in [(&binary.left, &binary.right), (&binary.right, &binary.left)] {
            let exact = number(limit).is_some_and(|limit| limit != 0.0 && limit.is_finite());
            let Some(call) = extrapolated(value).filter(|_| exact) else { continue };
            let function = &call.function;
            let effect =
                if *binary.op == BinaryOp::Equal { "hardly ever holds" } else { "nearly always holds" };
            findings.push(
                Diagnostic::new(
                    codes::COUNTER_EXACT_INCREASE,
                    binary.op.span,
                    format!(
                        "`{}` is extrapolated and hardly ever this exact number, so that this {effect}",
                        function.value
                    ),
                )
                .because(function.span, "extrapolated to the ends of the range here")
                .help("compare with `>` or `<`, or put `round(…)` around it"),
            );
        }
    }
}

fn extrapolated(expr: &Expr) -> Option<&Call> {
    if let ExprKind::Aggregate(aggregate) = &expr.unparenthesised().kind
        && ["avg", "max", "min", "sum"].contains(&aggregate.op.value.as_str())
    {
        return extrapolated(&aggregate.body);
    }
    any_call(expr).filter(|call| ["delta", "increase", "rate"].contains(&call.function.value.as_str()))
}
