//! A node of the routing tree, with what it inherits.

use super::index::Index;
use super::test::Test;
use crate::lower::Route;
use crate::reach::concrete::Settings;

/// The place of a node in its tree: parents stand before children, and siblings in order, so that
/// Alertmanager visits the nodes of one alert in this order.
pub type NodeId = usize;

#[derive(Debug)]
pub struct Node<'c> {
    pub route: &'c Route<'c>,
    /// With what it inherits.
    pub settings: Settings<'c>,
    /// Steps below the root.
    pub depth: usize,
    /// None at the root.
    pub parent: Option<NodeId>,
    /// Its place among its siblings.
    pub place: usize,
    pub children: Vec<NodeId>,
    pub tests: Vec<Test>,
    pub(super) index: Index,
}
