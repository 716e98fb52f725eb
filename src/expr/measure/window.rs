//! The window and the sum that `over W by (L)` give to plain PromQL functions.

use super::{Expander, Place, build};
use crate::expr::functions::Function;
use crate::expr::types::Type;
use crate::expr::{Duration, Expr, ExprKind, Selector};
use crate::text::Spanned;

/// Functions of counters, summed by the measure's labels.
const SUMMED: [&str; 3] = ["increase", "irate", "rate"];

/// Which argument of a function is a range.
fn range_argument(function: &str) -> Option<usize> {
    Function::named(function)?.arguments.iter().position(|argument| *argument == Type::Matrix)
}

impl Expander<'_> {
    /// `rate(x)` becomes `sum by (L) (rate(x[W]))`, `avg_over_time(x)` becomes `avg_over_time(x[W])`.
    /// What has a range of its own stays as it is written.
    pub(super) fn take_window(&mut self, expr: &mut Expr, place: Place) {
        let ExprKind::Call(call) = &mut expr.kind else { return };
        let Some(argument) = range_argument(&call.function).and_then(|at| call.arguments.get_mut(at)) else {
            return;
        };
        if !lacks_range(argument) {
            return;
        }
        let function = call.function.clone();
        let Some(window) = self.window(&function) else {
            expr.kind = ExprKind::Error;
            return;
        };
        give_range(argument, &window);
        if SUMMED.contains(&function.value.as_str()) && !place.aggregated {
            let of_buckets = place.keeps_buckets && selector(argument).is_some_and(has_buckets);
            let bare = std::mem::replace(&mut expr.kind, ExprKind::Error);
            *expr = self.sum(Expr::new(bare, expr.span), of_buckets, &function);
        }
    }

    /// `sum by (L) (body)`, with `le` among the labels when buckets must stay apart.
    pub(super) fn sum(&mut self, body: Expr, keeps_buckets: bool, asked_by: &Spanned<String>) -> Expr {
        let mut labels = self.labels();
        if keeps_buckets && labels.iter().all(|label| label.value != "le") {
            labels.push(Spanned::new("le".to_string(), asked_by.span));
        }
        build::aggregate("sum", labels, None, body, asked_by.span)
    }

    /// The labels of `by`, marked as used.
    pub(super) fn labels(&mut self) -> Vec<Spanned<String>> {
        self.used_by = true;
        self.context.by.to_vec()
    }

    /// `x` or `x[5m]` as a range: its own, else the measure's window;
    /// of a computed value a subquery.
    pub(super) fn ranged(
        &mut self,
        mut argument: Expr,
        place: Place,
        asked_by: &Spanned<String>,
    ) -> Option<Expr> {
        if lacks_range(&argument) {
            let window = self.window(asked_by)?;
            give_range(&mut argument, &window);
        } else if !has_range(&argument) {
            self.expand(&mut argument, Place { ..place });
            let window = self.window(asked_by)?;
            let span = argument.span;
            argument = Expr::new(ExprKind::Subquery(Box::new(argument), window, None), span);
        }
        Some(argument)
    }
}

fn has_buckets(selector: &Selector) -> bool {
    selector.name.as_ref().is_some_and(|name| name.value.ends_with("_bucket"))
}

/// A selector without a range, with or without `offset` and `@`.
fn lacks_range(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Selector(_) => true,
        ExprKind::Offset(inner, _) | ExprKind::At(inner, _) | ExprKind::Paren(inner) => lacks_range(inner),
        _ => false,
    }
}

fn has_range(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Range(..) | ExprKind::Subquery(..) => true,
        ExprKind::Offset(inner, _) | ExprKind::At(inner, _) | ExprKind::Paren(inner) => has_range(inner),
        _ => false,
    }
}

/// The range stands next to the selector, inside `offset` and `@`.
fn give_range(expr: &mut Expr, window: &Duration) {
    match &mut expr.kind {
        ExprKind::Selector(_) => {
            let selector = std::mem::replace(&mut expr.kind, ExprKind::Error);
            expr.kind = ExprKind::Range(Box::new(Expr::new(selector, expr.span)), window.clone());
        }
        ExprKind::Offset(inner, _) | ExprKind::At(inner, _) | ExprKind::Paren(inner) => {
            give_range(inner, window);
        }
        _ => {}
    }
}

/// The selector that an expression is, apart from a range, `offset`, `@` and parentheses.
pub fn selector(expr: &Expr) -> Option<&Selector> {
    match &expr.kind {
        ExprKind::Selector(selector) => Some(selector),
        ExprKind::Range(inner, _)
        | ExprKind::Offset(inner, _)
        | ExprKind::At(inner, _)
        | ExprKind::Paren(inner) => selector(inner),
        _ => None,
    }
}

pub fn selector_mut(expr: &mut Expr) -> Option<&mut Selector> {
    match &mut expr.kind {
        ExprKind::Selector(selector) => Some(selector),
        ExprKind::Range(inner, _)
        | ExprKind::Offset(inner, _)
        | ExprKind::At(inner, _)
        | ExprKind::Paren(inner) => selector_mut(inner),
        _ => None,
    }
}
