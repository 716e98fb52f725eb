//! What is left of a flush is told to each integration that does not know it. Source: the package `notify`.

use super::alert::AlertId;
use super::dedup::{Now, why};
use super::dispatcher::Dispatcher;
use super::flow::Event;
use super::group::{Flight, Shot};
use super::log::{Entry, Key};
use super::peer::GroupId;
use super::told::{By, GroupName, Integration, Notification};
use crate::model::Millis;
use crate::reach::concrete::NodeId;
use std::sync::Arc;

impl Dispatcher<'_> {
    /// Tells each integration what it does not know, and ends the flush.
    pub(super) fn deliver(&mut self, index: usize, id: GroupId) {
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
