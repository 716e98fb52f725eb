//! What an alert compares, so that its value can be shown beside its limit.

use crate::expr::{BinaryOp, Expr, ExprKind};

/// A comparison of a condition: what is measured, and against what.
pub(super) struct Comparison<'e> {
    pub measured: &'e Expr,
    pub op: BinaryOp,
    pub limit: &'e Expr,
}

/// The comparisons that a condition is made of, in source order.
pub(super) fn comparisons(condition: &Expr) -> Vec<Comparison<'_>> {
    let mut found = Vec::new();
    collect(condition, &mut found);
    found
}

fn collect<'e>(expr: &'e Expr, found: &mut Vec<Comparison<'e>>) {
    let ExprKind::Binary(binary) = &expr.unparenthesised().kind else { return };
    match binary.op.value {
        op if op.is_comparison() => {
            found.push(Comparison { measured: &binary.left, op, limit: &binary.right });
        }
        BinaryOp::And | BinaryOp::Or => {
            collect(&binary.left, found);
            collect(&binary.right, found);
        }
        BinaryOp::Unless => collect(&binary.left, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::comparisons;
    use crate::syntax::parse_expression;
    use crate::text::FileId;

    #[test]
    fn comparisons_of_conditions() {
        for (condition, expected) in [
            ("x > 5", &["x > 5"][..]),
            ("(x > 5) and on (a) y < 3", &["x > 5", "y < 3"]),
            ("x < 18 or x > 27", &["x < 18", "x > 27"]),
            ("x > 5 unless y", &["x > 5"]),
            ("absent(x)", &[]),
            ("sum(x > 5)", &[]),
        ] {
            let (expr, _) = parse_expression(condition, FileId(0), 0);
            let texts: Vec<String> = comparisons(&expr)
                .iter()
                .map(|one| {
                    format!("{} {} {}", one.measured.to_promql(), one.op.text(), one.limit.to_promql())
                })
                .collect();
            assert_eq!(texts, expected, "{condition}");
        }
    }
}
