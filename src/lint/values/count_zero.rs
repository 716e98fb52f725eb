//! `count(x) == 0`: of nothing there is no count.

use super::words::{because, name};
use super::{counts, each};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ranges::{Node, Verdict, verdict};
use crate::expr::{Binary, BinaryOp, ExprKind};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        if let Some((binary, left, right)) = node.binary()
            && applies(binary, left, right)
        {
            findings.push(finding(binary, left, right));
        }
    });
}

/// Whether what counts or tells presence is asked to be below 1.
pub(super) fn applies(binary: &Binary, left: &Node, right: &Node) -> bool {
    let (counted, limit, op) = if left.range.scalar {
        (right, left, binary.op.value.exchanged())
    } else {
        (left, right, *binary.op)
    };
    let asks = match op {
        BinaryOp::Equal | BinaryOp::LessOrEqual => {
            limit.range.constant().is_some_and(|limit| (0.0..1.0).contains(&limit))
        }
        BinaryOp::Less => limit.range.constant().is_some_and(|limit| limit > 0.0 && limit <= 1.0),
        _ => false,
    };
    asks && counts(counted) && verdict(op, &counted.range, &limit.range) == Verdict::Never
}

fn finding(binary: &Binary, left: &Node, right: &Node) -> Diagnostic {
    let counted = if left.range.scalar { right } else { left };
    let called = name(counted, "this");
    let of_presence = matches!(counted.called(), Some("absent" | "absent_over_time"));
    let text = if of_presence {
        format!("{called} is never 0: it is 1, or there is no result")
    } else {
        format!("{called} is never 0: of nothing there is no result")
    };
    let grouped = match &counted.expr.kind {
        ExprKind::Aggregate(aggregate) => {
            aggregate.grouping.as_ref().is_some_and(|by| by.without || !by.labels.is_empty())
        }
        _ => false,
    };
    let help = match () {
        () if of_presence => {
            "what is there is asked for without `absent`; what is missing with `absent(…)` alone"
        }
        () if grouped => {
            "a group of no series is gone: take what should be there and write `unless` what is, or `absent(…)` for each group"
        }
        () => "write `absent(…)` of what is counted: it is 1 when there is nothing",
    };
    let finding = Diagnostic::new(codes::VALUE_COUNT_ZERO, binary.op.span.to(binary.right.span), text);
    because(finding.here("never holds").help(help), counted)
}
