//! Who is told of an alert, by which group and integration: what of the routing tree people, and
//! Alertmanager's memory of notifications, depend on.

use super::Side;
use crate::emit::matcher_text;
use crate::lower::{Matcher, Receiver};
use crate::model::Channel;
use crate::reach::concrete::{Label, NodeId, Settings, Tree};
use crate::reach::program::Calendar;
use crate::reach::{Horizon, Times};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// One channel that a route tells.
#[derive(Debug)]
pub(super) struct Destination<'a> {
    pub channel: &'a Channel,
    /// When the route sends.
    pub times: Arc<Times>,
    pub settings: Settings<'a>,
    pub group: Rc<Group<'a>>,
    pub integration: Integration<'a>,
}

/// What a group of alerts is told apart by, beside the values of the labels that it is grouped by.
/// PagerDuty, Opsgenie and others know their incidents by it.
/// Source: `Route.Key` and `aggrGroup.GroupKey` of Alertmanager's package `dispatch`.
#[derive(Debug, PartialEq)]
pub(super) struct Group<'a> {
    /// The matchers from the root on; their order in a route does not count.
    pub route: String,
    pub by: &'a [&'a str],
}

/// What notifications of a group are remembered by. Source: `receiverKey` of the package `nflog`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Integration<'a> {
    pub receiver: &'a str,
    pub kind: &'a str,
    /// Among those of its kind in the receiver.
    pub place: usize,
}

/// A routing tree, asked who is told.
pub(super) struct Notices<'a> {
    pub side: Side<'a>,
    calendar: Calendar<'a>,
    tree: Option<Tree<'a>>,
    receivers: HashMap<&'a str, &'a Receiver<'a>>,
    channels: HashMap<&'a str, &'a Channel>,
    by_node: HashMap<NodeId, Rc<Vec<Destination<'a>>>>,
}

impl<'a> Notices<'a> {
    pub fn new(side: Side<'a>, horizon: &'a Horizon) -> Notices<'a> {
        let named = |receiver: &'a Receiver<'a>| (receiver.name.as_str(), receiver);
        let receivers = side.config.receivers.iter().map(named).collect();
        // What lowering makes has no regex that cannot be compiled.
        let tree = Tree::new(side.config).ok();
        let channels = side.model.channels.iter().map(|channel| (channel.name.as_str(), channel)).collect();
        let calendar = Calendar::new(side.config, horizon.clone());
        Notices { side, calendar, tree, receivers, channels, by_node: HashMap::new() }
    }

    /// The destinations of an alert, by the nodes of the tree that it ends at.
    pub fn of(&mut self, labels: &[Label]) -> Vec<Rc<Vec<Destination<'a>>>> {
        let Some(tree) = &self.tree else { return Vec::new() };
        let nodes: Vec<NodeId> = tree.visits(labels).iter().map(|visit| visit.node).collect();
        nodes.into_iter().map(|node| self.node(node)).collect()
    }

    fn node(&mut self, id: NodeId) -> Rc<Vec<Destination<'a>>> {
        if let Some(known) = self.by_node.get(&id) {
            return known.clone();
        }
        let found = Rc::new(self.destinations(id));
        self.by_node.insert(id, found.clone());
        found
    }

    fn destinations(&mut self, id: NodeId) -> Vec<Destination<'a>> {
        let Some(tree) = &self.tree else { return Vec::new() };
        let settings = &tree.nodes[id].settings;
        let Some(receiver) = self.receivers.get(settings.receiver.value) else { return Vec::new() };
        let times = self.calendar.times(tree.nodes[id].route);
        let route = tree.way_to(id).into_iter().map(|node| route_text(&tree.nodes[node].route.matchers));
        let group = Rc::new(Group { route: route.collect(), by: settings.group_by.value });
        let mut found = Vec::new();
        for integrations in &receiver.integrations {
            for (place, name) in integrations.channels.iter().enumerate() {
                let Some(channel) = self.channels.get(name) else { continue };
                found.push(Destination {
                    channel,
                    times: times.clone(),
                    settings: *settings,
                    group: group.clone(),
                    integration: Integration { receiver: &receiver.name, kind: integrations.kind, place },
                });
            }
        }
        found
    }
}

/// `/escalation_policy="page"`, in one order.
fn route_text(matchers: &[Matcher]) -> String {
    let mut texts: Vec<String> = matchers.iter().map(matcher_text).collect();
    texts.sort();
    format!("/{}", texts.join(","))
}
