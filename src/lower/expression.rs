//! Making expressions, and turning them into text that the referee accepts.

use crate::expr::referee;
use crate::expr::{Binary, BinaryOp, Call, Duration, Expr, ExprKind, MatchOp, Matcher, Matching, Selector};
use crate::model::Millis;
use crate::text::{Span, Spanned};

/// The compiler made an expression that Prometheus would refuse: a bug of Larum, never output.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The expression.
    pub expr: String,
    /// What the referee has against it.
    pub reason: String,
    /// What of the source it comes from.
    pub span: Span,
}

/// An expression that is longer is broken into lines, so that a rule can be read without scrolling.
const LINE: usize = 96;

/// The text of `expr`.
///
/// # Errors
/// When the referee refuses it.
pub(super) fn text(expr: &Expr) -> Result<String, Refused> {
    let text = expr.to_promql_lines(LINE);
    match referee::accepts(&text) {
        Ok(()) => Ok(text),
        Err(reason) => Err(Refused { expr: text, reason, span: expr.span }),
    }
}

/// `name{label="value", …}`
pub(super) fn selector(name: &str, labels: &[(&str, &str)], span: Span) -> Expr {
    let matchers = labels.iter().map(|(label, value)| Matcher {
        label: Spanned::new(label.to_string(), span),
        op: MatchOp::Equal,
        value: Spanned::new(value.to_string(), span),
    });
    let name = Some(Spanned::new(name.to_string(), span));
    Expr::new(ExprKind::Selector(Selector { name, matchers: matchers.collect() }), span)
}

/// `last_over_time(series[range])`
pub(super) fn last_over_time(series: Expr, range: Millis, span: Span) -> Expr {
    let range = Duration::new(range, span);
    let argument = Expr::new(ExprKind::Range(Box::new(series), range), span);
    let function = Spanned::new("last_over_time".to_string(), span);
    Expr::new(ExprKind::Call(Call { function, arguments: vec![argument] }), span)
}

/// `left op matching right`; the operands stand as they are.
pub(super) fn binary(left: Expr, op: BinaryOp, matching: Option<Matching>, right: Expr, span: Span) -> Expr {
    let op = Spanned::new(op, span);
    let binary = Binary { op, returns_bool: false, matching, left, right };
    Expr::new(ExprKind::Binary(Box::new(binary)), span)
}

/// `on (labels)` or `ignoring (labels)`
pub(super) fn matching(on: bool, labels: Vec<&str>, span: Span) -> Matching {
    let labels = labels.into_iter().map(|label| Spanned::new(label.to_string(), span)).collect();
    Matching { on, labels, group: None, span }
}

/// In parentheses, unless no operator beside it can tear it apart.
pub(super) fn operand(expr: Expr) -> Expr {
    let whole = matches!(expr.kind, ExprKind::Selector(_) | ExprKind::Call(_) | ExprKind::Paren(_));
    if whole { expr } else { parenthesised(expr) }
}

/// `(expr)`
pub(super) fn parenthesised(expr: Expr) -> Expr {
    let span = expr.span;
    Expr::new(ExprKind::Paren(Box::new(expr)), span)
}
