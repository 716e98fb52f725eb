//! A counter compared with a limit: it grows until the process restarts.

use super::{Sureness, counter, number, selected};
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::expr::{Binary, BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};

/// These hand on the size of a counter.
const KEEP_SIZE: &[&str] = &["abs", "ceil", "floor", "round", "max_over_time", "min_over_time"];

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    view.rule.expr.for_each(&mut |node, above| {
        if let ExprKind::Binary(binary) = &node.kind
            && let Some(finding) = finding(look, binary)
        {
            let cautious = is_guard(node, above);
            findings.push(if cautious { finding.at_level(Level::Pedantic) } else { finding });
        }
    });
}

/// `… and requests_total > 100`: that there was enough to judge by. It may be meant of all times.
fn is_guard(node: &Expr, above: &[&Expr]) -> bool {
    let below = above.iter().skip(1).copied().chain([node]);
    above.iter().zip(below).any(|(outer, inner)| match &outer.kind {
        ExprKind::Binary(outer) if matches!(*outer.op, BinaryOp::And | BinaryOp::Unless) => {
            std::ptr::eq(&outer.right, inner)
        }
        _ => false,
    })
}

fn finding(look: &Look, binary: &Binary) -> Option<Diagnostic> {
    // Zero is where a counter starts: `== 0` asks whether anything has happened at all.
    let is_limit = |expr: &Expr| number(expr).is_some_and(|limit| limit > 0.0);
    if !matches!(
        *binary.op,
        BinaryOp::Greater | BinaryOp::GreaterOrEqual | BinaryOp::Less | BinaryOp::LessOrEqual
    ) {
        return None;
    }
    let side = match (is_limit(&binary.left), is_limit(&binary.right)) {
        (false, true) => &binary.left,
        (true, false) => &binary.right,
        _ => return None,
    };
    if let Some(finding) = lifetime_ratio(look, side) {
        return Some(finding);
    }
    let (name, _) = selected(of_size(side))?;
    let sureness = counter(look, name)?;
    let finding = Diagnostic::new(
        codes::COUNTER_COMPARED_RAW,
        name.span,
        format!("`{}` is a counter: it grows until its process restarts, whatever happens now", name.value),
    )
    .because(binary.op.span, "its size since then is compared here")
    .help(format!("compare what it has grown by: `increase({}[5m])`, or `rate`", name.value));
    Some(match sureness {
        Sureness::Declared(span) => finding.because(span, "declared here as a counter"),
        Sureness::Named => finding,
        Sureness::Likely => finding.at_level(Level::Pedantic),
    })
}

/// `errors_total / requests_total`: the share since the processes started hardly moves any more.
fn lifetime_ratio(look: &Look, side: &Expr) -> Option<Diagnostic> {
    let ExprKind::Binary(binary) = &side.unparenthesised().kind else { return None };
    let is_counter =
        |expr: &Expr| selected(of_size(expr)).is_some_and(|(name, _)| counter(look, name).is_some());
    if *binary.op != BinaryOp::Divide || !is_counter(&binary.left) || !is_counter(&binary.right) {
        return None;
    }
    let message = "the ratio of two counters is that of all since their processes started";
    let finding = Diagnostic::new(codes::COUNTER_COMPARED_RAW, binary.op.span, message);
    Some(
        finding.help("divide what they have grown by: `rate(…[5m]) / rate(…[5m])`").at_level(Level::Pedantic),
    )
}

/// The expression that the size of `expr` is, or adds up.
fn of_size(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Paren(inner) => of_size(inner),
        ExprKind::Aggregate(aggregate)
            if ["avg", "max", "min", "sum"].contains(&aggregate.op.value.as_str()) =>
        {
            of_size(&aggregate.body)
        }
        ExprKind::Call(call) if KEEP_SIZE.contains(&call.function.value.as_str()) => {
            call.arguments.first().map_or(expr, of_size)
        }
        _ => expr,
    }
}
