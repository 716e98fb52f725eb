//! The limit of a condition such as `> 5%`, and the order of limits between levels.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::model::Millis;
use crate::quantity::{Dimension, Quantity};
use crate::syntax::ast::{Condition, ConditionKind, LevelItem};
use crate::text::{Span, Spanned};

/// What a level compares its measure with.
#[derive(Clone, Debug)]
pub(super) enum Limit {
    /// `> 5%`: bad above.
    Above(Spanned<Quantity>),
    /// `< 55fps`: bad below.
    Below(Spanned<Quantity>),
    /// `outside 20..30`
    Outside(Spanned<Quantity>, Spanned<Quantity>),
}

impl Limit {
    pub fn of(condition: &Condition) -> Option<Limit> {
        match &condition.kind {
            ConditionKind::Missing => None,
            ConditionKind::Outside(low, high) => Some(Limit::Outside(low.clone(), high.clone())),
            ConditionKind::Expr(expr) => {
                let (op, limit) = comparison(expr)?;
                let limit = Spanned::new(number(limit)?, limit.span);
                match op {
                    BinaryOp::Greater | BinaryOp::GreaterOrEqual => Some(Limit::Above(limit)),
                    BinaryOp::Less | BinaryOp::LessOrEqual => Some(Limit::Below(limit)),
                    _ => None,
                }
            }
        }
    }

    /// As people read it: `5%`, `20..30`.
    pub fn text(&self) -> String {
        match self {
            Limit::Above(limit) | Limit::Below(limit) => limit.text.to_string(),
            Limit::Outside(low, high) => format!("{}..{}", low.text, high.text),
        }
    }

    pub fn dimension(&self) -> Option<Dimension> {
        match self {
            Limit::Above(limit) | Limit::Below(limit) | Limit::Outside(limit, _) => limit.dimension,
        }
    }

    pub fn span(&self) -> Span {
        match self {
            Limit::Above(limit) | Limit::Below(limit) => limit.span,
            Limit::Outside(low, high) => low.span.to(high.span),
        }
    }

    /// Whether this is at least as strict as `other`; none when they are on different sides.
    fn compare(&self, other: &Limit) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Limit::Above(mine), Limit::Above(theirs)) => mine.value.value.partial_cmp(&theirs.value.value),
            (Limit::Below(mine), Limit::Below(theirs)) => theirs.value.value.partial_cmp(&mine.value.value),
            (Limit::Outside(low, high), Limit::Outside(other_low, other_high)) => {
                use std::cmp::Ordering::{Equal, Greater, Less};
                let low = other_low.value.value.partial_cmp(&low.value.value)?;
                let high = high.value.value.partial_cmp(&other_high.value.value)?;
                Some(match (low, high) {
                    (Equal, Equal) => Equal,
                    (Less, _) | (_, Less) => Less,
                    _ => Greater,
                })
            }
            _ => None,
        }
    }
}

/// The comparison of the measure (or of the whole left side) with a constant, which may
/// be followed by `and …`, `unless …`.
pub(super) fn comparison(expr: &Expr) -> Option<(BinaryOp, &Expr)> {
    let ExprKind::Binary(binary) = &expr.unparenthesised().kind else { return None };
    match binary.op.value {
        BinaryOp::And | BinaryOp::Unless => comparison(&binary.left),
        op if op.is_comparison() && !binary.returns_bool => Some((op, &binary.right)),
        _ => None,
    }
}

/// The constant side of that comparison, to be replaced by an override.
pub(super) fn comparison_mut(expr: &mut Expr) -> Option<&mut Expr> {
    match &mut expr.kind {
        ExprKind::Paren(inner) => comparison_mut(inner),
        ExprKind::Binary(binary) => match binary.op.value {
            BinaryOp::And | BinaryOp::Unless => comparison_mut(&mut binary.left),
            op if op.is_comparison() && !binary.returns_bool => Some(&mut binary.right),
            _ => None,
        },
        _ => None,
    }
}

/// The value of a constant, with its sign.
pub(super) fn number(expr: &Expr) -> Option<Quantity> {
    match &expr.kind {
        ExprKind::Number(quantity) => Some(quantity.clone()),
        ExprKind::Paren(inner) | ExprKind::Plus(inner) => number(inner),
        ExprKind::Negate(inner) => number(inner).map(negated),
        _ => None,
    }
}

/// A level's rank, limit and `for`, as the order is judged by them.
pub(super) struct Ordered<'a> {
    pub rank: u32,
    pub limit: &'a Limit,
    pub pending: Millis,
    pub item: &'a LevelItem,
}

/// A more severe level must be stricter, and on the same side.
pub(super) fn check_order(mut levels: Vec<Ordered>, findings: &mut Diagnostics) {
    levels.sort_by_key(|level| std::cmp::Reverse(level.rank));
    for pair in levels.windows(2) {
        let [milder, stricter] = pair else { continue };
        if milder.rank == stricter.rank {
            continue;
        }
        let (mild, strict) = (&milder.item.severity.value, &stricter.item.severity.value);
        let finding = match stricter.limit.compare(milder.limit) {
            None => Diagnostic::new(
                codes::ALERT_LEVEL_SIDES,
                stricter.limit.span(),
                format!("`{strict}` and `{mild}` look at different sides of the measure"),
            )
            .because(milder.limit.span(), format!("`{mild}` looks at this side"))
            .help("levels of one alert compare in the same direction; make two alerts of them"),
            Some(std::cmp::Ordering::Less) => Diagnostic::new(
                codes::ALERT_LEVEL_ORDER,
                stricter.limit.span(),
                format!(
                    "`{strict}` fires before `{mild}`: {} is milder than {}",
                    stricter.limit.text(),
                    milder.limit.text()
                ),
            )
            .because(milder.limit.span(), format!("`{mild}` begins here"))
            .help("swap the limits: the more severe level needs the stricter one"),
            // The same limit for longer is a real second level.
            Some(std::cmp::Ordering::Equal) if stricter.pending <= milder.pending => Diagnostic::new(
                codes::ALERT_LEVEL_ORDER,
                stricter.limit.span(),
                format!("`{strict}` has the same limit as `{mild}`, so `{mild}` is never seen alone"),
            )
            .because(milder.limit.span(), format!("`{mild}` begins here"))
            .help("give the more severe level a stricter limit, or a longer `for`"),
            Some(_) => continue,
        };
        findings.push(finding);
    }
}

fn negated(mut quantity: Quantity) -> Quantity {
    quantity.value = -quantity.value;
    quantity.exact = quantity.exact.map(|exact| -exact);
    quantity.text = format!("-{}", quantity.text).into();
    quantity
}
