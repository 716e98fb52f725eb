//! The series that an expression reads.

use crate::expr::{Expr, ExprKind, Selector};
use crate::text::Spanned;

/// One selector that names its series.
pub struct Read<'a> {
    pub name: &'a Spanned<String>,
    pub selector: &'a Selector,
    /// Its latest samples, not those of some time or of another time.
    pub is_instant: bool,
}

/// All named selectors, in source order.
pub fn reads(expr: &Expr) -> Vec<Read<'_>> {
    let mut found = Vec::new();
    collect(expr, true, &mut found);
    found
}

fn collect<'a>(expr: &'a Expr, is_instant: bool, found: &mut Vec<Read<'a>>) {
    let is_instant = match &expr.kind {
        ExprKind::Selector(selector) => {
            found.extend(selector.name.as_ref().map(|name| Read { name, selector, is_instant }));
            return;
        }
        ExprKind::Range(..) | ExprKind::Subquery(..) | ExprKind::Offset(..) | ExprKind::At(..) => false,
        _ => is_instant,
    };
    expr.children().into_iter().for_each(|child| collect(child, is_instant, found));
}
