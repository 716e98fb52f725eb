//! Ranges through aggregations.

use super::range::{Presence, Range, Why};
use super::set::Set;
use super::{Node, functions};
use crate::expr::Aggregate;

pub(super) fn range(node: &Node, aggregate: &Aggregate) -> Range {
    let Some(body) = node.children.last().map(|body| &body.range) else { return Range::unknown() };
    let parameter = aggregate.parameter.as_ref().and_then(|_| node.children.first()).map(|node| &node.range);
    let span = aggregate.op.span;
    let why = |text| Some(Why { span, text });
    let mut range = match aggregate.op.value.as_str() {
        "sum" => functions::sum(body),
        "avg" => functions::average(body),
        "min" | "max" => body.clone().with(body.values.clone()),
        "count" | "count_values" => Range {
            low: why("a count is at least 1: of nothing there is no result"),
            ..Range::floats(Set::whole(1.0, f64::MAX))
        },
        "group" => Range::floats(Set::point(1.0)).because(span, "`group` is 1"),
        "stddev" | "stdvar" => Range {
            low: why("a spread is never below 0"),
            ..Range::floats(Set::between(0.0, f64::INFINITY).with_nan(true))
        },
        "quantile" => functions::quantile(parameter.and_then(Range::constant), body),
        "topk" | "bottomk" | "limitk" => return some_of(body, &aggregate.op.value, parameter),
        "limit_ratio" => return Range { presence: may_lack(body.presence), ..body.clone() },
        _ => return Range::unknown(),
    };
    let counts = matches!(aggregate.op.value.as_str(), "count" | "group");
    range.presence = if counts { body.presence } else { body.presence_of_floats() };
    let ungrouped = aggregate.grouping.as_ref().is_none_or(|by| !by.without && by.labels.is_empty());
    range.single = (ungrouped || body.single) && aggregate.op.value != "count_values";
    if aggregate.op.value == "count_values" {
        range.presence = may_lack(body.presence);
    }
    range.scalar = false;
    range
}

fn may_lack(presence: Presence) -> Presence {
    if presence == Presence::Never { presence } else { Presence::Sometimes }
}

/// The first few: none of them when fewer than one is asked for.
fn some_of(body: &Range, op: &str, number: Option<&Range>) -> Range {
    let range = if op == "limitk" { body.clone() } else { body.clone().with(body.values.clone()) };
    match number.and_then(Range::constant) {
        Some(number) if number < 1.0 => range.nothing(),
        Some(number) if number >= 1.0 => range,
        _ => Range { presence: may_lack(range.presence), ..range },
    }
}
