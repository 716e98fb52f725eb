//! The walk through the tree: depth first; the first child that takes an alert keeps it, unless it
//! continues; a node none of whose children takes it tells its own receiver.
//! Source: `Route.Match` of Alertmanager's `dispatch/route.go`.

use super::matching::{Label, Test};
use super::settings::Settings;
use super::tree::{NodeId, Tree};
use crate::lower::Route;

/// A route that an alert ends at.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit<'c> {
    pub node: NodeId,
    /// Positions on the way from the root: `[3, 0]` is `routes[3].routes[0]`, the root's is empty.
    pub path: Vec<usize>,
    pub route: &'c Route<'c>,
    pub settings: Settings<'c>,
}

/// A node that the walk came to, and what became of the alert there.
#[derive(Clone, Debug)]
pub struct Step<'t, 'c> {
    pub node: NodeId,
    pub decision: Decision<'t, 'c>,
}

#[derive(Clone, Debug)]
pub enum Decision<'t, 'c> {
    /// This matcher does not hold, the first of those that do not.
    Refuses(&'t Test<'c>),
    /// It matches, and nodes below it take the alert.
    PassesOn,
    /// It matches, and no node below it does: its receiver is told.
    Tells,
    /// An earlier sibling took the alert and does not continue: the node is not asked.
    NotAsked,
}

impl<'c> Tree<'c> {
    /// The routes that an alert ends at, in order.
    pub fn visits(&self, labels: &[Label]) -> Vec<Visit<'c>> {
        let mut ends = Vec::new();
        self.walk(0, labels, &mut |node, decision| {
            if matches!(decision, Decision::Tells) {
                ends.push(node);
            }
        });
        let visit = |node: NodeId| Visit {
            node,
            path: self.path(node),
            route: self.nodes[node].route,
            settings: self.nodes[node].settings,
        };
        ends.into_iter().map(visit).collect()
    }

    /// What each node decided, a node before those below it.
    pub fn steps<'t>(&'t self, labels: &[Label]) -> Vec<Step<'t, 'c>> {
        let mut steps = Vec::new();
        self.walk(0, labels, &mut |node, decision| steps.push(Step { node, decision }));
        // The walk knows of a node only after those below it.
        steps.sort_by_key(|step| step.node);
        steps
    }

    /// Whether the node or one below it takes the alert.
    fn walk<'t>(
        &'t self,
        id: NodeId,
        labels: &[Label],
        told: &mut impl FnMut(NodeId, Decision<'t, 'c>),
    ) -> bool {
        let node = &self.nodes[id];
        if let Some(failed) = node.tests.iter().find(|test| !test.holds(labels)) {
            told(id, Decision::Refuses(failed));
            return false;
        }
        let mut taken = false;
        let mut children = node.children.iter();
        for child in children.by_ref() {
            let takes = self.walk(*child, labels, told);
            taken |= takes;
            if takes && !self.nodes[*child].route.continues {
                break;
            }
        }
        children.for_each(|child| told(*child, Decision::NotAsked));
        told(id, if taken { Decision::PassesOn } else { Decision::Tells });
        true
    }
}
