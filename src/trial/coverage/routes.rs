//! The nodes of the routing tree that alerts of the program can end at, and the escalations that they belong to.

use super::{Item, Kind};
use crate::lower::AlertmanagerConfig;
use crate::model::Model;
use crate::reach::program::labels_of;
use crate::reach::symbolic::{Labels as Sets, NodeId, Tree, Values, Walker};
use crate::series::Labels;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Routes<'c> {
    model: &'c Model,
    tree: Tree<'c>,
    walker: Walker,
    /// With whether somebody was told by them.
    reachable: BTreeMap<NodeId, bool>,
    /// Escalations that alerts have, with the nodes at which these end.
    escalations: BTreeMap<usize, BTreeSet<NodeId>>,
    /// Escalations by which somebody was told.
    used: BTreeSet<String>,
}

impl<'c> Routes<'c> {
    pub fn new(model: &'c Model, config: &'c AlertmanagerConfig<'c>) -> Routes<'c> {
        let tree = Tree::new(config);
        let mut walker = Walker::default();
        let mut escalations: BTreeMap<usize, BTreeSet<NodeId>> = BTreeMap::new();
        for alert in &model.alerts {
            for level in &alert.levels {
                let steps = model.escalations[level.escalation].steps.len().max(1);
                let nodes = escalations.entry(level.escalation).or_default();
                for step in 1..=steps {
                    let walk = walker.walk(&tree, &labels_of(model, alert, level, step));
                    nodes.extend(walk.outcomes.iter().filter(|one| one.is_certain()).map(|one| one.node));
                }
            }
        }
        let mut reachable: BTreeMap<NodeId, bool> =
            escalations.values().flatten().map(|node| (*node, false)).collect();
        for watchdog in &model.watchdogs {
            let labels = Sets::known([("alertname", watchdog.name.as_str()), ("severity", "none")]);
            let external = model.prometheus.external_labels.iter();
            let labels =
                external.fold(labels, |labels, (name, value)| labels.with(name, Values::known(value)));
            let walk = walker.walk(&tree, &labels);
            reachable.extend(walk.outcomes.iter().map(|one| (one.node, false)));
        }
        Routes { model, tree, walker, reachable, escalations, used: BTreeSet::new() }
    }

    /// A receiver was told of an alert.
    pub fn told(&mut self, receiver: &str, labels: &Labels) {
        let walk = self.walker.walk(&self.tree, &Sets::known(labels.iter()));
        for outcome in &walk.outcomes {
            let told = self.tree.node(outcome.node).settings.receiver.value == receiver;
            if let Some(exercised) = self.reachable.get_mut(&outcome.node).filter(|_| told) {
                *exercised = true;
                self.used.insert(labels.get("escalation_policy").to_string());
            }
        }
    }

    pub fn items(&self) -> Vec<Item> {
        let routes = self.reachable.iter().map(|(node, exercised)| Item {
            kind: Kind::Route,
            name: self.route_name(*node),
            span: self.tree.ancestry(*node).find_map(|id| self.tree.node(id).route.span),
            exercised: *exercised,
        });
        let escalations = self.escalations.keys().map(|id| {
            let escalation = &self.model.escalations[*id];
            let exercised = self.used.contains(&escalation.name);
            let (name, span) = (escalation.name.clone(), Some(escalation.span));
            Item { kind: Kind::Escalation, name, span, exercised }
        });
        routes.chain(escalations).collect()
    }

    /// The receiver; where other routes tell it too, with what leads to this one.
    fn route_name(&self, node: NodeId) -> String {
        let receiver = self.tree.node(node).settings.receiver.value;
        let same =
            self.reachable.keys().filter(|other| self.tree.node(**other).settings.receiver.value == receiver);
        if same.count() == 1 {
            return receiver.to_string();
        }
        let mut way: Vec<NodeId> = self.tree.ancestry(node).collect();
        way.reverse();
        let matchers = way.iter().flat_map(|id| &self.tree.node(*id).route.matchers);
        let matchers: Vec<String> = matchers
            .map(|matcher| format!("{}{}\"{}\"", matcher.label, matcher.op.text(), matcher.value))
            .collect();
        format!("{receiver} {{{}}}", matchers.join(", "))
    }
}
