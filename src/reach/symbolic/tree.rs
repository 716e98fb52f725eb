//! The routing tree, prepared once for many questions.

use super::index::Index;
use super::labels::Labels;
use super::node::{Node, NodeId};
use super::test::Test;
use crate::lower::{AlertmanagerConfig, Route};
use crate::reach::concrete::Settings;
use std::collections::HashSet;
use std::sync::Arc;

#[derive(Debug)]
pub struct Tree<'c> {
    nodes: Vec<Node<'c>>,
    /// Labels that some matcher asks for.
    asked: HashSet<Arc<str>>,
}

impl<'c> Tree<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>) -> Tree<'c> {
        Tree::of_route(&config.route)
    }

    /// The tree below a root.
    pub fn of_route(root: &'c Route<'c>) -> Tree<'c> {
        let mut nodes: Vec<Node> = Vec::new();
        // Not by recursion: nobody says how deep a tree may be.
        let mut open = vec![(root, None, 0)];
        while let Some((route, parent, place)) = open.pop() {
            let id = nodes.len();
            let (inherited, depth) = match parent {
                Some(parent) => {
                    let parent: &mut Node = &mut nodes[parent];
                    parent.children.push(id);
                    (parent.settings, parent.depth + 1)
                }
                None => (Settings::DEFAULT, 0),
            };
            nodes.push(Node {
                route,
                settings: inherited.with(route, depth),
                depth,
                parent,
                place,
                children: Vec::with_capacity(route.routes.len()),
                tests: route.matchers.iter().map(Test::new).collect(),
                index: Index::default(),
            });
            let children = route.routes.iter().enumerate().rev();
            open.extend(children.map(|(place, child)| (child, Some(id), place)));
        }
        let indexes: Vec<Index> =
            nodes.iter().map(|node| Index::new(node.children.iter().map(|id| &*nodes[*id].tests))).collect();
        for (node, index) in nodes.iter_mut().zip(indexes) {
            node.index = index;
        }
        let asked = nodes.iter().flat_map(|node| &node.tests).map(|test| test.label.clone()).collect();
        Tree { nodes, asked }
    }

    pub fn node(&self, id: NodeId) -> &Node<'c> {
        &self.nodes[id]
    }

    /// All nodes; the root is the first.
    pub fn nodes(&self) -> &[Node<'c>] {
        &self.nodes
    }

    /// Places among siblings, from the root down; the root's own path is empty.
    pub fn path(&self, id: NodeId) -> Vec<usize> {
        let mut path: Vec<usize> = self.ancestry(id).map(|id| self.nodes[id].place).collect();
        path.pop();
        path.reverse();
        path
    }

    /// The node, its parent, and so on to the root.
    pub fn ancestry(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |id| self.nodes[*id].parent)
    }

    /// Is there a matcher on this label?
    pub fn asks_for(&self, label: &str) -> bool {
        self.asked.contains(label)
    }

    /// What of `labels` the tree can tell apart.
    pub fn relevant(&self, labels: &Labels) -> Labels {
        labels.about(|label| self.asks_for(label))
    }
}
