//! What quiets the alerts of a level, and what they quiet.

use super::{Reach, RuleId, labels_of};
use crate::model::{Alert, Level};
use crate::reach::symbolic::Labels;

/// Alerts on the other side of an inhibit rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Quieting {
    pub rule: RuleId,
    /// Indexes of the model's alerts and of their levels, sorted.
    pub levels: Vec<(usize, usize)>,
}

impl Reach<'_> {
    /// Rules by which other alerts may quiet alerts with these labels; without those that no alert of the
    /// program can set off. Looks at all alerts.
    pub fn quieted_by(&self, labels: &Labels) -> Vec<Quieting> {
        let rules = self.inhibition.with_target(labels);
        self.others(rules, |rule, other| self.inhibition.may_quiet(rule, other, labels))
    }

    /// Rules by which alerts with these labels may quiet others; without those that quiet no alert of the
    /// program. Looks at all alerts.
    pub fn quiets(&self, labels: &Labels) -> Vec<Quieting> {
        let rules = self.inhibition.with_source(labels);
        self.others(rules, |rule, other| self.inhibition.may_quiet(rule, labels, other))
    }

    fn others(&self, rules: Vec<RuleId>, concerns: impl Fn(RuleId, &Labels) -> bool) -> Vec<Quieting> {
        let mut all: Vec<Quieting> =
            rules.into_iter().map(|rule| Quieting { rule, levels: Vec::new() }).collect();
        if all.is_empty() {
            return all;
        }
        for (alert_index, alert) in self.model.alerts.iter().enumerate() {
            for (level_index, level) in alert.levels.iter().enumerate() {
                let steps = self.labels_of_steps(alert, level);
                for quieting in &mut all {
                    if steps.iter().any(|labels| concerns(quieting.rule, labels)) {
                        quieting.levels.push((alert_index, level_index));
                    }
                }
            }
        }
        all.retain(|quieting| !quieting.levels.is_empty());
        all
    }

    fn labels_of_steps(&self, alert: &Alert, level: &Level) -> Vec<Labels> {
        let steps = self.model.escalations[level.escalation].steps.len();
        (1..=steps).map(|number| labels_of(self.model, alert, level, number)).collect()
    }
}
