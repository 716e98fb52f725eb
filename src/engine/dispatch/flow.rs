//! What happens as time passes: alerts come into groups, and groups are flushed. Source: the package `dispatch`.

use super::alert::Known;
use super::dispatcher::Dispatcher;
use super::group::{Flight, Group};
use super::log::{Entry, Key};
use super::peer::GroupId;
use crate::model::Millis;
use crate::reach::concrete::NodeId;
use crate::series::Labels;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A group's timer. `due` is when it went off: a flush that still waited for peers has kept it.
    Flush { peer: usize, group: GroupId, due: Millis },
    /// A peer is ready to speak, and has a flush to go on with.
    Settled { peer: usize, group: GroupId },
    /// The peers before this one had their time.
    Deliver { peer: usize, group: GroupId },
    /// An alert begins to quiet others.
    Inhibit { peer: usize, alert: Known },
    /// A peer hears of a notification.
    Hear { peer: usize, key: Key, entry: Arc<Entry> },
    /// A peer starts.
    Start { peer: usize },
}

impl Dispatcher<'_> {
    /// All that is planned until `to`.
    pub(super) fn run_until(&mut self, to: Millis) {
        while let Some((at, event)) = self.queue.take(to) {
            self.now = self.now.max(at);
            match event {
                Event::Flush { peer, group, due } => self.flush(peer, group, due),
                Event::Settled { peer, group } => self.filter(peer, group),
                Event::Deliver { peer, group } => self.deliver(peer, group),
                Event::Inhibit { peer, alert } => {
                    let labels = self.sets.labels(alert.id);
                    let peer = &mut self.peers[peer];
                    if peer.is_up() {
                        peer.inhibitor.receive(&alert, labels, self.now);
                    }
                }
                Event::Hear { peer, key, entry } => {
                    let peer = &mut self.peers[peer];
                    if peer.is_up() {
                        peer.log.note(&key, &entry, peer.saved_at(self.now, &self.options));
                    }
                }
                Event::Start { peer } => self.start_peer(peer),
            }
        }
        self.now = self.now.max(to);
    }

    pub(super) fn start_peer(&mut self, index: usize) {
        let now = self.now;
        let mut others = self.peers.iter().enumerate();
        let other = others.find(|(other, peer)| *other != index && peer.is_up());
        let learned = other.map(|(_, peer)| peer.log.clone());
        let Some(peer) = self.peers.get_mut(index).filter(|peer| !peer.is_up()) else { return };
        peer.start(now);
        if let Some(learned) = learned {
            peer.log.learn(&learned, now);
        }
    }

    /// Puts an alert into its groups.
    pub(super) fn route(&mut self, peer: usize, alert: &Known, labels: &Labels) {
        for node in self.setup.ends(alert.id, labels).iter() {
            self.put(peer, *node, alert, labels);
        }
    }

    fn put(&mut self, index: usize, node: NodeId, alert: &Known, labels: &Labels) {
        let by = self.setup.group_labels(node, labels);
        let peer = &mut self.peers[index];
        let known = peer.by_labels.get(&(node, by.clone())).copied();
        if let Some(group) = known.and_then(|id| peer.groups.get_mut(&id)) {
            group.alerts.insert(alert.id, alert.clone());
            return;
        }
        self.groups += 1;
        let id = self.groups;
        let mut group = Group::new(Arc::new(self.setup.group_name(node, by.clone())), node);
        group.alerts.insert(alert.id, alert.clone());
        peer.by_labels.insert((node, by), id);
        peer.groups.insert(id, group);
        let wait = self.setup.settings(node).group_wait.value;
        let is_old = alert.starts_at.saturating_add(wait) < self.now;
        let due = if is_old { self.now } else { self.now.saturating_add(wait) };
        let from = peer.started_at.saturating_add(self.options.start_delay);
        self.queue.plan(due.max(from), Event::Flush { peer: index, group: id, due });
    }

    /// A group's timer went off.
    fn flush(&mut self, index: usize, id: GroupId, due: Millis) {
        self.flushes += 1;
        if self.is_exhausted() {
            return;
        }
        let peer = &mut self.peers[index];
        let Some(group) = peer.groups.get_mut(&id) else { return };
        let interval = self.setup.settings(group.node).group_interval.value.max(1);
        group.next = self.now.saturating_add(interval);
        let alerts = group.shots(&self.sets, self.now);
        let resolved = alerts.iter().filter(|shot| shot.is_resolved);
        let resolved = resolved.map(|shot| (shot.alert.id, shot.alert.version)).collect();
        group.flight = Some(Flight { due, alerts, resolved });
        let settled = peer.started_at.saturating_add(self.options.settling);
        if self.options.peers > 1 && self.now < settled {
            self.queue.plan(settled, Event::Settled { peer: index, group: id });
        } else {
            self.filter(index, id);
        }
    }

    /// The peer is ready to speak: all that is suppressed goes.
    fn filter(&mut self, index: usize, id: GroupId) {
        let Some(group) = self.peers[index].groups.get_mut(&id) else { return };
        let Some(flight) = group.flight.take() else { return };
        let (alerts, kept) = self.suppress(index, id, flight.alerts, flight.due);
        self.say_kept(index, id, kept);
        let wait = if alerts.is_empty() { 0 } else { self.wait(index) };
        if let Some(group) = self.peers[index].groups.get_mut(&id) {
            group.flight = Some(Flight { alerts, ..flight });
        }
        match wait {
            0 => self.deliver(index, id),
            _ => self.queue.plan(self.now.saturating_add(wait), Event::Deliver { peer: index, group: id }),
        }
    }

    /// How long a peer waits for those before it.
    fn wait(&self, index: usize) -> Millis {
        let before = self.peers[..index].iter().filter(|peer| peer.is_counted(self.now, &self.options));
        self.options.peer_timeout.saturating_mul(before.count() as Millis).max(0)
    }
}
