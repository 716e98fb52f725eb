//! The parts of a document that a comment can stand above.

use super::{Kind, Node};
use crate::text::Span;

impl Node {
    /// Every item of a list, and every key with its value; what an alias stands for is no part of this place.
    pub fn elements(&self) -> Vec<Span> {
        let mut found = Vec::new();
        collect(self, &mut found);
        found
    }
}

fn collect(node: &Node, found: &mut Vec<Span>) {
    if node.is_alias {
        return;
    }
    match &*node.kind {
        Kind::Scalar(_) => {}
        Kind::Sequence(items) => {
            for item in items {
                found.push(item.span);
                collect(item, found);
            }
        }
        Kind::Mapping(entries) => {
            for entry in entries.iter().filter(|entry| entry.merged.is_none()) {
                found.push(entry.key.span.to(entry.value.span));
                collect(&entry.value, found);
            }
        }
    }
}
