//! Routing for labels that are known, unknown, or limited to some values.
//!
//! A set of label sets ([`Labels`]) goes down the [`Tree`]. Each matcher holds for all of it, for
//! none of it, or splits it: the part that matches goes down, the other on to the next sibling. What
//! arrives at a node and matches none of its children is an [`Outcome`].
//!
//! Nothing that can be reached is ever lost. Where a regex is too big to reason about, or a node is
//! reached in more than [`MOST_PARTS`] ways, an outcome is told that may not be ([`Outcome::is_certain`]).

mod arrivals;
mod describe;
mod index;
mod labels;
mod node;
mod outcomes;
mod test;
mod tree;
mod values;

pub use arrivals::{Arrival, arrivals, ends, has_later_taker};
pub use index::Index;
pub use labels::{Labels, Split};
pub use node::{Node, NodeId};
pub use outcomes::{MOST_PARTS, Outcome, Walk, Walker, outcomes, walk};
pub use test::Test;
pub use tree::Tree;
pub use values::Values;

#[cfg(test)]
mod tests;
