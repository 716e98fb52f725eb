//! `rate(sum(x)[5m:1m])`: the sum of counters is none, since each restart lets it fall by a part.

use super::reading::{RATES, all_record};
use super::{aggregate, selected, unwrapped};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Aggregate, Expr, ExprKind};
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
        let Some((span, text)) = sum_in(argument).or_else(|| recorded_sum(look, argument)) else { continue };
        findings.push(
            Diagnostic::new(
                codes::COUNTER_RATE_OF_AGGREGATE,
                function.span,
                format!("`{}` of a sum sees the restart of one series as a restart of all", function.value),
            )
            .because(span, text)
            .help(format!("add up afterwards: `sum({}(…))`", function.value)),
        );
    }
}

/// `sum` and `avg` of samples as they are, over a subquery.
fn sum_in(argument: &Expr) -> Option<(Span, String)> {
    let ExprKind::Subquery(inner, ..) = &unwrapped(argument).kind else { return None };
    let sum = raw_sum(inner)?;
    Some((sum.op.span, format!("`{}` here puts the series together first", sum.op.value)))
}

/// A series that every rule of its name records as such a sum.
fn recorded_sum(look: &Look, argument: &Expr) -> Option<(Span, String)> {
    let (name, span) = all_record(look, argument, |expr| raw_sum(expr).map(|found| found.op.span))?;
    Some((span, format!("`{name}` is recorded as this sum")))
}

fn raw_sum(expr: &Expr) -> Option<&Aggregate> {
    let sum = aggregate(expr, &["avg", "sum"])?;
    // A sum of sums is one, too.
    (selected(&sum.body).is_some() || raw_sum(&sum.body).is_some()).then_some(sum)
}
