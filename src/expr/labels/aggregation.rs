//! What aggregations leave of labels.

use super::flow::{Flow, Presence, Reason};
use super::{Walker, findings};
use crate::expr::{Aggregate, ExprKind, Grouping};

impl Walker<'_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate) -> Flow {
        if let Some(parameter) = &aggregate.parameter {
            self.flow(parameter);
        }
        let body = self.flow(&aggregate.body);
        if let Some(grouping) = aggregate.grouping.as_ref().filter(|grouping| !grouping.without)
            && !self.grouping_is_sound(&aggregate.op, grouping, &body)
        {
            // One fault, one finding: nothing is concluded from a label that is misspelt.
            return Flow::open();
        }
        let op = aggregate.op.value.as_str();
        // These choose among the series of each group and keep them whole.
        if matches!(op, "topk" | "bottomk" | "limitk" | "limit_ratio") {
            return body;
        }
        let mut flow = grouped(aggregate, body);
        if op == "count_values"
            && let Some(ExprKind::String(label)) = aggregate.parameter.as_ref().map(|label| &label.kind)
        {
            flow.put(label, Presence::Guaranteed);
        }
        flow
    }

    /// Reports labels that cannot be there; false when some were reported.
    fn grouping_is_sound(&mut self, op: &str, grouping: &Grouping, body: &Flow) -> bool {
        let mut sound = true;
        for label in &grouping.labels {
            if let Some(reason) = body.why_not(label) {
                sound &= !self.report(|| findings::impossible(label, &format!("`{op} by`"), reason, body));
            }
        }
        sound
    }
}

fn grouped(aggregate: &Aggregate, mut body: Flow) -> Flow {
    let op = &aggregate.op;
    match &aggregate.grouping {
        None => Flow::empty(op.span, format!("`{}` here removes all labels", op.value)),
        Some(grouping) if grouping.without => {
            for label in &grouping.labels {
                body.remove(
                    label,
                    &Reason { span: label.span, text: "`without` removes it here".to_string() },
                );
            }
            body
        }
        Some(grouping) => {
            let reason =
                Reason { span: grouping.span, text: "`by` here keeps only these labels".to_string() };
            body.keep(grouping.labels.iter().map(|label| label.value.as_str()), Presence::Expected, reason)
        }
    }
}
