//! Whether the sides of a binary operator can have partners, and what becomes of labels that joins brought.

use super::flow::{Flow, Presence};
use super::matching::takes_part;
use super::{Walker, findings};
use crate::expr::{Binary, BinaryOp, Expr, ExprKind, Matching, Side};
use std::collections::BTreeSet;

impl Walker<'_> {
    pub(super) fn check_matching(&mut self, binary: &Binary, left: &Flow, right: &Flow) {
        let matching = binary.matching.as_ref();
        let on = matching.filter(|matching| matching.on);
        if let Some(matching) = matching {
            self.check_include(matching, left, right);
        }
        if let Some(matching) = on
            && self.check_matching_labels(matching, left, right)
        {
            return;
        }
        if *binary.op == BinaryOp::Or {
            return;
        }
        for (here, there) in [(left, right), (right, left)] {
            let lonely = here
                .with_at_least(Presence::Expected)
                .filter(|label| on.is_none() && takes_part(matching, label))
                .find_map(|label| Some((label, there.why_not(label)?)));
            if let Some((label, reason)) = lonely {
                self.report(|| findings::never_matches(binary, label, reason, here, there));
                return;
            }
        }
        let named: BTreeSet<&String> =
            left.values.keys().filter(|label| right.values.contains_key(*label)).collect();
        for label in named.into_iter().filter(|label| takes_part(matching, label)) {
            let (one, other) = (&left.values[label], &right.values[label]);
            if !one.meet(other) {
                self.report(|| findings::other_values(binary, label, one, other));
                return;
            }
        }
        self.check_group(binary, left, right);
        self.check_alone(binary, left, right);
    }

    /// A side of which each series must be alone with the labels that are matched, and is told apart by others.
    fn check_alone(&mut self, binary: &Binary, left: &Flow, right: &Flow) {
        let Some(matching) = binary.matching.as_ref().filter(|_| !binary.op.is_set()) else { return };
        let group = matching.group.as_ref();
        let included =
            |label: &str| group.is_some_and(|group| group.include.iter().any(|listed| listed.value == label));
        for (side, flow) in [(Side::Left, left), (Side::Right, right)] {
            if group.is_some_and(|group| group.side == side) {
                continue;
            }
            let told_apart = flow.key.iter().flatten().find(|label| {
                let named = flow.presence(label) >= Some(Presence::Expected);
                let fixed = flow.values.get(*label).is_some_and(|values| values.only().is_some());
                named && !fixed && !included(label) && !takes_part(Some(matching), label)
            });
            if let (Some(label), Some(reason)) = (told_apart, &flow.closed) {
                let operand = if side == Side::Left { &binary.left } else { &binary.right };
                let direct = group.is_none() && is_grouped_by(operand, label);
                self.report(|| findings::not_alone(binary, matching, side, label, reason, direct));
                return;
            }
        }
    }

    /// `on (…)`: labels that one of the sides cannot have. True when some were reported.
    fn check_matching_labels(&mut self, matching: &Matching, left: &Flow, right: &Flow) -> bool {
        let mut reported = false;
        for label in &matching.labels {
            for (side, flow) in [("the left side of `on`", left), ("the right side of `on`", right)] {
                if let Some(reason) = flow.why_not(label) {
                    reported |= self.report(|| findings::impossible(label, side, reason, flow));
                    break;
                }
            }
        }
        reported
    }

    /// `group_left (…)`: labels that the one side cannot bring, or that the many side has for itself.
    fn check_include(&mut self, matching: &Matching, left: &Flow, right: &Flow) {
        let Some(group) = &matching.group else { return };
        let (name, many, one) = match group.side {
            Side::Left => ("the right side of `group_left`", left, right),
            Side::Right => ("the left side of `group_right`", right, left),
        };
        for label in &group.include {
            if let Some(reason) = one.why_not(label) {
                self.report(|| findings::impossible(label, name, reason, one));
            } else if let Some(values) = many.values.get(&label.value)
                && let Some(only) = values.only()
            {
                let same = one.values.get(&label.value).is_some_and(|values| values.only() == Some(only));
                self.report(|| findings::replaced_by_join(label, only, same, &values.reason));
            }
        }
    }

    /// `group_left` where each series of the left side is alone with its labels of `on` anyway.
    fn check_group(&mut self, binary: &Binary, left: &Flow, right: &Flow) {
        let Some(matching) = binary.matching.as_ref().filter(|matching| matching.on) else { return };
        let Some(group) = matching.group.as_ref().filter(|group| group.include.is_empty()) else { return };
        let many = if group.side == Side::Left { left } else { right };
        let matched = |label: &str| matching.labels.iter().any(|listed| listed.value == label);
        let labels = many.known_labels();
        if many.key.is_some() && labels.is_some_and(|labels| labels.into_iter().all(matched)) {
            self.report(|| findings::needless_group(group));
        }
    }

    /// Labels that were brought by a join and that this operator leaves out, without having looked at them.
    pub(super) fn check_lost_joins(&mut self, binary: &Binary, left: &Flow, right: &Flow) {
        let group = binary.matching.as_ref().and_then(|matching| matching.group.as_ref());
        let on = binary.matching.as_ref().is_some_and(|matching| matching.on);
        let left_is_kept = binary.op.is_set() || group.is_some_and(|group| group.side == Side::Left);
        let right_is_kept =
            *binary.op == BinaryOp::Or || group.is_some_and(|group| group.side == Side::Right);
        for (side, kept) in [(left, left_is_kept), (right, right_is_kept)] {
            for (label, span) in &side.brought {
                let asked_for =
                    group.is_some_and(|group| group.include.iter().any(|listed| listed.value == *label));
                // `ignoring` names it: whoever wrote that knows that it is there.
                if on && !kept && !asked_for {
                    self.report(|| findings::lost_join_at(label, *span, binary));
                }
            }
        }
    }
}

/// `sum by (…, label) (…)`
fn is_grouped_by(operand: &Expr, label: &str) -> bool {
    let ExprKind::Aggregate(aggregate) = &operand.unparenthesised().kind else { return false };
    let grouping = aggregate.grouping.as_ref().filter(|grouping| !grouping.without);
    grouping.is_some_and(|grouping| grouping.labels.iter().any(|listed| listed.value == label))
}
