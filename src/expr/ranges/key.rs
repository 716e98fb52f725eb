//! One number for the structure of an expression, whatever its spans and parentheses: two expressions of one key
//! are the same. 128 bits of two hashes, so that no two others ever meet.

use crate::expr::{At, Expr, ExprKind, Matcher};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What makes an expression the same as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64, u64);

struct Keys {
    first: DefaultHasher,
    second: DefaultHasher,
}

impl Keys {
    fn put(&mut self, value: impl Hash) {
        value.hash(&mut self.first);
        value.hash(&mut self.second);
    }
}

/// The key of `expr`, whose children have these keys.
pub(super) fn of(expr: &Expr, children: &[Key]) -> Key {
    if let (ExprKind::Plus(_), [inner]) = (&expr.kind, children) {
        return *inner;
    }
    let mut keys = Keys { first: DefaultHasher::new(), second: DefaultHasher::new() };
    keys.second.write_u8(1);
    keys.put(std::mem::discriminant(&expr.kind));
    keys.put(children);
    own(&expr.kind, &mut keys);
    Key(keys.first.finish(), keys.second.finish())
}

/// What a node says beside its children.
fn own(kind: &ExprKind, keys: &mut Keys) {
    match kind {
        ExprKind::Number(quantity) => keys.put(quantity.value.to_bits()),
        ExprKind::String(text) => keys.put(text),
        ExprKind::Selector(selector) => {
            keys.put(selector.name.as_ref().map(|name| &name.value));
            keys.put(sorted(&selector.matchers));
        }
        ExprKind::Range(_, window) => keys.put(window.milliseconds),
        ExprKind::Subquery(_, window, step) => {
            keys.put((window.milliseconds, step.as_ref().map(|step| step.milliseconds)));
        }
        ExprKind::Offset(_, shift) => keys.put(shift.milliseconds),
        ExprKind::At(_, At::Time(time)) => keys.put(time.to_bits()),
        ExprKind::At(_, at) => keys.put(matches!(at, At::Start)),
        ExprKind::Binary(binary) => {
            keys.put((*binary.op, binary.returns_bool));
            if let Some(matching) = &binary.matching {
                keys.put((matching.on, names(&matching.labels)));
                if let Some(group) = &matching.group {
                    keys.put((group.side as u8, names(&group.include)));
                }
            }
        }
        ExprKind::Aggregate(aggregate) => {
            keys.put(&aggregate.op.value);
            // `by ()` is what there is without any grouping.
            let grouping = aggregate.grouping.as_ref().filter(|by| by.without || !by.labels.is_empty());
            keys.put(grouping.map(|grouping| (grouping.without, names(&grouping.labels))));
        }
        ExprKind::Call(call) => keys.put(&call.function.value),
        ExprKind::Percentile(quantile, _) => keys.put(quantile.value.to_bits()),
        ExprKind::Negate(_)
        | ExprKind::Plus(_)
        | ExprKind::Paren(_)
        | ExprKind::Measure
        | ExprKind::Error => {}
    }
}

fn names(labels: &[crate::text::Spanned<String>]) -> Vec<&str> {
    let mut names: Vec<&str> = labels.iter().map(|label| label.value.as_str()).collect();
    names.sort_unstable();
    names
}

/// Matchers say the same in any order.
pub(super) fn sorted(matchers: &[Matcher]) -> Vec<(&str, crate::expr::MatchOp, &str)> {
    let mut all: Vec<_> = matchers
        .iter()
        .map(|matcher| (matcher.label.value.as_str(), matcher.op, matcher.value.value.as_str()))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
