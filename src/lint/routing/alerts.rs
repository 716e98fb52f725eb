//! The alerts of rules that were given with the configuration: which labels they can have.

use crate::expr::labels::Flow;
use crate::lint::Look;
use crate::lower::is_template;
use crate::model::known_rank;
use crate::reach::symbolic::{Labels, Test, Values};
use crate::ruleset::{Group, Rule};
use crate::text::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

pub(super) struct Alerts<'r> {
    pub all: Vec<Alert<'r>>,
    /// Labels that some rule sets to a fixed text, or that some expression surely has.
    named: BTreeSet<String>,
    /// The server's own labels are known.
    external: bool,
}

pub(super) struct Alert<'r> {
    pub name: &'r str,
    /// Where its name stands.
    pub span: Span,
    pub labels: Labels,
    /// It comes from a program, whose routes are its own.
    pub of_program: bool,
}

impl<'r> Alerts<'r> {
    pub fn of(look: &Look<'r>) -> Alerts<'r> {
        let rules: Vec<(&Group, &Rule)> =
            look.rules.rules().filter(|(_, rule)| rule.alert().is_some()).collect();
        let flows: Vec<Option<Flow>> = rules.par_iter().map(|(_, rule)| look.flow(rule)).collect();
        let mut named: BTreeSet<String> = ["alertname".to_owned()].into();
        for ((group, rule), flow) in rules.iter().zip(&flows) {
            named.extend(flow.iter().flat_map(Flow::guaranteed).map(str::to_owned));
            named.extend(group.labels_of(rule).map(|field| field.name.value.clone()));
        }
        let external = look.facts.external_labels.as_deref();
        let all = rules.into_iter().zip(&flows);
        let all = all.map(|(place, flow)| alert(place, flow.as_ref(), &named, external)).collect();
        Alerts { all, named, external: external.is_some() }
    }

    /// Labels that alerts certainly have, some of them.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(String::as_str)
    }

    /// Whether the label is one of these.
    pub fn is_named(&self, label: &str) -> bool {
        self.named.contains(label)
    }

    /// Whether an alert may have the label.
    pub fn may_have(&self, label: &str) -> bool {
        let may = |alert: &Alert| {
            alert.labels.get(label).listed().is_none_or(|values| values.iter().any(|value| !value.is_empty()))
        };
        self.all.is_empty() || self.all.iter().any(may)
    }

    /// Whether the server's own labels are known.
    pub fn knows_external(&self) -> bool {
        self.external
    }

    /// All values that a label has on the alerts; None where not all of them are known.
    pub fn values(&self, label: &str) -> Option<BTreeSet<&str>> {
        let mut found = BTreeSet::new();
        for alert in &self.all {
            found.extend(alert.labels.get(label).listed()?.iter().map(|value| &**value));
        }
        found.remove("");
        Some(found)
    }
}

impl Alert<'_> {
    pub fn surely_matches(&self, tests: &[Test]) -> bool {
        self.labels.is_certain() && self.labels.clone().divide(tests).1.is_empty()
    }

    pub fn severity(&self) -> Option<&str> {
        self.labels.get("severity").only().map(|value| &**value)
    }

    /// How severe it is, by the names that everyone uses; smaller is graver.
    pub fn rank(&self) -> Option<u32> {
        known_rank(self.severity()?)
    }
}

/// An expression that is not sound has no `flow`, and says nothing.
fn alert<'r>(
    (group, rule): (&'r Group, &'r Rule),
    flow: Option<&Flow>,
    named: &BTreeSet<String>,
    external: Option<&[(String, String)]>,
) -> Alert<'r> {
    let mut labels = Labels::known([]);
    match flow.and_then(Flow::known_labels) {
        Some(names) => {
            for name in names {
                labels = labels.with(name, Values::any());
            }
        }
        None => {
            labels = labels.and_any_others();
            let cannot = |name: &&String| flow.is_some_and(|flow| flow.can_carry(name).is_err());
            for name in named.iter().filter(cannot) {
                labels = labels.with(name, Values::absent());
            }
        }
    }
    for name in flow.iter().flat_map(|flow| flow.guaranteed()) {
        labels = labels.with(name, Values::any_but([""]));
    }
    for field in group.labels_of(rule) {
        let value = &field.value.value;
        let values = if is_template(value) { Values::any() } else { Values::known(value) };
        labels = labels.with(&field.name.value, values);
    }
    labels = labels.with("alertname", Values::known(&rule.name.value));
    match external {
        Some(external) => {
            for (name, value) in external {
                labels = match labels.get(name) {
                    known if !known.contains("") => continue,
                    known if known.only().is_some() && !value.contains('$') => {
                        labels.with(name, Values::known(value))
                    }
                    _ => labels.with(name, Values::any()),
                };
            }
        }
        // A label that rules set is none of the server's; any other may be.
        None => {
            for name in named {
                let values = labels.get(name).clone();
                labels = labels.with(name, values);
            }
            labels = labels.and_any_others();
        }
    }
    Alert {
        name: &rule.name.value,
        span: rule.name.span,
        labels,
        of_program: group.origin == crate::ruleset::Origin::Program,
    }
}
