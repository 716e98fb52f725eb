//! Making the expressions that objectives and gates stand for.

use crate::expr::measure::build;
use crate::expr::{Binary, BinaryOp, Expr, ExprKind, MatchOp, Matcher, Selector};
use crate::model::Pair;
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

/// `name{label="value", …}`
pub(super) fn recorded(name: String, labels: &[Pair], span: Span) -> Expr {
    let matchers = labels.iter().map(|(label, value)| Matcher {
        label: Spanned::new(label.clone(), span),
        op: MatchOp::Equal,
        value: Spanned::new(value.clone(), span),
    });
    let selector = Selector { name: Some(Spanned::new(name, span)), matchers: matchers.collect() };
    Expr::new(ExprKind::Selector(selector), span)
}

pub(super) fn comparison(left: Expr, op: BinaryOp, limit: Quantity, span: Span) -> Expr {
    plain(left, op, Expr::new(ExprKind::Number(limit), span), span)
}

pub(super) fn conjunction(left: Expr, right: Expr, span: Span) -> Expr {
    plain(left, BinaryOp::And, right, span)
}

/// `left op right` as it stands: the caller knows that no parentheses are needed.
pub(super) fn plain(left: Expr, op: BinaryOp, right: Expr, span: Span) -> Expr {
    let op = Spanned::new(op, span);
    Expr::new(
        ExprKind::Binary(Box::new(Binary { op, returns_bool: false, matching: None, left, right })),
        span,
    )
}

/// Counters to be summed as rates: `a` becomes `rate(a)`, which a measure's window completes.
pub(super) fn sum_rate(expr: &Expr) -> Expr {
    let mut expr = expr.clone();
    rate_selectors(&mut expr);
    expr
}

fn rate_selectors(expr: &mut Expr) {
    match &expr.kind {
        ExprKind::Selector(_) => {
            let span = expr.span;
            let selector = std::mem::replace(expr, Expr::new(ExprKind::Error, span));
            *expr = build::call("rate", vec![selector], span);
        }
        ExprKind::Range(..) => {}
        _ => expr.children_mut().into_iter().for_each(rate_selectors),
    }
}

/// `page-load` to `PageLoad`, as alerts are named.
pub(super) fn camel_case(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}
