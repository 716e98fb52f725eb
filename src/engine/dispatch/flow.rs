//! What happens as time passes: groups are flushed, and what of a flush is not suppressed and is not known
//! is told. Sources: the packages `dispatch` and `notify`.

use super::alert::{AlertId, Known};
use super::dedup::{Now, why};
use super::dispatcher::Dispatcher;
use super::group::{Flight, Group, Kept, Shot};
use super::log::{Entry, Key};
use super::peer::GroupId;
use super::told::{By, GroupName, Integration, Notification, Suppressed};
use crate::model::Millis;
use crate::reach::concrete::{NodeId, Quiet};
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

    /// What is left of a flush after inhibition, the route's times, and silences; and what is kept.
    fn suppress(
        &mut self,
        index: usize,
        id: GroupId,
        shots: Vec<Shot>,
        due: Millis,
    ) -> (Vec<Shot>, Vec<(By, Vec<Shot>)>) {
        let peer = &mut self.peers[index];
        let Some(group) = peer.groups.get(&id) else { return (shots, Vec::new()) };
        let mut kept: Vec<(By, Vec<Shot>)> = Vec::new();
        let mut keep = |by: By, shot: Shot| match kept.iter_mut().find(|(other, _)| *other == by) {
            Some((_, shots)) => shots.push(shot),
            None => kept.push((by, vec![shot])),
        };
        let mut left = Vec::with_capacity(shots.len());
        for shot in shots {
            let labels = self.sets.labels(shot.alert.id);
            match peer.inhibitor.quieted(shot.alert.id, labels, self.now) {
                Some((rule, source)) => {
                    let source = self.sets.labels(source).clone();
                    keep(By::Inhibition { rule, source }, shot);
                }
                None => left.push(shot),
            }
        }
        let quiet = if left.is_empty() { None } else { self.setup.quiet(group.node, due) };
        if let Some(quiet) = quiet {
            let by = match quiet {
                Quiet::Outside(names) => By::NotActive(names.to_vec()),
                Quiet::Muted(names) => By::Muted(names.iter().map(|name| name.to_string()).collect()),
            };
            left.drain(..).for_each(|shot| keep(by.clone(), shot));
        }
        let mut free = Vec::with_capacity(left.len());
        for shot in left {
            let silences = self.silences.of(self.sets.labels(shot.alert.id), self.now);
            match silences.is_empty() {
                true => free.push(shot),
                false => keep(By::Silence(silences), shot),
            }
        }
        (free, kept)
    }

    /// Tells what is kept, where it is not what was said at the flush before.
    fn say_kept(&mut self, index: usize, id: GroupId, kept: Vec<(By, Vec<Shot>)>) {
        let peer = &mut self.peers[index];
        let Some(group) = peer.groups.get(&id) else { return };
        let (name, place) = (Arc::clone(&group.name), (group.node, group.name.labels.clone()));
        let before = peer.said.remove(&place).unwrap_or_default();
        let mut said: Vec<Kept> = before.iter().filter(|kept| kept.is_of_integration()).cloned().collect();
        for (by, shots) in kept {
            let kept = Kept::new(by.clone(), &shots);
            if !before.contains(&kept) {
                self.suppressed.push(self.suppressed(index, &name, by, &shots));
            }
            said.push(kept);
        }
        if !said.is_empty() {
            self.peers[index].said.insert(place, said);
        }
    }

    /// The same for one integration.
    fn say_untold(&mut self, index: usize, node: NodeId, group: &Arc<GroupName>, by: By, shots: &[Shot]) {
        let kept = Kept::new(by.clone(), shots);
        let said = self.peers[index].said.entry((node, group.labels.clone())).or_default();
        if !said.contains(&kept) {
            said.retain(|other| other.by != by);
            said.push(kept);
            self.suppressed.push(self.suppressed(index, group, by, shots));
        }
    }

    fn suppressed(&self, peer: usize, group: &Arc<GroupName>, by: By, shots: &[Shot]) -> Suppressed {
        let alerts = shots.iter().map(|shot| shot.told(&self.sets)).collect();
        Suppressed { at: self.now, peer, group: Arc::clone(group), alerts, by }
    }

    /// Tells each integration what it does not know, and ends the flush.
    fn deliver(&mut self, index: usize, id: GroupId) {
        let Some(group) = self.peers[index].groups.get_mut(&id) else { return };
        let Some(flight) = group.flight.take() else { return };
        let (name, node) = (Arc::clone(&group.name), group.node);
        if !flight.alerts.is_empty() {
            for number in 0..self.setup.integrations(&name.receiver).len() {
                let to = Arc::clone(&self.setup.integrations(&name.receiver)[number]);
                self.tell(index, (&name, node), &to, &flight);
            }
        }
        let peer = &mut self.peers[index];
        let Some(group) = peer.groups.get_mut(&id) else { return };
        group.remove(&flight.resolved);
        if group.alerts.is_empty() {
            peer.by_labels.remove(&(node, name.labels.clone()));
            peer.groups.remove(&id);
            return;
        }
        let due = group.next;
        self.queue.plan(due.max(self.now), Event::Flush { peer: index, group: id, due });
    }

    fn tell(
        &mut self,
        index: usize,
        (group, node): (&Arc<GroupName>, NodeId),
        to: &Arc<Integration>,
        flight: &Flight,
    ) {
        let shots = flight.alerts.as_slice();
        let (now, repeat) = (self.now, self.setup.settings(node).repeat_interval.value);
        let ids = |resolved: bool| {
            let of_kind = shots.iter().filter(|shot| shot.is_resolved == resolved);
            let mut ids: Vec<AlertId> = of_kind.map(|shot| shot.alert.id).collect();
            ids.sort_unstable();
            ids
        };
        let (firing, resolved) = (ids(false), ids(true));
        let key = Key::new(group, to);
        let peer = &self.peers[index];
        let saved = peer.saved_at(now, &self.options);
        let last = peer.log.find(&key, peer.cleaned_at(now, &self.options));
        let state = Now { at: flight.due, firing: &firing, resolved: &resolved };
        let why = why(last.map(Arc::as_ref), &state, repeat, to.sends_resolved);
        let was_told = |id: &AlertId| {
            last.is_some_and(|last| {
                last.firing.binary_search(id).is_ok() || last.resolved.binary_search(id).is_ok()
            })
        };
        let is_sent = |shot: &&Shot| to.sends_resolved || !shot.is_resolved;
        let sent: Vec<&Shot> = shots.iter().filter(|shot| why.is_some() && is_sent(shot)).collect();
        // Who is told of one as resolved without being told that it fired is told more than nothing.
        let (mut off, mut never) = (Vec::new(), Vec::new());
        for shot in shots.iter().filter(|shot| shot.is_resolved) {
            match was_told(&shot.alert.id) {
                true if !to.sends_resolved => off.push(shot.clone()),
                false if why.is_none() || !to.sends_resolved => never.push(shot.clone()),
                _ => {}
            }
        }
        for (by, shots) in [(By::ResolvedNotSent(to.clone()), off), (By::NeverTold(to.clone()), never)] {
            if !shots.is_empty() {
                self.say_untold(index, node, group, by, &shots);
            }
        }
        let Some(why) = why else { return };
        if !sent.is_empty() {
            let alerts = sent.iter().map(|shot| shot.told(&self.sets)).collect();
            let (to, group) = (Arc::clone(to), Arc::clone(group));
            self.told.push(Notification { at: now, peer: index, to, group, alerts, why });
        }
        let expires_at = now.saturating_add(repeat.saturating_mul(2).min(self.options.retention));
        self.note(index, key, Arc::new(Entry { at: now, firing, resolved, expires_at }), saved);
    }

    /// Remembers what was told; the others hear of it.
    fn note(&mut self, index: usize, key: Key, entry: Arc<Entry>, saved: Millis) {
        self.peers[index].log.note(&key, &entry, saved);
        let heard = self.now.saturating_add(self.options.gossip_delay.max(0));
        for peer in (0..self.peers.len()).filter(|peer| *peer != index) {
            let (key, entry) = (key.clone(), Arc::clone(&entry));
            self.queue.plan(heard, Event::Hear { peer, key, entry });
        }
    }
}
