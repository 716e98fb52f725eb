//! The tokens of YAML.

use super::node::Style;
use crate::text::Located;
use std::ops::Range;

#[derive(Debug)]
pub(super) struct Token<'a> {
    pub kind: TokenKind<'a>,
    pub at: Range<usize>,
}

#[derive(Debug)]
pub(super) enum TokenKind<'a> {
    StreamEnd,
    /// `%YAML`, `%TAG`
    Directive(Directive<'a>),
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    /// `-`
    BlockEntry,
    /// `,`
    FlowEntry,
    /// `?`, or before a key that `:` follows.
    Key,
    /// `:`
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    Tag {
        handle: &'a str,
        suffix: String,
    },
    Scalar(Box<Located>, Style),
}

#[derive(Debug)]
pub(super) enum Directive<'a> {
    Yaml,
    Tag { handle: &'a str, prefix: String },
}
