//! Labels through binary operators: matching decides which series meet and what they keep.

use super::Walker;
use super::flow::{Flow, Presence, Reason};
use crate::expr::{Binary, BinaryOp, Matching, Side};
use std::collections::BTreeSet;

impl Walker<'_> {
    pub(super) fn binary(&mut self, binary: &Binary) -> Flow {
        let mut left = self.flow(&binary.left);
        let mut right = self.flow(&binary.right);
        match (left.is_scalar, right.is_scalar) {
            (true, true) => return left,
            (true, false) => return right,
            (false, true) => return left,
            (false, false) => {}
        }
        self.check_matching(binary, &left, &right);
        for side in [&mut left, &mut right] {
            side.brought.retain(|label, _| !takes_part(binary.matching.as_ref(), label));
        }
        self.check_lost_joins(binary, &left, &right);
        match &binary.matching {
            _ if *binary.op == BinaryOp::Or => union(binary.matching.as_ref(), left, right),
            // What is left has no partner, whose labels tell nothing.
            _ if *binary.op == BinaryOp::Unless => left,
            None => {
                let key = left.key.clone().or(right.key.clone());
                Flow { key, ..left.matched(&right, &BTreeSet::new()) }
            }
            Some(matching) => join(*binary.op, matching, left, right),
        }
    }
}

/// Whether series must agree in this label to match.
pub(super) fn takes_part(matching: Option<&Matching>, label: &str) -> bool {
    matching.is_none_or(|matching| matching.on == matching.labels.iter().any(|listed| listed.value == label))
}

/// Series of the right side are there only where the left side has no partner for them.
fn union(matching: Option<&Matching>, left: Flow, right: Flow) -> Flow {
    let on = matching.filter(|matching| matching.on);
    let ignores = matching.is_some_and(|matching| !matching.on && !matching.labels.is_empty());
    let key = match (left.key.as_ref().zip(right.key.as_ref()), on) {
        (Some((one, other)), Some(matching)) => {
            let listed: BTreeSet<String> = matching.labels.iter().map(|label| label.value.clone()).collect();
            (one.is_subset(&listed) && other.is_subset(&listed)).then_some(listed)
        }
        (Some(_), None) if !ignores => {
            left.all_labels().zip(right.all_labels()).map(|(one, other)| &one | &other)
        }
        _ => None,
    };
    let brought = left.brought.clone();
    Flow { key, brought, ..left.either(right) }
}

fn join(op: BinaryOp, matching: &Matching, mut left: Flow, right: Flow) -> Flow {
    let listed: BTreeSet<&str> = matching.labels.iter().map(|label| label.value.as_str()).collect();
    if op == BinaryOp::And {
        if !matching.on {
            return left.matched(&right, &listed);
        }
        agree(&mut left, &right, &listed);
        return left;
    }
    let Some(group) = &matching.group else { return one_to_one(matching, left, right, &listed) };
    let (mut many, one) = match group.side {
        Side::Left => (left, right),
        Side::Right => (right, left),
    };
    if matching.on {
        agree(&mut many, &one, &listed);
    }
    // The many side keeps all its labels; the one side adds those in brackets.
    for label in &group.include {
        let values = one.values.get(&label.value).cloned();
        match (one.presence(label), one.why_not(label)) {
            (Some(presence), _) => {
                many.put(label, presence);
                many.values.extend(values.map(|values| (label.value.clone(), values)));
            }
            (None, Some(reason)) => many.remove(label, reason),
            (None, None) => {
                many.values.remove(&label.value);
            }
        }
        many.brought.insert(label.value.clone(), label.span);
        // What told series apart is written over.
        many.key = many.key.filter(|key| !key.contains(&label.value));
    }
    many
}

fn one_to_one(matching: &Matching, left: Flow, right: Flow, listed: &BTreeSet<&str>) -> Flow {
    let reason = |text: &str| Reason { span: matching.span, text: text.to_string() };
    if matching.on {
        let keep = |side: Flow| {
            let reason = reason("`on` here keeps only these labels");
            side.keep(listed.iter().copied(), Presence::Possible, reason)
        };
        let key = listed.iter().map(|label| (*label).to_string()).collect();
        let (left, right) = (keep(left), keep(right));
        return Flow { key: Some(key), ..left.matched(&right, &BTreeSet::new()) };
    }
    // A key that needs an ignored label tells nothing of what is left.
    let whole = |key: &BTreeSet<String>| !key.iter().any(|label| listed.contains(label.as_str()));
    let key = left.key.clone().filter(whole).or(right.key.clone().filter(whole));
    let mut flow = left.matched(&right, listed);
    for label in listed {
        flow.remove(label, &reason("`ignoring` removes it here"));
    }
    Flow { key, ..flow }
}

/// Series of `flow` that have a partner in `other` with the same values of these labels.
fn agree(flow: &mut Flow, other: &Flow, labels: &BTreeSet<&str>) {
    for label in labels {
        // Only what matchers say: which labels may be there at all was checked, and reported.
        if let Some(values) = other.values.get(*label)
            && flow.why_not(label).is_none()
        {
            flow.narrow(label, values);
        }
    }
}
