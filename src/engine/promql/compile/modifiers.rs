//! Selectors, ranges and subqueries with their `offset` and `@`.

use super::{Compiled, Compiler, expected};
use crate::engine::promql::Failure;
use crate::engine::promql::plan::Plan;
use crate::engine::promql::select::{
    InstantSelector, Moment, RangeSelector, Selection, Source, Subquery, Test,
};
use crate::expr::functions::reads_clock;
use crate::expr::{Duration, Expr, ExprKind};

impl Compiler<'_> {
    /// A selector, a range or a subquery, inside any modifiers.
    pub(super) fn selected(&self, expr: &Expr) -> Compiled<Plan> {
        let mut moment = Moment::default();
        let mut inner = expr;
        loop {
            inner = match &inner.kind {
                ExprKind::Offset(of, offset) => {
                    moment.offset = offset.milliseconds;
                    of
                }
                ExprKind::At(of, at) => {
                    moment.at = Some(at.clone());
                    of
                }
                ExprKind::Range(of, range) => {
                    let selection = self.selection_in(of, &mut moment)?;
                    let range = positive(range)?;
                    return Ok(Plan::Range(Box::new(Source::Selector(RangeSelector::new(
                        selection, moment, range,
                    )))));
                }
                ExprKind::Subquery(of, range, step) => {
                    let step =
                        step.as_ref().map(positive).transpose()?.unwrap_or(self.options.default_step.max(1));
                    let looks_back = looks_back(of);
                    let vector = self.vector(of)?;
                    let range = positive(range)?;
                    let subquery = Subquery::new(vector, looks_back, moment, range, step, expr.span);
                    return Ok(Plan::Range(Box::new(Source::Subquery(subquery))));
                }
                _ => break,
            }
        }
        let selection = self.selection_in(inner, &mut moment)?;
        Ok(Plan::Selector(Box::new(InstantSelector::new(selection, moment, expr.span))))
    }

    /// The selector itself; in `x offset 1m[5m]`, which other parsers take, its modifiers stand inside the range.
    fn selection_in(&self, expr: &Expr, moment: &mut Moment) -> Compiled<Selection> {
        match &expr.kind {
            ExprKind::Selector(selector) => Ok(Selection::new(Test::of(selector)?)),
            ExprKind::Offset(inner, offset) => {
                moment.offset = offset.milliseconds;
                self.selection_in(inner, moment)
            }
            ExprKind::At(inner, at) => {
                moment.at = Some(at.clone());
                self.selection_in(inner, moment)
            }
            _ => Err(expected("a selector", expr.span)),
        }
    }
}

fn positive(duration: &Duration) -> Compiled<i64> {
    match duration.milliseconds {
        milliseconds if milliseconds > 0 => Ok(milliseconds),
        _ => Err(Failure::new(duration.span, "duration must be greater than 0")),
    }
}

/// The modifiers of the first selector in an expression.
pub(super) fn first_moment(expr: &Expr) -> Option<Moment> {
    let mut moment = Moment::default();
    let mut inner = expr;
    loop {
        inner = match &inner.kind {
            ExprKind::Selector(_) => return Some(moment),
            ExprKind::Offset(of, offset) => {
                moment.offset = offset.milliseconds;
                of
            }
            ExprKind::At(of, at) => {
                moment.at = Some(at.clone());
                of
            }
            ExprKind::Range(of, _) => of,
            _ => return inner.children().into_iter().find_map(first_moment),
        };
    }
}

/// Whether Prometheus evaluates an expression at the first step alone, for it is the same at all: its selectors have `@`.
pub(super) fn is_fixed(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::String(_) => true,
        ExprKind::Selector(_) => false,
        ExprKind::At(..) => true,
        ExprKind::Offset(inner, _) | ExprKind::Range(inner, _) => is_fixed(inner),
        ExprKind::Subquery(..) => false,
        ExprKind::Aggregate(aggregate) => is_fixed(&aggregate.body),
        ExprKind::Call(call) if is_of_the_time(&call.function.value) => false,
        _ => expr.children().into_iter().all(is_fixed),
    }
}

/// Whether a function gives something else at another time of evaluation, whatever its arguments do.
fn is_of_the_time(function: &str) -> bool {
    reads_clock(function) || matches!(function, "predict_linear" | "timestamp")
}

/// Whether nothing in the expression looks at another instant than those before its own.
fn looks_back(expr: &Expr) -> bool {
    let own = match &expr.kind {
        ExprKind::Offset(_, offset) => offset.milliseconds >= 0,
        ExprKind::At(..) => false,
        // Which series there are at other steps matters to it.
        ExprKind::Call(call) => call.function.value != "info",
        _ => true,
    };
    own && expr.children().into_iter().all(looks_back)
}
