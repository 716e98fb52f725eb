//! The clock: evaluations, what people do, and messages, each at its time.

use super::notes::{Notes, Seen};
use super::plan::{Action, Options};
use super::record::{By, Failed, Look, Notice, Record, Told, Why, Withheld};
use crate::engine::dispatch::{self, Dispatcher, Ending};
use crate::engine::rules::{self, Group, Manager, RulePlace};
use crate::lower::AlertmanagerConfig;
use crate::model::Millis;
use crate::reach::concrete::BadRegex;
use crate::series::{Labels, Store};
use std::collections::HashMap;

/// One Prometheus and one Alertmanager, from their start on. What happens at one time happens in this order:
/// Alertmanager's timers, what people do, evaluations in the order of the groups.
pub struct World<'c> {
    rules: Manager,
    dispatcher: Dispatcher<'c>,
    store: Store,
    rounds: Vec<Round>,
    /// What is still to be done, in order of time.
    actions: Vec<(Millis, Action)>,
    /// The places of all alerting rules, by group.
    alerting: Vec<Vec<RulePlace>>,
    notes: Notes,
    /// Which instance an alert is, by the labels that Alertmanager knows.
    sent: HashMap<Labels, usize>,
    record: Record,
    details: bool,
}

/// The groups that are evaluated together.
struct Round {
    interval: Millis,
    next: Millis,
    groups: Vec<usize>,
}

