//! The tree of a document.

use super::{Dialect, Resolved, resolve};
use crate::text::{Located, Span};
use std::ops::Range;
use std::sync::Arc;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Of an alias: the alias itself. What is in it stands where its anchor is.
    pub span: Span,
    /// Shared by an anchor and its aliases.
    pub kind: Arc<Kind>,
    /// Stands here as `*name`.
    pub is_alias: bool,
}

#[derive(Debug)]
pub enum Kind {
    Scalar(Scalar),
    Sequence(Vec<Node>),
    /// In source order, each key once, with the entries that `<<` brings at the end.
    Mapping(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Node,
    pub value: Node,
    /// Where `<<` stands that brought it.
    pub merged: Option<Span>,
}

#[derive(Debug)]
pub struct Scalar {
    pub text: Located,
    pub style: Style,
    /// In its short form, such as `!!str`; none where nothing is written.
    pub tag: Option<Box<str>>,
    pub dialect: Dialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

impl Node {
    pub fn scalar(&self) -> Option<&Scalar> {
        match &*self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// A place to point at where the whole of it is wrong: the first key of a mapping that has no brackets.
    pub fn head(&self) -> Span {
        match self.mapping().and_then(|entries| entries.first()) {
            Some(first) if first.key.span.start == self.span.start => first.key.span,
            _ => self.span,
        }
    }

    /// The text of a scalar, whatever else it could mean.
    pub fn text(&self) -> Option<&Located> {
        self.scalar().map(|scalar| &scalar.text)
    }

    pub fn sequence(&self) -> Option<&[Node]> {
        match &*self.kind {
            Kind::Sequence(items) => Some(items),
            _ => None,
        }
    }

    pub fn mapping(&self) -> Option<&[Entry]> {
        match &*self.kind {
            Kind::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.mapping()?.iter().find(|entry| entry.key.is_text(key))?;
        Some(&entry.value)
    }

    /// Whether it is a scalar of this text.
    pub fn is_text(&self, text: &str) -> bool {
        self.text().is_some_and(|own| own.value == text)
    }

    /// `null`, `~`, or nothing at all.
    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.resolved() == Resolved::Null)
    }

    /// What it is, for people.
    pub fn what(&self) -> &'static str {
        match &*self.kind {
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
            Kind::Scalar(scalar) => match scalar.resolved() {
                Resolved::Null => "nothing",
                Resolved::Bool(_) => "true or false",
                Resolved::Int(_) | Resolved::Unsigned(_) | Resolved::Float(_) => "a number",
                Resolved::Text => "a text",
            },
        }
    }
}

impl Scalar {
    /// What it means where no type is asked for.
    pub fn resolved(&self) -> Resolved {
        resolve::resolve(self)
    }

    /// Of a literal scalar in the file `text`: its lines, and how far these are indented.
    pub(super) fn lines(&self, text: &str) -> Option<(Range<usize>, usize)> {
        if self.style != Style::Literal {
            return None;
        }
        let line_of = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let value = &self.text.value;
        let first = value.find(|character| character != '\n')?;
        let at = self.text.span_of(first..first + 1).start as usize;
        Some((line_of(at)..self.text.span.end as usize, at - line_of(at)))
    }
}
