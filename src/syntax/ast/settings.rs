//! `key value` blocks: settings of channels and services, labels, annotations, matchers.

use crate::expr::MatchOp;
use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

pub type Name = Spanned<String>;

/// `{ key value  key = value … }`; the span is that of the braces.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub entries: Vec<Setting>,
    pub span: Span,
}

/// One `key value, value` or `key = value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub key: Name,
    /// The operator of `key = value`, `key =~ value`; none in `key value`.
    pub op: Option<MatchOp>,
    pub values: Vec<Value>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub kind: ValueKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    Quantity(Quantity),
    /// A quoted string, unescaped.
    Text(String),
    /// A bare word: a name, `true`, `false`.
    Word(String),
    List(Vec<Value>),
    Block(Settings),
}

impl Settings {
    pub fn get(&self, key: &str) -> Option<&Setting> {
        self.entries.iter().find(|setting| setting.key.value == key)
    }
}

impl Value {
    /// The text of a string or a bare word.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Text(text) | ValueKind::Word(text) => Some(text),
            _ => None,
        }
    }
}
