//! Which firing alert quiets another. Source: Alertmanager's `inhibit` package.
//!
//! An alert that matches both sides of a rule is not quieted by another such one. Of several firing
//! sources with the same `equal` labels Alertmanager 0.33 looks at one only, the one that was sent with the
//! latest end: where both kinds of source fire, it depends on chance whether it sees the right one.

use super::matching::{BadRegex, Label, Preparer, Test, all_hold, value_of};
use crate::lower::{AlertmanagerConfig, InhibitRule};

/// The inhibition rules of a configuration, prepared.
#[derive(Clone, Debug)]
pub struct Inhibitor<'c> {
    rules: Vec<Rule<'c>>,
}

#[derive(Clone, Debug)]
struct Rule<'c> {
    rule: &'c InhibitRule<'c>,
    source: Vec<Test<'c>>,
    target: Vec<Test<'c>>,
}

/// A rule by which an alert is quiet.
#[derive(Clone, Debug, PartialEq)]
pub struct Inhibition<'c> {
    /// Its place in the configuration, from 0.
    pub index: usize,
    pub rule: &'c InhibitRule<'c>,
    /// The places of its sources among the firing alerts.
    pub sources: Vec<usize>,
    /// False where Alertmanager may take a source that does not count for the one that does.
    pub certain: bool,
}

impl<'c> Inhibitor<'c> {
    /// Prepares the rules of `config`.
    ///
    /// # Errors
    /// When a regex cannot be compiled.
    pub fn new(config: &'c AlertmanagerConfig<'c>) -> Result<Inhibitor<'c>, BadRegex> {
        let mut preparer = Preparer::default();
        let mut rules = Vec::with_capacity(config.inhibit_rules.len());
        for rule in &config.inhibit_rules {
            let (source, target) = (preparer.tests(&rule.source)?, preparer.tests(&rule.target)?);
            rules.push(Rule { rule, source, target });
        }
        Ok(Inhibitor { rules })
    }

    /// The rules by which an alert with `labels` is quiet while the alerts of `firing` fire.
    pub fn inhibitions<'l>(
        &self,
        labels: &[Label],
        firing: &[impl AsRef<[Label<'l>]>],
    ) -> Vec<Inhibition<'c>> {
        let rules = self.rules.iter().enumerate();
        rules.filter_map(|(index, rule)| rule.inhibition(index, labels, firing)).collect()
    }
}

impl<'c> Rule<'c> {
    fn inhibition<'l>(
        &self,
        index: usize,
        labels: &[Label],
        firing: &[impl AsRef<[Label<'l>]>],
    ) -> Option<Inhibition<'c>> {
        if !all_hold(&self.target, labels) {
            return None;
        }
        let on_both_sides = all_hold(&self.source, labels);
        let mut found = Inhibition { index, rule: self.rule, sources: Vec::new(), certain: true };
        for (place, alert) in firing.iter().map(AsRef::as_ref).enumerate() {
            let equal = |name: &&str| value_of(alert, name) == value_of(labels, name);
            if !self.rule.equal.iter().all(equal) || !all_hold(&self.source, alert) {
                continue;
            }
            match on_both_sides && all_hold(&self.target, alert) {
                true => found.certain = false,
                false => found.sources.push(place),
            }
        }
        (!found.sources.is_empty()).then_some(found)
    }
}
