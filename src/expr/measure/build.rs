//! Making nodes. Each takes the span of the token that asked for it.

use crate::expr::{Aggregate, Binary, BinaryOp, Call, Expr, ExprKind, Grouping, MatchOp, Matcher, Selector};
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

pub fn number(value: f64, span: Span) -> Expr {
    let text = value.to_string();
    let exact = text.parse().ok();
    Expr::new(ExprKind::Number(Quantity { text: text.into(), value, exact, dimension: None }), span)
}

pub fn call(function: &str, arguments: Vec<Expr>, span: Span) -> Expr {
    let function = Spanned::new(function.to_string(), span);
    Expr::new(ExprKind::Call(Call { function, arguments }), span)
}

/// `op by (labels) (parameter, body)`; no `by` when there are no labels.
pub fn aggregate(
    op: &str,
    by: Vec<Spanned<String>>,
    parameter: Option<Expr>,
    body: Expr,
    span: Span,
) -> Expr {
    let grouping = (!by.is_empty()).then_some(Grouping { without: false, labels: by, span });
    let op = Spanned::new(op.to_string(), span);
    Expr::new(ExprKind::Aggregate(Box::new(Aggregate { op, grouping, parameter, body })), span)
}

/// `left op right`, operands in parentheses where they are binary themselves.
pub fn binary(left: Expr, op: BinaryOp, right: Expr, span: Span) -> Expr {
    let op = Spanned::new(op, span);
    let (left, right) = (as_operand(left), as_operand(right));
    Expr::new(
        ExprKind::Binary(Box::new(Binary { op, returns_bool: false, matching: None, left, right })),
        span,
    )
}

/// In parentheses when an operator would otherwise tear it apart.
pub fn as_operand(mut expr: Expr) -> Expr {
    if matches!(expr.kind, ExprKind::Binary(_) | ExprKind::Negate(_) | ExprKind::Plus(_)) {
        parenthesise(&mut expr);
    }
    expr
}

/// Puts `expr` into parentheses.
pub fn parenthesise(expr: &mut Expr) {
    let inner = std::mem::replace(&mut expr.kind, ExprKind::Error);
    expr.kind = ExprKind::Paren(Box::new(Expr::new(inner, expr.span)));
}

/// Adds `label="value"` unless the selector says something of that label already.
pub fn add_matcher(selector: &mut Selector, label: &str, value: String, span: Span) {
    if selector.matchers.iter().all(|matcher| matcher.label.value != label) {
        selector.matchers.push(Matcher {
            label: Spanned::new(label.to_string(), span),
            op: MatchOp::Equal,
            value: Spanned::new(value, span),
        });
    }
}
