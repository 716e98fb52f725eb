//! Inhibition over time, with what Alertmanager 0.33 remembers of sources: for each value of the `equal`
//! labels one source alone, the one that was sent with the latest end. When that one resolves, targets are
//! free until another source is sent again.
//! Source: the package `inhibit`.

use super::alert::{AlertId, Known};
use super::options::last_round;
use crate::lower::AlertmanagerConfig;
use crate::model::Millis;
use crate::reach::concrete::{BadRegex, Preparer, Test, all_hold};
use crate::series::Labels;
use std::collections::HashMap;
use std::sync::Arc;

/// How often sources that have resolved are forgotten.
const COLLECTION: Millis = 15 * 60 * 1000;

#[derive(Debug)]
pub(super) struct Inhibitor<'c> {
    rules: Vec<Rule<'c>>,
    roles: HashMap<AlertId, Arc<[Role]>>,
    started_at: Millis,
    collected_at: Millis,
}

#[derive(Debug)]
struct Rule<'c> {
    equal: Vec<&'c str>,
    source: Vec<Test<'c>>,
    target: Vec<Test<'c>>,
    /// The ends of the sources.
    ends: HashMap<AlertId, Millis>,
    /// The source that counts.
    index: HashMap<Equal, AlertId>,
}

/// The values of the `equal` labels; a missing one is empty.
type Equal = Arc<[Box<str>]>;

/// What an alert is to a rule.
#[derive(Debug)]
struct Role {
    rule: usize,
    equal: Equal,
    is_source: bool,
    is_target: bool,
}

impl<'c> Inhibitor<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>, now: Millis) -> Result<Inhibitor<'c>, BadRegex> {
        let mut preparer = Preparer::default();
        let mut rules = Vec::with_capacity(config.inhibit_rules.len());
        for rule in &config.inhibit_rules {
            let (source, target) = (preparer.tests(&rule.source)?, preparer.tests(&rule.target)?);
            let (ends, index) = (HashMap::new(), HashMap::new());
            rules.push(Rule { equal: rule.equal.clone(), source, target, ends, index });
        }
        Ok(Inhibitor { rules, roles: HashMap::new(), started_at: now, collected_at: now })
    }

    /// Alertmanager starts again.
    pub fn forget(&mut self, now: Millis) {
        self.started_at = now;
        self.collected_at = now;
        for rule in &mut self.rules {
            rule.ends.clear();
            rule.index.clear();
        }
    }

    /// An alert was received.
    pub fn receive(&mut self, alert: &Known, labels: &Labels, now: Millis) {
        self.collect(now);
        for role in self.roles(alert.id, labels).iter().filter(|role| role.is_source) {
            let rule = &mut self.rules[role.rule];
            rule.ends.insert(alert.id, alert.ends_at);
            let counts = rule.index.get(&role.equal);
            let ends_earlier = |other: &AlertId| rule.ends.get(other).is_none_or(|end| *end <= alert.ends_at);
            if counts.is_none_or(ends_earlier) {
                rule.index.insert(Arc::clone(&role.equal), alert.id);
            }
        }
    }

    /// The rule by which an alert is quiet, and its source.
    pub fn quieted(&mut self, id: AlertId, labels: &Labels, now: Millis) -> Option<(usize, AlertId)> {
        self.collect(now);
        let roles = self.roles(id, labels);
        roles.iter().filter(|role| role.is_target).find_map(|role| {
            let source = *self.rules[role.rule].index.get(&role.equal)?;
            let fires = self.rules[role.rule].ends.get(&source).is_some_and(|end| *end > now);
            // Two alerts that match both sides do not quiet each other.
            let both = role.is_source && self.is_target(source, role.rule);
            (fires && !both).then_some((role.rule, source))
        })
    }

    fn is_target(&self, source: AlertId, rule: usize) -> bool {
        let roles = self.roles.get(&source).map_or(&[][..], |roles| roles);
        roles.iter().any(|role| role.rule == rule && role.is_target)
    }

    fn roles(&mut self, id: AlertId, labels: &Labels) -> Arc<[Role]> {
        if let Some(known) = self.roles.get(&id) {
            return Arc::clone(known);
        }
        let pairs: Vec<(&str, &str)> = labels.iter().collect();
        let role = |(index, rule): (usize, &Rule)| {
            let (is_source, is_target) = (all_hold(&rule.source, &pairs), all_hold(&rule.target, &pairs));
            let equal = || rule.equal.iter().map(|label| labels.get(label).into()).collect();
            (is_source || is_target).then(|| Role { rule: index, equal: equal(), is_source, is_target })
        };
        let found: Arc<[Role]> = self.rules.iter().enumerate().filter_map(role).collect();
        self.roles.insert(id, Arc::clone(&found));
        found
    }

    /// Forgets the sources that had resolved when Alertmanager last did. With one of them goes what counts
    /// for its `equal` labels, even if that is another source.
    fn collect(&mut self, now: Millis) {
        let round = last_round(self.started_at, COLLECTION, now);
        if round <= self.collected_at {
            return;
        }
        self.collected_at = round;
        for (number, rule) in self.rules.iter_mut().enumerate() {
            let (index, roles) = (&mut rule.index, &self.roles);
            rule.ends.retain(|id, end| {
                let stays = *end > round;
                let role = roles.get(id).and_then(|all| all.iter().find(|role| role.rule == number));
                if let Some(role) = role.filter(|_| !stays) {
                    index.remove(&role.equal);
                }
                stays
            });
        }
    }
}
