//! Keys that stand twice in a mapping, and `<<`, which brings those of others.

use super::Dialect;
use super::node::{Entry, Kind, Node, Style};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::text::Span;
use std::collections::HashMap;

/// Longer mappings are searched by a table.
const SHORT: usize = 8;

/// The entries without those whose key stands there before; each of these is a finding.
pub(super) fn unique(entries: Vec<Entry>, dialect: Dialect, findings: &mut Diagnostics) -> Vec<Entry> {
    if entries.len() < 2 {
        return entries;
    }
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut places: HashMap<Key, Span> = HashMap::new();
    let long = entries.len() > SHORT;
    for entry in entries {
        let key = Key::of(&entry.key);
        let twice_is_right = dialect == Dialect::V2 && is_merge(&entry.key);
        let first = match &key {
            _ if twice_is_right => None,
            Some(key) if long => places.get(key).copied(),
            Some(key) => {
                let same = |other: &&Entry| Key::of(&other.key).as_ref() == Some(key);
                kept.iter().find(same).map(|other| other.key.span)
            }
            None => None,
        };
        match (first, key) {
            (Some(first), _) => findings.push(twice(&entry.key, first)),
            (None, Some(key)) if long => {
                places.insert(key, entry.key.span);
                kept.push(entry);
            }
            (None, _) => kept.push(entry),
        }
    }
    kept
}

/// What makes two keys the same for Go: an alias is no other key of the same text.
#[derive(PartialEq, Eq, Hash)]
struct Key(bool, String);

impl Key {
    fn of(node: &Node) -> Option<Key> {
        node.text().map(|text| Key(node.is_alias, text.value.clone()))
    }
}

fn twice(key: &Node, first: Span) -> Diagnostic {
    let name = key.text().map_or("", |text| &text.value);
    Diagnostic::new(codes::FIELD_DUPLICATE, key.span, format!("the key `{name}` stands twice in one mapping"))
        .here("again")
        .because(first, "first here")
        .help("keep one of them")
}

fn is_merge(key: &Node) -> bool {
    key.scalar().is_some_and(|scalar| {
        scalar.text.value == "<<"
            && match scalar.tag.as_deref() {
                None | Some("!") => scalar.style == Style::Plain,
                tag => tag == Some("!!merge"),
            }
    })
}

/// The entries with those that `<<` brings behind them. A key of the mapping itself wins, then the first.
pub(super) fn merged(mut entries: Vec<Entry>, findings: &mut Diagnostics) -> Vec<Entry> {
    if !entries.iter().any(|entry| is_merge(&entry.key)) {
        return entries;
    }
    let (merges, mut all): (Vec<Entry>, Vec<Entry>) =
        entries.drain(..).partition(|entry| is_merge(&entry.key));
    let mut known: std::collections::HashSet<String> =
        all.iter().filter_map(|entry| entry.key.text().map(|text| text.value.clone())).collect();
    for merge in merges {
        let from = match &*merge.value.kind {
            Kind::Sequence(items) if !merge.value.is_alias => items.clone(),
            _ => vec![merge.value.clone()],
        };
        for node in from {
            let Some(brought) = node.mapping() else {
                findings.push(no_mapping(&node, merge.key.span));
                continue;
            };
            for entry in brought {
                if entry.key.text().is_none_or(|text| known.insert(text.value.clone())) {
                    all.push(Entry { merged: Some(merge.key.span), ..entry.clone() });
                }
            }
        }
    }
    all
}

fn no_mapping(node: &Node, key: Span) -> Diagnostic {
    let message = format!("`<<` takes a mapping or a list of mappings, not {}", node.what());
    Diagnostic::new(
        codes::FIELD_TYPE,
        if node.span.start == node.span.end { key } else { node.span },
        message,
    )
    .because(key, "merges here")
    .help("name an anchor of a mapping: `<<: *name`")
}
