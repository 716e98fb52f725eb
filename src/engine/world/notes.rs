//! Takes down what evaluations leave behind.

use super::record::{Instance, Look, Stretch};
use crate::engine::rules::{RulePlace, State};
use crate::model::Millis;
use crate::series::{LabelSets, SetId};
use std::collections::HashMap;

/// Builds the instances of a record, one evaluation after the other. Belongs to one store, whose numbers of label sets
/// it remembers.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub instances: Vec<Instance>,
    known: HashMap<(RulePlace, SetId), usize>,
    /// Those that were active when their rule was last evaluated, sorted.
    active: HashMap<RulePlace, Vec<usize>>,
}

/// An active alert as its rule gives it.
pub(super) struct Seen {
    pub labels: SetId,
    pub state: State,
    /// Where details are kept.
    pub look: Option<Look>,
}

impl Notes {
    /// Takes down what is active after an evaluation of a rule; what is not among it is over.
    pub fn take(&mut self, rule: RulePlace, at: Millis, seen: impl Iterator<Item = Seen>, sets: &LabelSets) {
        let mut now = Vec::new();
        for Seen { labels, state, look } in seen {
            let index = self.place(rule, labels, sets);
            now.push(index);
            let instance = &mut self.instances[index];
            match instance.stretches.last_mut() {
                Some(last) if last.end.is_none() && last.state == state => {}
                last => {
                    if let Some(last) = last {
                        last.end.get_or_insert(at);
                    }
                    instance.stretches.push(Stretch { state, start: at, end: None });
                }
            }
            instance.looks.extend(look);
        }
        now.sort_unstable();
        let before = match now.is_empty() {
            true => self.active.remove(&rule),
            false => self.active.insert(rule, now.clone()),
        };
        for index in before.into_iter().flatten().filter(|index| now.binary_search(index).is_err()) {
            if let Some(last) = self.instances[index].stretches.last_mut() {
                last.end.get_or_insert(at);
            }
        }
    }

    /// The instance of a rule with these labels.
    fn place(&mut self, rule: RulePlace, labels: SetId, sets: &LabelSets) -> usize {
        *self.known.entry((rule, labels)).or_insert_with(|| {
            let (stretches, looks) = (Vec::new(), Vec::new());
            self.instances.push(Instance { rule, labels: sets.labels(labels).clone(), stretches, looks });
            self.instances.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::Labels;
    use std::sync::Arc;

    fn look(at: Millis) -> Look {
        Look { at, value: at as f64, annotations: Arc::new([]) }
    }

    #[test]
    fn states_follow_the_evaluations() {
        let rule = RulePlace { group: 0, rule: 1 };
        let mut sets = LabelSets::default();
        let labels = sets.id(&Labels::new([("alertname", "Slow")]));
        let seen = |at, state| Seen { labels, state, look: Some(look(at)) };
        let mut notes = Notes::default();
        notes.take(rule, 10, [seen(10, State::Pending)].into_iter(), &sets);
        notes.take(rule, 20, [seen(20, State::Firing)].into_iter(), &sets);
        notes.take(rule, 30, [seen(30, State::Firing)].into_iter(), &sets);
        notes.take(rule, 40, [].into_iter(), &sets);
        notes.take(rule, 50, [seen(50, State::Pending)].into_iter(), &sets);
        let [slow] = &notes.instances[..] else { panic!("{notes:?}") };
        let states: Vec<&str> = (0..6).map(|step| slow.state_at(step * 10 + 5).word()).collect();
        assert_eq!(states, ["inactive", "pending", "firing", "firing", "inactive", "pending"]);
        assert_eq!(
            slow.fired().map(|stretch| (stretch.start, stretch.end)).collect::<Vec<_>>(),
            [(20, Some(40))]
        );
        assert_eq!(slow.look_at(39).map(|look| look.at), Some(30));
        assert!(slow.look_at(45).is_none());
    }
}
