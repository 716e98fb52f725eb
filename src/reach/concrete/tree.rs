//! The routing tree with its matchers prepared and its settings inherited.

use super::matching::{BadRegex, Preparer, Test};
use super::settings::Settings;
use crate::lower::{AlertmanagerConfig, Route};

/// An index into [`Tree::nodes`]; the root is 0.
pub type NodeId = usize;

/// A routing tree, to be asked about many alerts.
#[derive(Clone, Debug)]
pub struct Tree<'c> {
    /// A node stands before those below it, and these in their order.
    pub nodes: Vec<Node<'c>>,
}

#[derive(Clone, Debug)]
pub struct Node<'c> {
    pub route: &'c Route<'c>,
    /// None for the root.
    pub parent: Option<NodeId>,
    /// Its place among its siblings, from 0.
    pub position: usize,
    /// How many steps below the root.
    pub depth: usize,
    pub children: Vec<NodeId>,
    pub tests: Vec<Test<'c>>,
    pub settings: Settings<'c>,
}

impl<'c> Tree<'c> {
    /// Prepares the tree of `config`.
    ///
    /// # Errors
    /// When a regex cannot be compiled.
    pub fn new(config: &'c AlertmanagerConfig<'c>) -> Result<Tree<'c>, BadRegex> {
        let mut tree = Tree { nodes: Vec::new() };
        tree.add(&config.route, None, 0, &mut Preparer::default())?;
        Ok(tree)
    }

    /// Readers of configurations bound how deep routes nest.
    fn add(
        &mut self,
        route: &'c Route<'c>,
        parent: Option<NodeId>,
        position: usize,
        preparer: &mut Preparer<'c>,
    ) -> Result<NodeId, BadRegex> {
        let above = parent.map(|id| &self.nodes[id]);
        let depth = above.map_or(0, |node| node.depth + 1);
        let settings = above.map_or(Settings::DEFAULT, |node| node.settings).with(route, depth);
        let tests = preparer.tests(&route.matchers)?;
        let id = self.nodes.len();
        self.nodes.push(Node { route, parent, position, depth, children: Vec::new(), tests, settings });
        for (position, child) in route.routes.iter().enumerate() {
            let child = self.add(child, Some(id), position, preparer)?;
            self.nodes[id].children.push(child);
        }
        Ok(id)
    }

    /// The nodes from the root to `id`, both included.
    pub fn way_to(&self, id: NodeId) -> Vec<NodeId> {
        let mut way: Vec<NodeId> = std::iter::successors(Some(id), |id| self.nodes[*id].parent).collect();
        way.reverse();
        way
    }

    /// The positions on the way from the root: `[3, 0]` is `routes[3].routes[0]`, the root's is empty.
    pub fn path(&self, id: NodeId) -> Vec<usize> {
        self.way_to(id)[1..].iter().map(|id| self.nodes[*id].position).collect()
    }
}
