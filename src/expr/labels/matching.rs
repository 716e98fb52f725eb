//! Labels through binary operators: matching decides which series meet and what they keep.

use super::flow::{Flow, Presence, Reason};
use super::{Walker, findings};
use crate::expr::{Binary, BinaryOp, Matching, Side};
use std::collections::BTreeSet;

impl Walker<'_> {
    pub(super) fn binary(&mut self, binary: &Binary) -> Flow {
        let left = self.flow(&binary.left);
        let right = self.flow(&binary.right);
        match (left.is_scalar, right.is_scalar) {
            (true, true) => return left,
            (true, false) => return right,
            (false, true) => return left,
            (false, false) => {}
        }
        if *binary.op == BinaryOp::Or {
            if let Some(matching) = &binary.matching {
                self.check_matching_labels(matching, &left, &right);
            }
            return left.either(right);
        }
        self.check_matching(binary, &left, &right);
        match &binary.matching {
            // What is left has no partner, whose labels tell nothing.
            _ if *binary.op == BinaryOp::Unless => left,
            None => left.matched(&right, &BTreeSet::new()),
            Some(matching) => join(*binary.op, matching, left, right),
        }
    }

    fn check_matching(&mut self, binary: &Binary, left: &Flow, right: &Flow) {
        if let Some(matching) = &binary.matching {
            self.check_include(matching, left, right);
            if matching.on {
                self.check_matching_labels(matching, left, right);
                return;
            }
        }
        let ignored: BTreeSet<&str> = binary
            .matching
            .iter()
            .flat_map(|matching| &matching.labels)
            .map(|label| label.value.as_str())
            .collect();
        for (here, there) in [(left, right), (right, left)] {
            let lonely = here
                .with_at_least(Presence::Expected)
                .filter(|label| !ignored.contains(*label))
                .find_map(|label| Some((label, there.why_not(label)?)));
            if let Some((label, reason)) = lonely {
                self.report(|| findings::never_matches(binary, label, reason, here, there));
                return;
            }
        }
    }

    /// `on (…)`: labels that one of the sides cannot have.
    fn check_matching_labels(&mut self, matching: &Matching, left: &Flow, right: &Flow) {
        if !matching.on {
            return;
        }
        for label in &matching.labels {
            for (side, flow) in [("the left side of `on`", left), ("the right side of `on`", right)] {
                if let Some(reason) = flow.why_not(label) {
                    self.report(|| findings::impossible(label, side, reason, flow));
                    break;
                }
            }
        }
    }

    /// `group_left (…)`: labels that the one side cannot bring.
    fn check_include(&mut self, matching: &Matching, left: &Flow, right: &Flow) {
        let Some(group) = &matching.group else { return };
        let (name, one) = match group.side {
            Side::Left => ("the right side of `group_left`", right),
            Side::Right => ("the left side of `group_right`", left),
        };
        for label in &group.include {
            if let Some(reason) = one.why_not(label) {
                self.report(|| findings::impossible(label, name, reason, one));
            }
        }
    }
}

fn join(op: BinaryOp, matching: &Matching, left: Flow, right: Flow) -> Flow {
    let listed: BTreeSet<&str> = matching.labels.iter().map(|label| label.value.as_str()).collect();
    if op == BinaryOp::And {
        return if matching.on { left } else { left.matched(&right, &listed) };
    }
    let Some(group) = &matching.group else {
        let reason = |text: &str| Reason { span: matching.span, text: text.to_string() };
        if matching.on {
            let kept = left.keep(
                listed.iter().copied(),
                Presence::Possible,
                reason("`on` here keeps only these labels"),
            );
            let right = right.keep(
                listed.iter().copied(),
                Presence::Possible,
                reason("`on` here keeps only these labels"),
            );
            return kept.matched(&right, &BTreeSet::new());
        }
        let mut flow = left.matched(&right, &listed);
        for label in &listed {
            flow.remove(label, &reason("`ignoring` removes it here"));
        }
        return flow;
    };
    let (many, one) = match group.side {
        Side::Left => (left, right),
        Side::Right => (right, left),
    };
    // The many side keeps all its labels; the one side adds those in brackets.
    let mut flow = many;
    for label in &group.include {
        match (one.presence(label), one.why_not(label)) {
            (Some(presence), _) => flow.put(label, presence),
            (None, Some(reason)) => flow.remove(label, reason),
            (None, None) => {}
        }
    }
    flow
}
