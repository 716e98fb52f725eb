//! `sum(a / b)`: one series whose `b` is 0 makes the whole sum NaN or infinite.

use super::super::metrics::{number, unwrapped};
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::lint::{Look, View};
use crate::text::Span;

/// These take one NaN for the result.
const SPREADING: &[&str] = &["avg", "stddev", "stdvar", "sum"];
/// How far recorded series are followed.
const DEPTH: usize = 3;
/// How many rules of one name are looked at.
const FOLLOWED: usize = 4;

/// Where it is divided by what may be 0.
struct Division {
    span: Span,
    text: String,
    is_recorded: bool,
}

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Aggregate(aggregate) = &node.kind else { continue };
        if !SPREADING.contains(&aggregate.op.value.as_str()) {
            continue;
        }
        let Some(division) = division(look, &aggregate.body, DEPTH) else { continue };
        let op = &aggregate.op;
        let finding = Diagnostic::new(
            codes::EXPR_NAN_SPREADS,
            op.span,
            format!("one 0 / 0 makes the whole `{}` NaN, and no comparison with NaN holds", op.value),
        )
        .because(division.span, division.text)
        .help("leave out what is zero, `a / (b > 0)`, or divide the sums: `sum(a) / sum(b)`");
        // What is recorded may be one series a group, and so may be what a sum leaves labels to.
        let single = division.is_recorded || op.value == "sum" && aggregate.grouping.is_some();
        findings.push(if single { finding.at_level(Level::Pedantic) } else { finding });
    }
}

/// A division in `expr` whose result can be NaN and is handed on.
fn division(look: &Look, expr: &Expr, depth: usize) -> Option<Division> {
    match &unwrapped(expr).kind {
        ExprKind::Binary(binary) => match *binary.op {
            BinaryOp::Divide | BinaryOp::Modulo if may_be_zero(&binary.right) => {
                let what = if *binary.op == BinaryOp::Divide { "divided" } else { "taken modulo" };
                let text = format!("{what} here, by what may be 0");
                Some(Division { span: binary.op.span, text, is_recorded: false })
            }
            // A comparison lets no NaN through; `and` and `unless` are there to choose.
            BinaryOp::And | BinaryOp::Unless => None,
            op if op.is_comparison() => None,
            _ => division(look, &binary.left, depth).or_else(|| division(look, &binary.right, depth)),
        },
        ExprKind::Negate(inner) => division(look, inner, depth),
        ExprKind::Call(call)
            if ["abs", "ceil", "floor", "label_join", "label_replace", "round"]
                .contains(&call.function.value.as_str()) =>
        {
            division(look, call.arguments.first()?, depth)
        }
        ExprKind::Selector(selector) if depth > 0 => {
            let name = selector.name.as_ref()?;
            // A few of the rules are enough: they are alike.
            let mut rules = look.records.get(name.value.as_str())?.iter().take(FOLLOWED);
            rules.find_map(|(_, rule)| division(look, &rule.expr, depth - 1))?;
            let text = format!("`{}` is recorded with a division, by what may be 0", name.value);
            Some(Division { span: name.span, text, is_recorded: true })
        }
        _ => None,
    }
}

/// A rate is 0 whenever nothing happens; of other series nothing is known.
fn may_be_zero(divisor: &Expr) -> bool {
    match &unwrapped(divisor).kind {
        ExprKind::Number(_) => number(divisor) == Some(0.0),
        ExprKind::Call(call) => {
            ["delta", "deriv", "idelta", "increase", "irate", "rate"].contains(&call.function.value.as_str())
        }
        ExprKind::Aggregate(aggregate) => {
            ["avg", "max", "min", "sum"].contains(&aggregate.op.value.as_str())
                && may_be_zero(&aggregate.body)
        }
        // A filter stands for what its author knows of the values; so does a sum with something.
        ExprKind::Binary(binary) if *binary.op == BinaryOp::Multiply => {
            may_be_zero(&binary.left) || may_be_zero(&binary.right)
        }
        _ => false,
    }
}
