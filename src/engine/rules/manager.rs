//! All groups of a server.

use super::alert::{Active, State};
use super::alerting::Alerting;
use super::evaluation::{Evaluated, Failure, Memory, Moment};
use super::group::{Group, Rule};
use super::options::Options;
use super::sending::{Sent, with_external};
use super::texts::{Expansion, Queries};
use crate::model::Millis;
use crate::series::{SetId, Store};

/// A rule of a manager: the place of its group, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RulePlace {
    pub group: usize,
    pub rule: usize,
}

/// Groups of rules and their state. Belongs to one store: what is remembered of labels is remembered by their numbers
/// there.
pub struct Manager {
    groups: Vec<Running>,
    options: Options,
    queries: Queries,
    sent: Vec<Sent>,
}

struct Running {
    group: Group,
    rules: Vec<Evaluated>,
    /// How many evaluations are still to come until the state of before a restart is read.
    restores_after: u8,
}

/// A started server evaluates its groups twice before it reads what it knew before: the first results may lack what
/// was not scraped yet.
const EVALUATIONS_BEFORE_RESTORING: u8 = 2;

impl Manager {
    /// Groups in the order in which they are evaluated. Series tell of alerts from the first evaluation on, as
    /// promtool has it; a real server is [restarted](Manager::restart) first.
    pub fn new(groups: Vec<Group>, options: Options) -> Manager {
        let running = |group: Group| Running {
            rules: group.rules.iter().map(|rule| Evaluated::new(rule, &options)).collect(),
            group,
            restores_after: 0,
        };
        Manager {
            groups: groups.into_iter().map(running).collect(),
            queries: Queries::default(),
            sent: Vec::new(),
            options,
        }
    }

    /// Loses all state. `for` comes back from `ALERTS_FOR_STATE` after the second evaluation of each group, and until
    /// then no series tells of alerts.
    pub fn restart(&mut self) {
        for running in &mut self.groups {
            running.rules.iter_mut().for_each(Evaluated::restart);
            running.restores_after = EVALUATIONS_BEFORE_RESTORING;
        }
    }

    pub fn groups(&self) -> impl ExactSizeIterator<Item = &Group> {
        self.groups.iter().map(|running| &running.group)
    }

    pub fn rule(&self, place: RulePlace) -> &Rule {
        &self.groups[place.group].group.rules[place.rule]
    }

    /// How often a group is evaluated.
    pub fn interval(&self, group: usize) -> Millis {
        self.groups[group].group.interval.unwrap_or(self.options.interval)
    }

    /// Evaluates all groups, one after the other.
    pub fn evaluate(&mut self, store: &mut Store, at: Millis) -> Vec<Failure> {
        (0..self.groups.len()).flat_map(|group| self.evaluate_group(group, store, at)).collect()
    }

    /// Evaluates the rules of a group, one after the other, and writes what they give. One that fails does not keep
    /// the others.
    pub fn evaluate_group(&mut self, group: usize, store: &mut Store, at: Millis) -> Vec<Failure> {
        let mut failures = Vec::new();
        let interval = self.interval(group);
        let Manager { groups, options, queries, sent } = self;
        let Running { group: own, rules, restores_after } = &mut groups[group];
        let moment = Moment { at, query_offset: own.query_offset, limit: own.limit };
        for (index, rule) in rules.iter_mut().enumerate() {
            let place = RulePlace { group, rule: index };
            let mut failed = |message, span: Option<_>| {
                let span = span.unwrap_or(own.rules[index].span);
                failures.push(Failure { at, rule: place, message, span });
            };
            let results = match rule.ask(moment, store, options, queries) {
                Ok(results) => results,
                Err((message, span)) => {
                    failed(message, span);
                    continue;
                }
            };
            if options.sends
                && let Memory::Alerting(alerting) = &mut rule.memory
            {
                let mut expansion = Expansion { options, queries, store, at };
                sent.extend(alerting.send(place, interval, &mut expansion));
            }
            if let Err(message) = rule.write(&results, moment, store) {
                failed(message, None);
            }
        }
        if *restores_after > 0 {
            *restores_after -= 1;
            if *restores_after == 0 {
                for rule in rules {
                    if let Memory::Alerting(alerting) = &mut rule.memory {
                        alerting.restore(store, at, options);
                    }
                }
            }
        }
        failures
    }

    /// What Alertmanager was told since this was asked last.
    pub fn take_sent(&mut self) -> Vec<Sent> {
        std::mem::take(&mut self.sent)
    }

    pub fn external_labels(&self) -> &[(String, String)] {
        &self.options.external_labels
    }

    /// The states of the alerts of a rule that are pending or firing, by the store's numbers of their labels, with what
    /// their expression gave last; none of a record. In the order of [`Manager::active`].
    pub fn states(&self, place: RulePlace) -> impl Iterator<Item = (SetId, State, f64)> {
        let alerting = self.groups[place.group].rules[place.rule].alerting();
        alerting.into_iter().flat_map(Alerting::states)
    }

    /// The alerts of a rule that are pending or firing; none of a record.
    pub fn active(&mut self, place: RulePlace, store: &mut Store, at: Millis) -> Vec<Active> {
        let Manager { groups, options, queries, .. } = self;
        let alerting = groups[place.group].rules[place.rule].alerting();
        let mut expansion = Expansion { options, queries, store, at };
        alerting.map(|alerting| alerting.active(&mut expansion)).unwrap_or_default()
    }
}

impl super::alerting::Alerting {
    /// The alerts that Alertmanager has to hear of now.
    fn send(&mut self, rule: RulePlace, interval: Millis, expansion: &mut Expansion) -> Vec<Sent> {
        let (at, delay) = (expansion.at, expansion.options.resend_delay);
        let due: Vec<usize> =
            (0..self.alerts.len()).filter(|index| self.alerts[*index].needs_sending(at, delay)).collect();
        let mut sent = Vec::with_capacity(due.len());
        for index in due {
            self.alerts[index].mark_sent(at, delay, interval);
            let alert = &self.alerts[index];
            let labels = expansion.store.sets.labels(alert.labels);
            let labels = with_external(labels, &expansion.options.external_labels);
            let (starts_at, ends_at, resolved) = alert.span();
            let annotations = self.annotations(alert, expansion);
            sent.push(Sent { at, rule, labels, annotations, starts_at, ends_at, resolved });
        }
        sent
    }
}
