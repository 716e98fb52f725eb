//! YAML that a token of a file stands for, as base64 does in a Secret: all that is in it has one place.

use super::node::{Entry, Kind, Node, Scalar};
use super::{Dialect, Stream, read};
use crate::diag::{Diagnostic, Diagnostics};
use crate::text::{Located, Span};
use std::sync::Arc;

/// Reads `text`, which the token at `span` stands for.
pub fn read_decoded(text: &str, span: Span, dialect: Dialect) -> Stream {
    let stream = read(text, span.file, dialect);
    let mut findings = Diagnostics::default();
    findings.extend(stream.findings.iter().map(|finding| moved(finding, span)));
    let documents = stream.documents.iter().map(|node| placed(node, span)).collect();
    Stream { documents, comments: Vec::new(), findings }
}

/// A finding without the places that are none of the file: the line is all that can be shown of them.
fn moved(finding: &Diagnostic, span: Span) -> Diagnostic {
    let mut moved = finding.clone();
    moved.primary.span = span;
    moved.causes.clear();
    moved.fix = None;
    moved
}

/// The YAML reader bounds how deep nodes nest; what an alias shares is written out, which it bounds, too.
fn placed(node: &Node, span: Span) -> Node {
    let kind = match &*node.kind {
        Kind::Scalar(scalar) => Kind::Scalar(Scalar {
            text: Located::whole(scalar.text.value.clone(), span),
            style: scalar.style,
            tag: scalar.tag.clone(),
            dialect: scalar.dialect,
        }),
        Kind::Sequence(items) => Kind::Sequence(items.iter().map(|item| placed(item, span)).collect()),
        Kind::Mapping(entries) => Kind::Mapping(
            entries
                .iter()
                .map(|entry| Entry {
                    key: placed(&entry.key, span),
                    value: placed(&entry.value, span),
                    merged: entry.merged.map(|_| span),
                })
                .collect(),
        ),
    };
    // As in an alias, what stands at this place is something else: nothing can be replaced there.
    Node { span, kind: Arc::new(kind), is_alias: true }
}
