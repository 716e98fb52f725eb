//! The walk down the tree.

use super::labels::Labels;
use super::node::{Node, NodeId};
use super::tree::Tree;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// In so many ways at most is a node told to be reached. Beyond that, what a matcher leaves over is
/// no longer cut away: too much may then be said to be reached, never too little.
pub const MOST_PARTS: usize = 4_096;

/// Alerts that end at a node: it or nothing below it tells someone.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub node: NodeId,
    /// The labels that lead there: any of these sets. No label set is in two of them, as long as
    /// the outcome is certain.
    pub labels: Vec<Labels>,
}

impl Outcome {
    /// False: there may be no such alert, for a regex or the tree was too big to reason about.
    pub fn is_certain(&self) -> bool {
        self.labels.iter().any(Labels::is_certain)
    }

    /// A label set that leads here; absent labels are left out. None when none is certain.
    pub fn example(&self) -> Option<Vec<(Arc<str>, Arc<str>)>> {
        self.labels.iter().filter(|labels| labels.is_certain()).find_map(Labels::example)
    }
}

/// All that becomes of a set of alerts.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// In the order in which Alertmanager visits the nodes of an alert; one for each node.
    pub outcomes: Vec<Outcome>,
    /// The nodes whose matchers some alert satisfies, and those of their ancestors; sorted.
    pub entered: Vec<NodeId>,
}

/// Where alerts with these labels end. One with known labels can end at several nodes, by `continue`.
pub fn outcomes(tree: &Tree, labels: &Labels) -> Vec<Outcome> {
    walk(tree, labels).outcomes
}

pub fn walk(tree: &Tree, labels: &Labels) -> Walk {
    let mut walk = Walk { outcomes: Vec::new(), entered: Vec::new() };
    // By node: parents are done before their children.
    let mut open = BTreeMap::from([(0, vec![labels.clone()])]);
    while let Some((id, arrived)) = open.pop_first() {
        walk.entered.push(id);
        let node = tree.node(id);
        let mut stay: Vec<Labels> = Vec::new();
        let mut waiting = arrived.len();
        for labels in arrived {
            waiting -= 1;
            let room = MOST_PARTS.saturating_sub(stay.len() + waiting);
            stay.extend(pass(tree, node, labels, room, &mut open));
        }
        if !stay.is_empty() {
            walk.outcomes.push(Outcome { node: id, labels: stay });
        }
    }
    walk
}

/// One part of what arrived at a node.
struct Part {
    labels: Labels,
    /// A child that says `continue` took it already.
    is_taken: bool,
}

/// Sends `labels` down to the children of a node, in `room` parts at most. Returns what none takes.
fn pass(
    tree: &Tree,
    node: &Node,
    labels: Labels,
    room: usize,
    open: &mut BTreeMap<NodeId, Vec<Labels>>,
) -> Vec<Labels> {
    let candidates = node.index.candidates(&labels);
    let mut parts = vec![Part { labels, is_taken: false }];
    for place in candidates {
        if parts.is_empty() {
            break;
        }
        let child = tree.node(node.children[place]);
        let mut next = Vec::with_capacity(parts.len());
        let mut down = Vec::new();
        let is_full = parts.len() >= room;
        for part in parts {
            down.extend(ask(child, part, is_full, &mut next));
        }
        if !down.is_empty() {
            open.entry(node.children[place]).or_default().append(&mut down);
        }
        parts = next;
    }
    parts.into_iter().filter(|part| !part.is_taken).map(|part| part.labels).collect()
}

/// What of `part` the child takes; what goes on to the next sibling is pushed to `next`.
fn ask(child: &Node, Part { labels, is_taken }: Part, is_full: bool, next: &mut Vec<Part>) -> Option<Labels> {
    let continues = child.route.continues;
    // Whether a later child takes what an earlier one took makes no difference to their siblings.
    if is_taken && continues {
        next.push(Part { labels: labels.clone(), is_taken });
        return labels.divide(&child.tests).0;
    }
    let whole = is_full.then(|| labels.clone());
    let (matched, failed) = labels.divide(&child.tests);
    match (whole, &matched) {
        (Some(mut whole), Some(_)) if !failed.is_empty() => {
            whole.widen();
            next.push(Part { labels: whole, is_taken });
        }
        _ => {
            next.extend(failed.into_iter().map(|labels| Part { labels, is_taken }));
            if let (true, Some(matched)) = (continues, &matched) {
                next.push(Part { labels: matched.clone(), is_taken: true });
            }
        }
    }
    matched
}

/// Remembers the walks of one tree: alerts that it cannot tell apart walk once.
#[derive(Debug, Default)]
pub struct Walker {
    known: HashMap<Labels, Arc<Walk>>,
}

impl Walker {
    /// The outcomes tell only of labels that some matcher asks for.
    pub fn walk(&mut self, tree: &Tree, labels: &Labels) -> Arc<Walk> {
        let relevant = tree.relevant(labels);
        if let Some(known) = self.known.get(&relevant) {
            return known.clone();
        }
        let fresh = Arc::new(walk(tree, &relevant));
        self.known.insert(relevant, fresh.clone());
        fresh
    }
}
