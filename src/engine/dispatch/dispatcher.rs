//! What a user of the simulation asks for.

use super::alert::{Alert, Known, Refusal};
use super::flow::Event;
use super::inhibition::Inhibitor;
use super::options::{Options, Regrouping};
use super::peer::{Peer, State};
use super::queue::Queue;
use super::setup::Setup;
use super::silences::{BadSilence, SilenceId, Silences};
use super::told::{Notification, Suppressed};
use crate::lower::{AlertmanagerConfig, Matcher};
use crate::model::Millis;
use crate::reach::concrete::BadRegex;
use crate::series::{LabelSets, Labels};
use std::sync::Arc;

/// One Alertmanager, or a cluster of them, all of which get every alert.
///
/// Times do not go back: what is said to happen before the last thing happens at the time of that.
#[derive(Debug)]
pub struct Dispatcher<'c> {
    pub(super) options: Options,
    pub(super) setup: Setup<'c>,
    pub(super) sets: LabelSets,
    pub(super) silences: Silences,
    pub(super) peers: Vec<Peer<'c>>,
    pub(super) queue: Queue<Event>,
    pub(super) now: Millis,
    /// Counts arrivals of alerts.
    pub(super) arrivals: u64,
    /// Counts groups.
    pub(super) groups: u64,
    pub(super) flushes: u64,
    pub(super) told: Vec<Notification>,
    pub(super) suppressed: Vec<Suppressed>,
}

/// How an Alertmanager ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is asked to, saves what it knows, and leaves its cluster.
    Clean,
    /// It is killed: what it noted since its last maintenance is lost, and the others miss it only later.
    Crash,
}

