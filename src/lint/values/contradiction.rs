//! Conditions on one expression that no value fulfils together: `x > 10 and x < 5`, `x > 10 < 5`.

use super::each;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ranges::{Constraint, Node, Verdict, meets_itself, said, verdict};
use crate::expr::{Binary, BinaryOp};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    each(view, &mut |node| {
        let Some((binary, left, right)) = node.binary() else { return };
        if let Some(earlier) = narrowed_before(binary, left, right) {
            let kept = if left.range.scalar { right } else { left };
            let message = format!("what is left here is {}: this can never hold", said(&kept.range.values));
            findings.push(
                Diagnostic::new(codes::VALUE_CONTRADICTION, binary.op.span.to(binary.right.span), message)
                    .here("returns nothing")
                    .because(earlier.span(), "keeps only these values"),
            );
        }
        if *binary.op == BinaryOp::And
            && meets_itself(binary, &left.range, &right.range)
            && !left.range.is_never()
            && !right.range.is_never()
            && let Some((one, other)) = opposed(&left.constraints, &right.constraints)
        {
            let message = format!(
                "no value is {} and {} at once: this returns nothing",
                said(&one.allowed),
                said(&other.allowed)
            );
            findings.push(
                Diagnostic::new(codes::VALUE_CONTRADICTION, other.span, message)
                    .here("this and")
                    .because(one.span, "this")
                    .help("write `or` where one of both is enough"),
            );
        }
    });
}

/// What the same expression must be on the left and on the right, and cannot be at once.
fn opposed<'a>(left: &'a [Constraint], right: &'a [Constraint]) -> Option<(&'a Constraint, &'a Constraint)> {
    right.iter().find_map(|other| {
        let one = left.iter().find(|one| one.of == other.of)?;
        one.allowed.intersection(&other.allowed).is_empty().then_some((one, other))
    })
}

/// The filter that took away all values that this comparison could hold for: it could, of what is filtered.
pub(super) fn narrowed_before<'n, 'a>(
    binary: &Binary,
    left: &'n Node<'a>,
    right: &'n Node<'a>,
) -> Option<&'n Node<'a>> {
    if !binary.op.is_comparison() || binary.returns_bool || left.range.is_never() || right.range.is_never() {
        return None;
    }
    let (kept, limit, op) = if left.range.scalar {
        (right, left, binary.op.value.exchanged())
    } else {
        (left, right, *binary.op)
    };
    let (filter, filtered, filter_limit) = kept.binary()?;
    let is_filter = filter.op.is_comparison() && !filter.returns_bool;
    let source = if filtered.range.scalar { filter_limit } else { filtered };
    let never = |node: &Node| verdict(op, &node.range, &limit.range) == Verdict::Never;
    (is_filter && limit.range.scalar && never(kept) && !never(source)).then_some(kept)
}
