//! What aggregations leave of labels.

use super::flow::{Flow, Presence, Reason};
use super::{Walker, findings};
use crate::expr::{Aggregate, ExprKind, Grouping};
use std::collections::BTreeSet;

impl Walker<'_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate) -> Flow {
        if let Some(parameter) = &aggregate.parameter {
            self.flow(parameter);
        }
        let mut body = self.flow(&aggregate.body);
        if let Some(grouping) = aggregate.grouping.as_ref().filter(|grouping| !grouping.without)
            && !self.grouping_is_sound(&aggregate.op, grouping, &body)
        {
            // One fault, one finding: nothing is concluded from a label that is misspelt.
            return Flow::open();
        }
        let op = aggregate.op.value.as_str();
        // These choose among the series of each group and keep them whole.
        if aggregate.chooses() {
            for label in aggregate.grouping.iter().flat_map(|grouping| &grouping.labels) {
                body.brought.remove(&label.value);
            }
            if let Some(key) = one_of_each_group(aggregate) {
                body.key = Some(key);
            }
            return body;
        }
        self.lost_joins(aggregate, &body);
        self.no_effect(aggregate, &body);
        let mut flow = grouped(aggregate, body);
        if op == "count_values"
            && let Some(ExprKind::String(label)) = aggregate.parameter.as_ref().map(|label| &label.kind)
            && (keeps(aggregate, label) || !is_without(aggregate))
        {
            flow.put(label, Presence::Guaranteed);
            if let Some(key) = &mut flow.key {
                key.insert(label.clone());
            }
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

    /// Labels that a join brought only to be aggregated away.
    fn lost_joins(&mut self, aggregate: &Aggregate, body: &Flow) {
        for (label, span) in &body.brought {
            if !keeps(aggregate, label) {
                self.report(|| findings::lost_join(label, *span, &aggregate.op));
            }
        }
    }

    /// `sum without (instance) (sum by (job) (x))`: each group is one series already.
    fn no_effect(&mut self, aggregate: &Aggregate, body: &Flow) {
        let same_value = matches!(aggregate.op.as_str(), "sum" | "avg" | "min" | "max");
        // Of an aggregation nothing else is lost: it has taken the name away itself.
        let ExprKind::Aggregate(inner) = &aggregate.body.unparenthesised().kind else { return };
        let Some(grouping) = &aggregate.grouping else { return };
        let same_labels = match grouping.without {
            true => grouping.labels.iter().all(|label| body.why_not(label).is_some()),
            false => {
                body.known_labels().is_some_and(|labels| labels.iter().all(|label| keeps(aggregate, label)))
            }
        };
        if same_value && same_labels && body.key.is_some() && !inner.chooses() {
            self.report(|| findings::needless_aggregation(&aggregate.op, &inner.op));
        }
    }
}

/// `topk by (job) (1, x)` leaves one series of each job.
fn one_of_each_group(aggregate: &Aggregate) -> Option<BTreeSet<String>> {
    let ExprKind::Number(number) = &aggregate.parameter.as_ref()?.unparenthesised().kind else { return None };
    let counts = matches!(aggregate.op.as_str(), "topk" | "bottomk" | "limitk");
    let labels = aggregate.grouping.iter().flat_map(|by| &by.labels).map(|label| label.value.clone());
    (counts && number.value == 1.0 && !is_without(aggregate)).then(|| labels.collect())
}

fn is_without(aggregate: &Aggregate) -> bool {
    aggregate.grouping.as_ref().is_some_and(|grouping| grouping.without)
}

/// Whether the groups of an aggregation keep the label.
fn keeps(aggregate: &Aggregate, label: &str) -> bool {
    let listed = |grouping: &Grouping| grouping.labels.iter().any(|listed| listed.value == label);
    aggregate.grouping.as_ref().is_some_and(|grouping| listed(grouping) != grouping.without)
}

fn grouped(aggregate: &Aggregate, mut body: Flow) -> Flow {
    let op = &aggregate.op;
    body.brought.clear();
    match &aggregate.grouping {
        None => Flow::empty(op.span, format!("`{}` here removes all labels", op.value)),
        Some(grouping) if grouping.without => {
            for label in &grouping.labels {
                body.remove(
                    label,
                    &Reason { span: label.span, text: "`without` removes it here".to_string() },
                );
            }
            body.key = body.all_labels();
            body
        }
        Some(grouping) => {
            let reason =
                Reason { span: grouping.span, text: "`by` here keeps only these labels".to_string() };
            body.keep(grouping.labels.iter().map(|label| label.value.as_str()), Presence::Expected, reason)
        }
    }
}
