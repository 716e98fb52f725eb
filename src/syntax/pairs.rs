//! Finding the parts of a pair by the rule that made them.

use super::Rule;
use pest::iterators::Pair;

/// The first part that `rule` made.
pub(super) fn part<'i>(pair: &Pair<'i, Rule>, rule: Rule) -> Option<Pair<'i, Rule>> {
    parts(pair, rule).next()
}

/// All parts that `rule` made, in source order.
pub(super) fn parts<'i>(pair: &Pair<'i, Rule>, rule: Rule) -> impl Iterator<Item = Pair<'i, Rule>> {
    pair.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// A part that the grammar guarantees.
pub(super) fn the<'i>(pair: &Pair<'i, Rule>, rule: Rule) -> Pair<'i, Rule> {
    part(pair, rule)
        .unwrap_or_else(|| unreachable!("the grammar has a {rule:?} in every {:?}", pair.as_rule()))
}

pub(super) fn has(pair: &Pair<Rule>, rule: Rule) -> bool {
    part(pair, rule).is_some()
}
