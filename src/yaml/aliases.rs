//! Anchors and their aliases. An alias shares the tree of its anchor; but who walks the tree walks it again,
//! so a file of a few lines could hold more than anybody can read. Go refuses such files, by the same count.

use super::fault::{Fault, Outcome};
use super::node::Node;
use super::parser::Weighed;
use crate::diag::codes;
use crate::text::{FileId, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

#[derive(Default)]
pub(super) struct Anchors<'a> {
    /// None while the anchor's own node is being read.
    named: HashMap<&'a str, Option<Weighed>>,
    /// Nodes so far, aliases written out; and those of them that aliases bring.
    nodes: u64,
    by_aliases: u64,
}

/// From so many nodes on, fewer and fewer of them may come from aliases: 99 of 100 up to the first number,
/// 10 of 100 from the second on.
const STRICTER: u64 = 400_000;
const STRICTEST: u64 = 4_000_000;

impl<'a> Anchors<'a> {
    pub fn open(&mut self, name: &'a str) {
        self.named.insert(name, None);
    }

    pub fn close(&mut self, name: &'a str, node: &Node, weight: u64) {
        self.named.insert(name, Some((node.clone(), weight)));
    }

    /// A node that is written.
    pub fn count(&mut self) {
        self.nodes += 1;
    }

    pub fn alias(&mut self, name: &str, at: Range<usize>, file: FileId) -> Outcome<Weighed> {
        let (node, weight) = match self.named.get(name) {
            Some(Some(found)) => found,
            Some(None) => {
                let message = format!("`*{name}` stands inside the value that it stands for");
                return Err(Fault::new(at, message).code(codes::YAML_ALIAS));
            }
            None => return Err(self.unknown(name, at)),
        };
        let span = Span::new(file, at.start, at.end);
        let shared = Node { span, kind: Arc::clone(&node.kind), is_alias: true };
        self.nodes = self.nodes.saturating_add(1 + weight);
        self.by_aliases = self.by_aliases.saturating_add(*weight);
        let weight = weight.saturating_add(1);
        if self.is_excessive() {
            let message =
                format!("aliases make {} of the {} values of this document", self.by_aliases, self.nodes);
            let help = "write less of it with aliases: Prometheus and Alertmanager refuse to read so many";
            return Err(Fault::new(at, message).code(codes::YAML_ALIAS).help(help));
        }
        Ok((shared, weight))
    }

    fn unknown(&self, name: &str, at: Range<usize>) -> Box<Fault> {
        let known = self.named.keys().copied();
        let fault = Fault::new(at, format!("there is no anchor `&{name}` above")).code(codes::YAML_ALIAS);
        match crate::text::nearest(name, known) {
            Some(close) => fault.help(format!("did you mean `*{close}`?")),
            None => fault.help(format!(
                "put `&{name}` before the value, or quotes around a text that begins with `*`"
            )),
        }
    }

    fn is_excessive(&self) -> bool {
        let allowed = match self.nodes {
            nodes if nodes <= STRICTER => 0.99,
            nodes if nodes >= STRICTEST => 0.10,
            nodes => 0.99 - 0.89 * ((nodes - STRICTER) as f64 / (STRICTEST - STRICTER) as f64),
        };
        self.by_aliases > 100 && self.nodes > 1000 && self.by_aliases as f64 / self.nodes as f64 > allowed
    }
}
