//! Where things of a configuration stand in their file.

use crate::text::{Located, Span};
use crate::yaml::{Entry, Node};
use std::ops::Range;

/// A step on the way from the top of the document.
#[derive(Clone, Debug)]
pub enum Step<'a> {
    Key(&'a str),
    /// `slack_configs` of `slack`
    Configs(&'a str),
    Index(usize),
}

/// The places of a configuration's parts. They are looked up only for findings.
#[derive(Clone, Copy, Debug)]
pub struct Places<'d> {
    document: Option<&'d Node>,
    whole: Span,
}

impl<'d> Places<'d> {
    /// `whole` stands for what has no place of its own.
    pub fn new(document: Option<&'d Node>, whole: Span) -> Places<'d> {
        Places { document, whole }
    }

    pub fn whole(&self) -> Span {
        self.whole
    }

    pub fn node(&self, way: &[Step]) -> Option<&'d Node> {
        way.iter().try_fold(self.document?, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Configs(kind) => Some(&entry(node, &format!("{kind}_configs"))?.value),
            Step::Index(index) => node.sequence()?.get(*index),
        })
    }

    /// The value at the end of the way: a scalar or a list in one line whole, of others where they begin.
    pub fn value(&self, way: &[Step]) -> Option<Span> {
        self.node(way).map(head)
    }

    /// The key that the way ends with.
    pub fn key(&self, way: &[Step]) -> Option<Span> {
        let (last, before) = way.split_last()?;
        let Step::Key(key) = last else { return self.value(way) };
        Some(entry(self.node(before)?, key)?.key.span)
    }

    /// Where a part of the text at the end of the way stands.
    pub fn part(&self, way: &[Step], part: Range<usize>) -> Option<Span> {
        self.node(way)?.text().map(|text: &Located| text.span_of(part))
    }

    /// How many elements the list at the end of the way has; none when it is not there.
    pub fn length(&self, way: &[Step]) -> usize {
        self.node(way).and_then(Node::sequence).map_or(0, <[Node]>::len)
    }
}

fn entry<'d>(node: &'d Node, key: &str) -> Option<&'d Entry> {
    node.mapping()?.iter().find(|entry| entry.key.is_text(key))
}

fn head(node: &Node) -> Span {
    match (node.mapping().and_then(<[Entry]>::first), node.sequence().and_then(<[Node]>::first)) {
        (Some(first), _) => first.key.span,
        (None, Some(first)) => match node.sequence() {
            Some(all) if all.iter().all(|one| one.scalar().is_some()) => {
                all.last().map_or(node.span, |last| first.span.to(last.span))
            }
            _ => head(first),
        },
        _ => node.span,
    }
}
