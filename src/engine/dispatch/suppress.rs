//! What of a flush nobody is told, and by what: inhibition, the route's times, silences. Source: the package `notify`.

use super::dispatcher::Dispatcher;
use super::group::{Kept, Shot};
use super::peer::GroupId;
use super::told::{By, GroupName, Suppressed};
use crate::model::Millis;
use crate::reach::concrete::{NodeId, Quiet};
use std::sync::Arc;

impl Dispatcher<'_> {
    /// What is left of a flush after inhibition, the route's times, and silences; and what is kept.
    pub(super) fn suppress(
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
    pub(super) fn say_kept(&mut self, index: usize, id: GroupId, kept: Vec<(By, Vec<Shot>)>) {
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
    pub(super) fn say_untold(
        &mut self,
        index: usize,
        node: NodeId,
        group: &Arc<GroupName>,
        by: By,
        shots: &[Shot],
    ) {
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
}
