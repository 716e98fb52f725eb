//! Which alerts may quiet which, by Alertmanager's inhibit rules.

use crate::lower::{AlertmanagerConfig, InhibitRule};
use crate::reach::symbolic::{Index, Labels, Test};

/// All inhibit rules, prepared.
#[derive(Debug)]
pub struct Inhibition<'c> {
    rules: Vec<Rule<'c>>,
    sources: Index,
    targets: Index,
}

#[derive(Debug)]
struct Rule<'c> {
    rule: &'c InhibitRule<'c>,
    source: Vec<Test>,
    target: Vec<Test>,
}

/// The place of an inhibit rule in the configuration.
pub type RuleId = usize;

impl<'c> Inhibition<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>) -> Inhibition<'c> {
        let rule = |rule: &'c InhibitRule<'c>| {
            let tests = |matchers: &[_]| matchers.iter().map(Test::new).collect();
            Rule { rule, source: tests(&rule.source), target: tests(&rule.target) }
        };
        let rules: Vec<Rule> = config.inhibit_rules.iter().map(rule).collect();
        let sources = Index::new(rules.iter().map(|rule| &*rule.source));
        let targets = Index::new(rules.iter().map(|rule| &*rule.target));
        Inhibition { rules, sources, targets }
    }

    pub fn rule(&self, id: RuleId) -> &'c InhibitRule<'c> {
        self.rules[id].rule
    }

    /// The rules whose target some alert with these labels matches.
    pub fn with_target(&self, labels: &Labels) -> Vec<RuleId> {
        let mut found = self.targets.candidates(labels);
        found.retain(|id| labels.narrowed(&self.rules[*id].target).is_some());
        found
    }

    /// The rules whose source some alert with these labels matches.
    pub fn with_source(&self, labels: &Labels) -> Vec<RuleId> {
        let mut found = self.sources.candidates(labels);
        found.retain(|id| labels.narrowed(&self.rules[*id].source).is_some());
        found
    }

    /// May an alert with labels of `source` quiet one with labels of `target` by this rule? It may when both
    /// can agree in all `equal` labels, absent ones too. Alerts that match both sides do not quiet each other.
    pub fn may_quiet(&self, id: RuleId, source: &Labels, target: &Labels) -> bool {
        let rule = &self.rules[id];
        let (Some(source), Some(target)) = (source.narrowed(&rule.source), target.narrowed(&rule.target))
        else {
            return false;
        };
        let agree = |source: &Labels, target: &Labels| {
            let common = |label: &&str| source.get(label).common(target.get(label)).is_some();
            rule.rule.equal.iter().all(common)
        };
        let only_sources = source.clone().divide(&rule.target).1;
        let only_targets = target.clone().divide(&rule.source).1;
        only_targets.iter().any(|target| agree(&source, target))
            || only_sources.iter().any(|source| agree(source, &target))
    }
}
