//! A configuration as the lints look at it: its tree, what comes to each of its nodes, and where all of it stands.

use super::alerts::Alerts;
use super::place::{Places, Step};
use crate::channel::{Opens, integration, sends_resolved};
use crate::lower::{AlertmanagerConfig, Integrations, Receiver};
use crate::model::{Millis, Setting};
use crate::reach::concrete::Setter;
use crate::reach::symbolic::{Arrival, Labels, Node, NodeId, Tree, arrivals, ends};
use crate::reach::{Horizon, Times};
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::HashMap;

pub(super) struct Look<'c> {
    pub config: &'c AlertmanagerConfig<'c>,
    pub places: &'c Places<'c>,
    pub tree: Tree<'c>,
    /// What comes to each node.
    pub arrivals: Vec<Arrival>,
    /// What each node tells of; asked for by few.
    ends: Vec<OnceCell<Option<Vec<Labels>>>>,
    receivers: HashMap<&'c str, usize>,
    /// The alerts of the rules, where rules were given.
    pub alerts: Option<Alerts<'c>>,
    /// The time in which intervals are looked at.
    pub horizon: Horizon,
    intervals: HashMap<&'c str, Times>,
}

impl<'c> Look<'c> {
    pub fn new(
        config: &'c AlertmanagerConfig<'c>,
        places: &'c Places<'c>,
        alerts: Option<Alerts<'c>>,
        horizon: Horizon,
    ) -> Look<'c> {
        let tree = Tree::new(config);
        let receivers = config.receivers.iter().enumerate();
        let intervals = config.time_intervals.iter();
        Look {
            arrivals: arrivals(&tree),
            ends: tree.nodes().iter().map(|_| OnceCell::new()).collect(),
            receivers: receivers.map(|(index, receiver)| (receiver.name.as_str(), index)).collect(),
            intervals: intervals
                .map(|named| (named.name.as_str(), Times::of(named.intervals, &horizon)))
                .collect(),
            tree,
            config,
            places,
            alerts,
            horizon,
        }
    }

    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node<'c>)> {
        self.tree.nodes().iter().enumerate()
    }

    /// What the node tells its own receiver of; None when nothing is known.
    pub fn ends(&self, id: NodeId) -> Option<&[Labels]> {
        let find = || ends(&self.tree, id, self.arrivals[id].labels()?);
        self.ends[id].get_or_init(find).as_deref()
    }

    pub fn receiver(&self, name: &str) -> Option<&'c Receiver<'c>> {
        self.receivers.get(name).map(|index| &self.config.receivers[*index])
    }

    /// The receiver that the node tells, its own or an inherited one.
    pub fn told(&self, id: NodeId) -> Option<&'c Receiver<'c>> {
        self.receiver(self.tree.node(id).settings.receiver.value)
    }

    /// The node tells somebody of something.
    pub fn tells(&self, id: NodeId) -> bool {
        self.told(id).is_some_and(has_integrations) && self.ends(id).is_none_or(|ends| !ends.is_empty())
    }

    /// When an interval holds.
    pub fn interval(&self, name: &str) -> Option<&Times> {
        self.intervals.get(name)
    }

    /// When the node sends.
    pub fn times(&self, id: NodeId) -> Times {
        let route = self.tree.node(id).route;
        let any = |names: &[String]| {
            let known = names.iter().filter_map(|name| self.interval(name));
            known.fold(Times::never(&self.horizon), |all, times| all.union(times))
        };
        let active = match route.active_time_intervals.is_empty() {
            true => Times::always(&self.horizon),
            false => any(&route.active_time_intervals),
        };
        active.without(&any(&route.mute_time_intervals))
    }

    pub fn is_limited(&self, id: NodeId) -> bool {
        let route = self.tree.node(id).route;
        !(route.active_time_intervals.is_empty() && route.mute_time_intervals.is_empty())
    }

    /// The way to a node in the document.
    pub fn way(&self, id: NodeId) -> Vec<Step<'static>> {
        let mut way = vec![Step::Key("route")];
        for place in self.tree.path(id) {
            way.extend([Step::Key("routes"), Step::Index(place)]);
        }
        way
    }

    /// Where a setting of the node itself stands.
    pub fn setting(&self, id: NodeId, key: &'static str) -> Option<Span> {
        let mut way = self.way(id);
        way.push(Step::Key(key));
        self.places.value(&way)
    }

    /// Where the key of a setting stands.
    pub fn key(&self, id: NodeId, key: &'static str) -> Option<Span> {
        let mut way = self.way(id);
        way.push(Step::Key(key));
        self.places.key(&way)
    }

    /// Where the setting of a node stands that it has itself or inherits.
    pub fn set_by(&self, id: NodeId, setter: Setter, key: &'static str) -> Option<Span> {
        let Setter::Node(depth) = setter else { return None };
        let above = self.tree.ancestry(id).find(|id| self.tree.node(*id).depth == depth)?;
        self.setting(above, key)
    }

    /// What stands for a node: its matchers, or what else it has.
    pub fn span(&self, id: NodeId) -> Span {
        let keys = ["matchers", "match", "match_re", "receiver", "continue", "routes"];
        let own = keys.into_iter().find_map(|key| self.setting(id, key));
        let written = self.tree.node(id).route.span;
        own.or(written).or_else(|| self.places.value(&self.way(id))).unwrap_or(self.places.whole())
    }

    /// Where a matcher of the node stands.
    pub fn matcher(&self, id: NodeId, place: usize) -> Span {
        let written = self.tree.node(id).route.matchers.get(place).and_then(|matcher| matcher.span);
        written.unwrap_or_else(|| self.span(id))
    }

    /// `severity="critical", team="a"`: what the node itself asks for.
    pub fn words(&self, id: NodeId) -> String {
        let matchers = &self.tree.node(id).route.matchers;
        let texts: Vec<String> = matchers.iter().map(super::words::matcher).collect();
        texts.join(", ")
    }
}

pub(super) fn has_integrations(receiver: &Receiver) -> bool {
    receiver.integrations.iter().any(|of_kind| !of_kind.settings.is_empty())
}

/// Each integration of a receiver: its kind, its place among those of the kind, and its settings.
pub(super) fn integrations<'r, 'c>(
    receiver: &'r Receiver<'c>,
) -> impl Iterator<Item = (&'c str, usize, &'c [(String, Setting)])> + use<'r, 'c> {
    let entries = |of_kind: &'r Integrations<'c>| {
        let settings = of_kind.settings.iter().enumerate();
        settings.map(|(place, settings)| (of_kind.kind, place, *settings))
    };
    receiver.integrations.iter().flat_map(entries)
}

/// The kind of the first integration that opens incidents which wait for the alert's end.
pub(super) fn opens_incident<'c>(receiver: &Receiver<'c>) -> Option<&'c str> {
    let waits = |kind: &str, settings: &[(String, Setting)]| {
        sends_resolved(kind, settings)
            && integration(kind).is_some_and(|known| known.opens == Opens::Incident)
    };
    integrations(receiver).find(|(kind, _, settings)| waits(kind, settings)).map(|(kind, ..)| kind)
}

/// The first integration that pages.
pub(super) fn pages<'c>(receiver: &Receiver<'c>) -> Option<&'c str> {
    let pages = |kind: &str| integration(kind).is_some_and(|known| known.opens == Opens::Incident);
    integrations(receiver).find(|(kind, ..)| pages(kind)).map(|(kind, ..)| kind)
}

pub(super) const HOUR: Millis = 3_600_000;
