//! Which other rules of a group a rule may read: by the words of its expression and of its texts. A
//! word that only looks like a name binds two rules together that need not be; none is missed.

use crate::lower::{Group, Rule, RuleKind};
use std::collections::{HashMap, HashSet};

/// The words of an expression or a text that may be names of series or values of labels.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':')))
        .filter(|word| !word.is_empty())
}

/// All words of a rule: annotations may ask for series as well.
pub(super) fn words_of<'r>(rule: &'r Rule) -> HashSet<&'r str> {
    let mut found: HashSet<&str> = words(&rule.expr).collect();
    if let RuleKind::Alert { annotations, .. } = &rule.kind {
        found.extend(annotations.iter().flat_map(|(_, text)| words(text)));
    }
    found
}

/// Whether a rule reads alerts.
pub(super) fn reads_alerts(rule: &Rule) -> bool {
    words(&rule.expr).any(|word| word == "ALERTS" || word == "ALERTS_FOR_STATE")
}

/// The rules of a group (their places in it) in sets of which none reads what another makes. The sets
/// are in the order of their first rules, the rules of each in their own.
pub(super) fn independent_sets(group: &Group) -> Vec<Vec<usize>> {
    let mut makers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, rule) in group.rules.iter().enumerate() {
        makers.entry(&rule.name).or_default().push(index);
    }
    let mut sets = Sets::new(group.rules.len());
    for (index, rule) in group.rules.iter().enumerate() {
        let of_alerts = reads_alerts(rule);
        for word in words_of(rule) {
            for maker in makers.get(word).into_iter().flatten() {
                let is_alert = matches!(group.rules[*maker].kind, RuleKind::Alert { .. });
                if !is_alert || of_alerts {
                    sets.join(index, *maker);
                }
            }
        }
        // Alertnames that are no single word are looked for as a whole.
        if of_alerts {
            for (maker, alert) in group.rules.iter().enumerate() {
                if matches!(alert.kind, RuleKind::Alert { .. }) && rule.expr.contains(&*alert.name) {
                    sets.join(index, maker);
                }
            }
        }
    }
    sets.all()
}

/// Sets of numbers that are joined two by two.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Sets {
        Sets { parent: (0..count).collect() }
    }

    fn first_of(&mut self, mut item: usize) -> usize {
        while self.parent[item] != item {
            self.parent[item] = self.parent[self.parent[item]];
            item = self.parent[item];
        }
        item
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first_of(one), self.first_of(other));
        self.parent[one.max(other)] = one.min(other);
    }

    fn all(mut self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for item in 0..self.parent.len() {
            let first = self.first_of(item);
            sets[first].push(item);
        }
        sets.into_iter().filter(|set| !set.is_empty()).collect()
    }
}
