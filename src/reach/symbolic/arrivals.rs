//! Which alerts come to each node of a tree, and why none does: node by node, so that a flat tree of
//! thousands of routes costs each of them only the few siblings that can take its alerts away. Labels with line
//! breaks are left aside, for which people who write `.*` do not mean to leave a gap.

use super::labels::Labels;
use super::node::NodeId;
use super::test::Test;
use super::tree::Tree;

/// What is left of a node's alerts is kept in so many parts at most.
const MOST_PARTS: usize = 128;
/// What all comparisons of nodes with earlier ones may cost; beyond that nothing is known. A glance costs 1.
const MOST_COST: usize = 4_000_000;
const COST_OF_DIVIDING: usize = 50;

/// What comes to a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrival {
    /// These label sets; no two of them have anything in common.
    These(Vec<Labels>),
    /// Its matchers and those above it never hold together. These two are enough for that, as
    /// `(node, place among its matchers)`; the second is the later one.
    Contradiction((NodeId, usize), (NodeId, usize)),
    /// Nothing: these earlier nodes take it all, each of them a part.
    Taken(Vec<NodeId>),
    /// Nothing comes to a node above it.
    Below(NodeId),
    /// Too much to tell.
    Unknown,
}

impl Arrival {
    /// None when nothing is known.
    pub fn labels(&self) -> Option<&[Labels]> {
        match self {
            Arrival::These(labels) => Some(labels),
            Arrival::Unknown => None,
            _ => Some(&[]),
        }
    }

    /// Surely no alert comes here.
    pub fn is_nothing(&self) -> bool {
        self.labels().is_some_and(<[Labels]>::is_empty)
    }
}

/// For each node of the tree, what comes to it of all alerts that there can be, as long as no label has a line break.
pub fn arrivals(tree: &Tree) -> Vec<Arrival> {
    let mut found: Vec<Arrival> = Vec::with_capacity(tree.nodes().len());
    // What the matchers on the way to a node leave; the last one for each depth.
    let mut way: Vec<Labels> = Vec::new();
    let mut budget = MOST_COST;
    for (id, node) in tree.nodes().iter().enumerate() {
        way.truncate(node.depth);
        let above = match node.parent.map(|parent| (parent, &found[parent])) {
            Some((_, Arrival::Below(dead))) => Some(*dead),
            Some((parent, arrival)) if arrival.is_nothing() => Some(parent),
            _ => None,
        };
        let arrival = match above {
            Some(dead) => Arrival::Below(dead),
            None => {
                let outside = way.last().cloned().unwrap_or_else(Labels::one_line);
                match outside.divide(&node.tests).0 {
                    Some(labels) => {
                        way.push(labels.clone());
                        not_taken(tree, id, labels, &mut budget)
                    }
                    None => contradiction(tree, id),
                }
            }
        };
        found.push(arrival);
    }
    found
}

/// What of a node's alerts it tells its own receiver of: no child of it takes them. None: not known.
pub fn ends(tree: &Tree, id: NodeId, arrived: &[Labels]) -> Option<Vec<Labels>> {
    let node = tree.node(id);
    let mut parts = arrived.to_vec();
    for place in candidates(tree, id, &parts) {
        parts = without(parts, &tree.node(node.children[place]).tests).0;
        if parts.len() > MOST_PARTS {
            return None;
        }
    }
    Some(parts)
}

/// Whether a later sibling of the node can take an alert that comes to it.
pub fn has_later_taker(tree: &Tree, id: NodeId, arrived: &[Labels]) -> bool {
    let node = tree.node(id);
    let Some(parent) = node.parent else { return false };
    let takes = |place: usize| {
        let tests = &tree.node(tree.node(parent).children[place]).tests;
        arrived.iter().any(|labels| labels.narrowed(tests).is_some())
    };
    candidates(tree, parent, arrived).into_iter().any(|place| place > node.place && takes(place))
}

/// The places of the children of a node that can take any of these.
fn candidates(tree: &Tree, id: NodeId, parts: &[Labels]) -> Vec<usize> {
    let index = &tree.node(id).index;
    let mut places: Vec<usize> = parts.iter().flat_map(|labels| index.candidates(labels)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Takes away what earlier siblings keep: those of the node, and those of each node above it.
fn not_taken(tree: &Tree, id: NodeId, labels: Labels, budget: &mut usize) -> Arrival {
    let mut way: Vec<NodeId> = tree.ancestry(id).collect();
    way.reverse();
    let mut parts = vec![labels.clone()];
    let mut takers = Vec::new();
    for pair in way.windows(2) {
        let [parent, child] = *pair else { continue };
        let (children, place) = (&tree.node(parent).children, tree.node(child).place);
        let earlier = tree.node(parent).index.candidates(&labels).into_iter().take_while(|one| *one < place);
        for sibling in earlier.map(|place| children[place]) {
            let node = tree.node(sibling);
            if node.route.continues {
                continue;
            }
            let fails = labels.surely_fails_any(&node.tests);
            let cost = if fails { 1 } else { COST_OF_DIVIDING * parts.len() };
            let Some(left) = budget.checked_sub(cost) else { return Arrival::Unknown };
            *budget = left;
            if fails {
                continue;
            }
            let (rest, took) = without(parts, &node.tests);
            if took {
                // One that takes all is the whole reason.
                if labels.clone().divide(&node.tests).1.is_empty() {
                    return Arrival::Taken(vec![sibling]);
                }
                takers.push(sibling);
            }
            parts = rest;
            if parts.is_empty() {
                return Arrival::Taken(takers);
            }
            if parts.len() > MOST_PARTS {
                return Arrival::Unknown;
            }
        }
    }
    Arrival::These(parts)
}

/// What of `parts` does not satisfy the tests, and whether some of it did.
fn without(parts: Vec<Labels>, tests: &[Test]) -> (Vec<Labels>, bool) {
    let mut rest = Vec::with_capacity(parts.len());
    let mut took = false;
    for labels in parts {
        let (inside, outside) = labels.divide(tests);
        took |= inside.is_some();
        rest.extend(outside);
    }
    (rest, took)
}

/// The two matchers that cannot both hold. Labels are independent of each other, so that they ask for one label;
/// should it take three of them to contradict each other, the last two of these are told.
fn contradiction(tree: &Tree, id: NodeId) -> Arrival {
    let mut way: Vec<NodeId> = tree.ancestry(id).collect();
    way.reverse();
    let tests: Vec<((NodeId, usize), &Test)> = way
        .iter()
        .flat_map(|id| tree.node(*id).tests.iter().enumerate().map(|(place, test)| ((*id, place), test)))
        .collect();
    let holds = |tests: &[Test]| Labels::one_line().narrowed(tests).is_some();
    let mut before: Vec<Test> = Vec::new();
    for (last, (place, test)) in tests.iter().enumerate() {
        before.push((*test).clone());
        if holds(&before) {
            continue;
        }
        let same_label = || tests[..last].iter().filter(|(_, other)| other.label == test.label);
        let alone = same_label().find(|(_, other)| !holds(&[(*other).clone(), (*test).clone()]));
        return match alone.or_else(|| same_label().next_back()) {
            Some((other, _)) => Arrival::Contradiction(*other, *place),
            None => Arrival::Contradiction(*place, *place),
        };
    }
    Arrival::Unknown
}
