//! The same query with `@` at each selector: evaluated at any other time, it must give the same.

use larum::expr::{At, Expr, ExprKind};

/// Functions whose results depend on the time of evaluation, whatever their arguments do.
const OF_THE_TIME: [&str; 11] = [
    "day_of_month",
    "day_of_week",
    "day_of_year",
    "days_in_month",
    "hour",
    "minute",
    "month",
    "predict_linear",
    "time",
    "timestamp",
    "year",
];

/// The query with each selector at `at` milliseconds, where none is given; nothing if it tells the time.
pub fn pinned(expr: &Expr, at: i64) -> Option<Expr> {
    if tells_the_time(expr) {
        return None;
    }
    let mut pinned = expr.clone();
    pin(&mut pinned, at);
    Some(pinned)
}

/// The times at which a pinned query is evaluated, too.
pub fn other_times(at: i64) -> Vec<i64> {
    match at {
        0 => vec![-1000, 0, 1000],
        at => vec![-10 * at, 0, at / 5, at, 10 * at],
    }
}

/// Whether the query asks for its own range: then a range query gives something else.
pub fn asks_for_edges(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::At(_, At::Start | At::End))
        || expr.children().into_iter().any(asks_for_edges)
}

fn tells_the_time(expr: &Expr) -> bool {
    let itself = matches!(&expr.kind, ExprKind::Call(call) if OF_THE_TIME.contains(&call.function.as_str()));
    // Prometheus does not look into what a subquery at a fixed time holds, and it makes all of them so.
    let fixed = matches!(expr.kind, ExprKind::Subquery(..));
    itself || !fixed && expr.children().into_iter().any(tells_the_time)
}

fn pin(expr: &mut Expr, at: i64) {
    let selects = |expr: &Expr| {
        matches!(expr.kind, ExprKind::Selector(_) | ExprKind::Range(..) | ExprKind::Subquery(..))
    };
    let mut base = &*expr;
    let mut is_pinned = false;
    while let ExprKind::Offset(inner, _) | ExprKind::At(inner, _) = &base.kind {
        is_pinned |= matches!(base.kind, ExprKind::At(..));
        base = inner;
    }
    if !selects(base) {
        return expr.children_mut().into_iter().for_each(|child| pin(child, at));
    }
    if !is_pinned {
        let span = expr.span;
        let inner = std::mem::replace(expr, Expr::new(ExprKind::Error, span));
        *expr = Expr::new(ExprKind::At(Box::new(inner), At::Time(at as f64 / 1000.0)), span);
    }
}
