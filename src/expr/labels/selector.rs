//! The labels of a selector's series.

use super::flow::{Flow, Presence, Reason};
use super::values::Values;
use super::{Walker, findings};
use crate::expr::catalogue::{Facts, MetricKind};
use crate::expr::{MatchOp, Matcher, Selector};
use crate::text::Spanned;

impl Walker<'_> {
    pub(super) fn selector(&mut self, selector: &Selector) -> Flow {
        let mut flow = match &selector.name {
            Some(name) => {
                self.check_series(name);
                self.series(name)
            }
            None => Flow::open(),
        };
        for matcher in &selector.matchers {
            if let (Some(reason), true) = (flow.why_not(&matcher.label), asks_for_label(matcher)) {
                let reason = reason.clone();
                self.report(|| findings::unknown_matcher(matcher, &reason, &flow));
            }
        }
        // A label that was just reported is taken as there, so that it is reported once.
        for matcher in &selector.matchers {
            apply(matcher, &mut flow);
        }
        // With two names there may be two series of the same labels.
        flow.key = flow.all_labels().filter(|_| selector.name.is_some());
        flow
    }

    /// The base name of a classic histogram is the name of none of its series.
    fn check_series(&mut self, name: &Spanned<String>) {
        let facts = self.catalogue.metric(name);
        if let (MetricKind::Histogram, Some(declared)) = (facts.kind, facts.declared) {
            self.report(|| findings::no_series(name, declared.span));
        }
    }

    /// The labels that all series of this name can have.
    fn series(&self, name: &Spanned<String>) -> Flow {
        if let Some(flow) = self.catalogue.recorded(name) {
            return flow.clone().passed_on(self.catalogue.added_on_the_way.clone());
        }
        let mut flow = Flow::open();
        let facts = self.catalogue.metric(name);
        if let Some(labels) = facts.labels(self.catalogue) {
            let recorded = facts.declared.is_some_and(|declared| declared.recorded);
            for label in labels {
                let scraped = !recorded && matches!(label.as_str(), "job" | "instance");
                flow.known.insert(label, if scraped { Presence::Guaranteed } else { Presence::Possible });
            }
            flow.closed = facts
                .declared
                .map(|declared| Reason { span: declared.span, text: closed_because(name, &facts) });
        }
        let always: &[&str] = match name.value.as_str() {
            "up" => &["instance", "job"],
            "ALERTS" => &["alertname", "alertstate"],
            "ALERTS_FOR_STATE" => &["alertname"],
            _ => &[],
        };
        for label in always {
            flow.put(label, Presence::Guaranteed);
        }
        flow
    }
}

fn closed_because(name: &str, facts: &Facts) -> String {
    if facts.declared.is_some_and(|declared| declared.recorded) {
        return format!("`{name}` is recorded here without it");
    }
    format!("`{name}` is declared here without it")
}

/// `x{l=""}` and `x{l!="a"}` also hold for series without the label, but only the first says so.
fn asks_for_label(matcher: &Matcher) -> bool {
    !(matcher.op == MatchOp::Equal && matcher.value.is_empty())
}

/// A matcher tells of its label that it is there, or that it is not, and which values it can have.
fn apply(matcher: &Matcher, flow: &mut Flow) {
    let label = &matcher.label.value;
    if label == "__name__" {
        return;
    }
    if !flow.known.contains_key(label) {
        flow.put(label, Presence::Possible);
    }
    let Some(values) = Values::of(matcher) else { return };
    flow.narrow(label, &values);
    if let Some(values) = flow.values.get(label)
        && values.only() == Some("")
    {
        let span = values.reason.span;
        flow.remove(
            label,
            &Reason { span, text: format!("only series without `{label}` are selected here") },
        );
    }
}
