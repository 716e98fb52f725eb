//! Whether the alerts of rule files reach their targets. Of labels that the rule does not set nothing is known:
//! only what holds for all of their values is a failure. Inhibition is left aside.

use super::findings::{failure, only_for};
use super::{Lags, Question, Verdict, seen, verdict};
use crate::lint::Facts;
use crate::lower::{AlertmanagerConfig, is_template};
use crate::model::policy::Reaches;
use crate::policy::failure::Failure;
use crate::policy::item::Item;
use crate::policy::routes::{Cell, Routes};
use crate::policy::told::Horizons;
use crate::reach::symbolic::{Labels, Values};
use crate::ruleset::{Group, Rule, RuleSet};

pub(crate) struct OfFiles<'c> {
    pub routes: Routes<'c>,
    rules: &'c RuleSet,
    facts: &'c Facts,
}

impl<'c> OfFiles<'c> {
    pub fn new(
        rules: &'c RuleSet,
        config: &'c AlertmanagerConfig<'c>,
        facts: &'c Facts,
        horizons: Horizons,
    ) -> OfFiles<'c> {
        OfFiles { routes: Routes::new(config, horizons), rules, facts }
    }

    pub fn failures(&mut self, asked: &Reaches, item: &Item) -> Vec<Failure> {
        let Some(group) = self.rules.groups.get(item.place.0) else { return Vec::new() };
        let Some(rule) = group.rules.get(item.place.1) else { return Vec::new() };
        let lags = self.lags(group, rule);
        let Some(cells) = self.routes.cells(&[labels(group, rule)]) else { return Vec::new() };
        let mut failures = Vec::new();
        for target in &asked.targets {
            let seen = seen(asked, &self.routes.horizons);
            let question = Question { target, within: asked.within, seen: &seen };
            let failing: Vec<(&Cell, Verdict)> = cells
                .iter()
                .map(|cell| (cell, verdict(cell, &lags, &question, &self.routes.horizons)))
                .filter(|(_, verdict)| *verdict != Verdict::Proven)
                .collect();
            let Some((cell, verdict)) = failing.first() else { continue };
            let (found, _) =
                failure(item, target, asked, (cell, &lags), (&question, verdict), &mut self.routes);
            failures.push(match failing.len() < cells.len() {
                true => Failure { is_unproven: true, ..only_for(cell, &cells, found) },
                false => found,
            });
        }
        failures
    }

    /// What is not known counts as no time at all.
    fn lags(&self, group: &Group, rule: &Rule) -> Lags {
        let own = group.interval.as_ref().map(|interval| interval.value);
        let evaluation = own.or(self.facts.evaluation_interval).unwrap_or(0);
        let pending = rule.pending();
        // It is over at an evaluation.
        let rounded = match evaluation {
            1.. => (pending + evaluation - 1) / evaluation * evaluation,
            _ => pending,
        };
        Lags { unseen: self.facts.scrape_interval.unwrap_or(0) + evaluation, pending: vec![rounded] }
    }
}

/// What the rule sets is known; the rest comes from series, from the server and from relabelling.
fn labels(group: &Group, rule: &Rule) -> Labels {
    let mut labels = Labels::any().with("alertname", Values::known(&rule.name.value));
    for field in group.labels_of(rule) {
        if !field.value.value.is_empty() && !is_template(&field.value.value) {
            labels = labels.with(&field.name.value, Values::known(&field.value.value));
        }
    }
    labels
}