impl<'c> World<'c> {
    /// # Errors
    /// When a regex of the configuration cannot be compiled.
    pub fn new(
        groups: Vec<Group>,
        config: &'c AlertmanagerConfig<'c>,
        store: Store,
        options: Options,
    ) -> Result<World<'c>, BadRegex> {
        let Options { start, details, rules, alertmanager } = options;
        let alertmanager = dispatch::Options { starts_at: start, ..alertmanager };
        let alerting = |(group, own): (usize, &Group)| {
            let rules = own.rules.iter().enumerate().filter(|(_, rule)| rule.is_alert());
            rules.map(|(rule, _)| RulePlace { group, rule }).collect()
        };
        let alerting = groups.iter().enumerate().map(alerting).collect();
        let rules = Manager::new(groups, rules);
        let mut rounds: Vec<Round> = Vec::new();
        for group in 0..rules.groups().len() {
            let interval = rules.interval(group).max(1);
            match rounds.iter_mut().find(|round| round.interval == interval) {
                Some(round) => round.groups.push(group),
                None => rounds.push(Round { interval, next: start, groups: vec![group] }),
            }
        }
        Ok(World {
            rules,
            dispatcher: Dispatcher::new(config, alertmanager)?,
            store,
            rounds,
            actions: Vec::new(),
            alerting,
            notes: Notes::default(),
            sent: HashMap::new(),
            record: Record { start, since: start, end: start, ..Record::default() },
            details,
        })
    }

    /// Somebody does something at a time to come.
    pub fn plan(&mut self, at: Millis, action: Action) {
        let place = self.actions.partition_point(|(other, _)| *other <= at);
        self.actions.insert(place, (at, action));
    }

    /// Lets time pass up to an instant, and what happens then happens, too.
    ///
    /// # Errors
    /// In Alertmanager's words, when it refuses a silence.
    pub fn run(&mut self, until: Millis) -> Result<(), String> {
        while let Some(at) = self.next().filter(|at| *at <= until) {
            while self.actions.first().is_some_and(|(time, _)| *time <= at) {
                let (_, action) = self.actions.remove(0);
                self.act(at, action)?;
            }
            self.evaluate(at);
        }
        self.record.end = until;
        let notices = self.dispatcher.advance(until);
        self.take_down(notices);
        Ok(())
    }

    /// When something happens next that Alertmanager does not do by itself.
    fn next(&self) -> Option<Millis> {
        let round = self.rounds.iter().map(|round| round.next).min();
        let action = self.actions.first().map(|(at, _)| *at);
        round.into_iter().chain(action).min()
    }

    fn act(&mut self, at: Millis, action: Action) -> Result<(), String> {
        match action {
            Action::Silence { matchers, until } => {
                let made = self.dispatcher.silence(at, &matchers, at, until);
                made.map(drop).map_err(|refused| refused.to_string())?;
            }
            Action::RestartPrometheus => self.rules.restart(),
            Action::RestartAlertmanager => self.dispatcher.restart(at, 0, Ending::Clean),
        }
        Ok(())
    }

    fn evaluate(&mut self, at: Millis) {
        let mut due: Vec<usize> = Vec::new();
        for round in self.rounds.iter_mut().filter(|round| round.next == at) {
            round.next = at.saturating_add(round.interval);
            due.extend(&round.groups);
        }
        due.sort_unstable();
        for group in due {
            self.record.evaluations += 1;
            let failures = self.rules.evaluate_group(group, &mut self.store, at);
            self.record.failures.extend(failures.into_iter().map(|failure| Failed {
                at,
                rule: failure.rule,
                message: failure.message,
            }));
            for index in 0..self.alerting[group].len() {
                self.look(self.alerting[group][index], at);
            }
            self.send(at);
        }
    }

    /// Takes down the alerts of a rule.
    fn look(&mut self, rule: RulePlace, at: Millis) {
        let World { rules, store, notes, details, .. } = self;
        let mut looks = details.then(|| rules.active(rule, store, at).into_iter());
        let seen = rules.states(rule).map(|(labels, state, value)| Seen {
            labels,
            state,
            // Both give the same alerts in the same order.
            look: looks.as_mut().and_then(Iterator::next).map(|active| Look {
                at,
                value,
                annotations: active.annotations.into(),
            }),
        });
        notes.take(rule, at, seen, &store.sets);
    }

    /// What the rules say goes to Alertmanager.
    fn send(&mut self, at: Millis) {
        let sent = self.rules.take_sent();
        if sent.is_empty() {
            return;
        }
        let alert = |sent: rules::Sent| dispatch::Alert {
            labels: sent.labels,
            annotations: sent.annotations,
            starts_at: sent.starts_at,
            ends_at: Some(sent.ends_at),
        };
        let alerts: Vec<dispatch::Alert> = sent.into_iter().map(alert).collect();
        // Larum's own rules and those that load in Prometheus give alerts that Alertmanager takes.
        self.dispatcher.receive(at, &alerts);
    }

    fn take_down(&mut self, notices: Vec<dispatch::Notification>) {
        let external = self.rules.external_labels();
        for index in self.sent.len()..self.notes.instances.len() {
            let labels = rules::with_external(&self.notes.instances[index].labels, external);
            self.sent.entry(labels).or_insert(index);
        }
        for notice in notices {
            let alerts = notice.alerts.iter().map(|told| Told {
                instance: self.sent.get(&told.labels).copied(),
                labels: told.labels.clone(),
                resolved: told.status == dispatch::Status::Resolved,
            });
            let alerts = alerts.collect();
            let channel = if notice.to.channel.is_empty() { &notice.to.receiver } else { &notice.to.channel };
            self.record.notices.push(Notice {
                at: notice.at,
                receiver: notice.to.receiver.clone(),
                kind: notice.to.kind.clone(),
                channel: channel.clone(),
                group: notice.group.labels.clone(),
                alerts,
                why: match notice.why {
                    dispatch::Why::First => Why::New,
                    dispatch::Why::NewAlerts => Why::More,
                    dispatch::Why::SomeResolved | dispatch::Why::AllResolved => Why::Resolved,
                    dispatch::Why::Repeat => Why::Repeat,
                },
            });
        }
        for suppressed in self.dispatcher.take_suppressed() {
            let by = match suppressed.by {
                dispatch::By::Silence(_) => By::Silence,
                dispatch::By::Inhibition { .. } => By::Inhibition,
                dispatch::By::Muted(names) | dispatch::By::NotActive(names) => By::Time(names.join(", ")),
                // Nobody wanted to hear of these.
                dispatch::By::ResolvedNotSent(_) | dispatch::By::NeverTold(_) => continue,
            };
            for told in suppressed.alerts {
                self.record.withheld.push(Withheld {
                    at: suppressed.at,
                    receiver: suppressed.group.receiver.clone(),
                    instance: self.sent.get(&told.labels).copied(),
                    labels: told.labels,
                    by: by.clone(),
                });
            }
        }
    }

    /// What happened, and all samples, also those that the rules wrote.
    pub fn finish(mut self) -> (Record, Store) {
        self.record.instances = self.notes.instances;
        (self.record, self.store)
    }
}
