//! Making nodes. Each takes the span of the token that asked for it.

use crate::expr::{Aggregate, Binary, BinaryOp, Call, Expr, ExprKind, Grouping, MatchOp, Matcher, Selector};
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

pub fn number(value: f64, span: Span) -> Expr {
    Expr::new(ExprKind::Number(Quantity::plain(value)), span)
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

/// `left op right`; printing adds the parentheses that it needs.
pub fn binary(left: Expr, op: BinaryOp, right: Expr, span: Span) -> Expr {
    let op = Spanned::new(op, span);
    let binary = Binary { op, returns_bool: false, matching: None, left, right };
    Expr::new(ExprKind::Binary(Box::new(binary)), span)
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