impl<'c> Dispatcher<'c> {
    /// Starts at `options.starts_at`.
    ///
    /// # Errors
    /// When a regex of the configuration cannot be compiled.
    pub fn new(config: &'c AlertmanagerConfig<'c>, options: Options) -> Result<Dispatcher<'c>, BadRegex> {
        let now = options.starts_at;
        let peer = |_| Ok(Peer::new(now, Inhibitor::new(config, now)?));
        let peers = (0..options.peers.max(1)).map(peer).collect::<Result<Vec<Peer>, BadRegex>>()?;
        Ok(Dispatcher {
            setup: Setup::new(config)?,
            sets: LabelSets::default(),
            silences: Silences::default(),
            peers,
            queue: Queue::new(),
            now,
            arrivals: 0,
            groups: 0,
            flushes: 0,
            told: Vec::new(),
            suppressed: Vec::new(),
            options,
        })
    }

    /// Alerts arrive, in this order. Those that Alertmanager refuses come back with their places; while
    /// it is not running, nobody takes any.
    pub fn receive(&mut self, at: Millis, alerts: &[Alert]) -> Vec<(usize, Refusal)> {
        self.run_until(at);
        let mut refused = Vec::new();
        for (place, alert) in alerts.iter().enumerate() {
            match alert.check() {
                Ok(()) => self.take(alert),
                Err(refusal) => refused.push((place, refusal)),
            }
        }
        refused
    }

    fn take(&mut self, alert: &Alert) {
        self.arrivals += 1;
        let id = self.sets.id(&alert.labels);
        let older = self.peers.iter().find_map(|peer| peer.known.get(&id));
        let annotations = match older {
            Some(older) if *older.annotations == *alert.annotations => Arc::clone(&older.annotations),
            _ => alert.annotations.as_slice().into(),
        };
        let timeout = self.now.saturating_add(self.setup.resolve_timeout);
        let new = Known {
            id,
            annotations,
            starts_at: alert.starts_at,
            ends_at: alert.ends_at.unwrap_or(timeout),
            timeout: alert.ends_at.is_none(),
            version: self.arrivals,
        };
        for index in 0..self.peers.len() {
            let peer = &mut self.peers[index];
            if !peer.is_up() {
                continue;
            }
            peer.collect(self.now, &self.options);
            let kept = match peer.known.get(&id) {
                Some(older) => older.followed_by(new.clone(), self.now),
                None => new.clone(),
            };
            peer.known.insert(id, kept.clone());
            match self.options.inhibition_delay {
                ..=0 => peer.inhibitor.receive(&kept, &alert.labels, self.now),
                delay => {
                    let (at, alert) = (self.now.saturating_add(delay), kept.clone());
                    self.queue.plan(at, Event::Inhibit { peer: index, alert });
                }
            }
            self.route(index, &kept, &alert.labels);
        }
    }

    /// Lets time pass; gives the notifications since the last call that were sent until `to`, in order.
    pub fn advance(&mut self, to: Millis) -> Vec<Notification> {
        self.run_until(to);
        std::mem::take(&mut self.told)
    }

    /// What was kept from receivers since the last call.
    pub fn take_suppressed(&mut self) -> Vec<Suppressed> {
        std::mem::take(&mut self.suppressed)
    }

    /// Whether groups were flushed more often than `options.flushes` allows: nobody is told anything since. A
    /// `group_interval` of milliseconds does that to a simulation of months.
    pub fn is_exhausted(&self) -> bool {
        self.flushes > self.options.flushes
    }

    /// When something may happen next without any input. None: never.
    pub fn next_event(&self) -> Option<Millis> {
        self.queue.next()
    }

    /// Makes a silence; one that is to start in the past starts now.
    ///
    /// # Errors
    /// When Alertmanager refuses it.
    pub fn silence(
        &mut self,
        at: Millis,
        matchers: &[Matcher],
        starts_at: Millis,
        ends_at: Millis,
    ) -> Result<SilenceId, BadSilence> {
        self.run_until(at);
        self.silences.add(self.now, matchers, starts_at, ends_at)
    }

    /// Ends a silence. False when there is none to end.
    pub fn expire(&mut self, at: Millis, silence: SilenceId) -> bool {
        self.run_until(at);
        self.silences.expire(self.now, silence)
    }

    /// All Alertmanagers read a configuration: groups are made anew of the alerts that are known, resolved
    /// ones included, with new timers; a notification that waits for a peer is dropped.
    ///
    /// # Errors
    /// When a regex of it cannot be compiled; then all stays as it is.
    pub fn reload(&mut self, at: Millis, config: &'c AlertmanagerConfig<'c>) -> Result<(), BadRegex> {
        let setup = Setup::new(config)?;
        let inhibitors = self.peers.iter().map(|_| Inhibitor::new(config, at.max(self.now)));
        let inhibitors = inhibitors.collect::<Result<Vec<Inhibitor>, BadRegex>>()?;
        self.run_until(at);
        self.setup = setup;
        for (index, inhibitor) in inhibitors.into_iter().enumerate() {
            let peer = &mut self.peers[index];
            peer.inhibitor = inhibitor;
            peer.drop_groups();
            peer.collect(self.now, &self.options);
            let mut known: Vec<Known> = peer.known.values().cloned().collect();
            known.sort_by_key(|alert| (alert.starts_at, alert.id));
            if self.options.regrouping == Regrouping::NewestFirst {
                known.reverse();
            }
            for alert in &known {
                let labels = self.sets.labels(alert.id).clone();
                self.peers[index].inhibitor.receive(alert, &labels, self.now);
            }
            for alert in &known {
                let labels: Labels = self.sets.labels(alert.id).clone();
                self.route(index, alert, &labels);
            }
        }
        Ok(())
    }

    /// All Alertmanagers end, and start again after `outage`. Alerts are forgotten until they are sent
    /// again; silences and the notification log stay.
    pub fn restart(&mut self, at: Millis, outage: Millis, ending: Ending) {
        self.run_until(at);
        for peer in 0..self.peers.len() {
            self.stop(at, peer, ending);
            self.queue.plan(self.now.saturating_add(outage.max(0)), Event::Start { peer });
        }
    }

    /// One Alertmanager ends. There is no other effect when it is not running.
    pub fn stop(&mut self, at: Millis, peer: usize, ending: Ending) {
        self.run_until(at);
        let now = self.now;
        let Some(peer) = self.peers.get_mut(peer).filter(|peer| peer.is_up()) else { return };
        peer.forget();
        match ending {
            Ending::Clean => {
                peer.state = State::Left;
                peer.log.clean(now);
            }
            Ending::Crash => {
                peer.state = State::Lost { at: now };
                let saved = peer.saved_at(now, &self.options);
                peer.log.forget_unsaved(saved, peer.cleaned_at(now, &self.options));
                let started_at = peer.started_at;
                if !self.peers.iter().any(Peer::is_up) {
                    self.silences.forget_unsaved(started_at, now, &self.options);
                }
            }
        }
    }

    /// One Alertmanager starts again. There is no other effect when it is running.
    pub fn start(&mut self, at: Millis, peer: usize) {
        self.run_until(at);
        self.start_peer(peer);
    }
}
