//! Reading typed values from nodes, as Go reads them into its fields: null is an absent value, and every
//! scalar is a text where a text is wanted.

use super::node::{Entry, Kind, Node};
use super::resolve::{self, Resolved};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::quantity::parse_duration;
use crate::text::Located;

/// Collects what is wrong on the way.
#[derive(Default)]
pub struct Reader {
    pub findings: Diagnostics,
}

/// The keys of a mapping of which all are known.
#[derive(Clone, Copy)]
pub struct Fields<'n> {
    pub node: &'n Node,
    entries: &'n [Entry],
    what: &'static str,
}

impl<'n> Fields<'n> {
    /// A key that is there, maybe with nothing behind it.
    pub fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key.is_text(key))
    }

    /// The value of a key; none where nothing is behind it.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value).filter(|value| !value.is_null())
    }

    pub fn entries(&self) -> &'n [Entry] {
        self.entries
    }

    /// What it is, as `Reader::fields` was told.
    pub fn what(&self) -> &'static str {
        self.what
    }
}

impl Reader {
    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// The fields of `what`, such as `a rule`; a key that is not `known` is a finding. None for what is no
    /// mapping, which is a finding too unless it is null.
    pub fn fields<'n>(&mut self, node: &'n Node, what: &'static str, known: &[&str]) -> Option<Fields<'n>> {
        let Kind::Mapping(entries) = &*node.kind else {
            if !node.is_null() {
                self.wrong_type(node, &format!("{what} is a mapping"));
            }
            return None;
        };
        for entry in entries {
            match entry.key.text() {
                Some(name) if known.contains(&name.value.as_str()) || entry.key.is_null() => {}
                Some(name) => {
                    let message = format!("{what} has no field `{}`", name.value);
                    let finding = Diagnostic::new(codes::FIELD_UNKNOWN, entry.key.span, message);
                    let finding = finding.help(format!("it has {}", listed(known)));
                    self.report(finding.did_you_mean(&name.value, known.iter().copied()));
                }
                None => self.wrong_type(&entry.key, "a key is a text"),
            }
        }
        Some(Fields { node, entries, what })
    }

    /// The text of a scalar of any kind; none for null.
    pub fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Located> {
        match node.text() {
            Some(_) if node.is_null() => None,
            Some(text) => Some(text),
            None => {
                self.wrong_type(node, &format!("{what} is a text"));
                None
            }
        }
    }

    /// The items of a list; null is an empty one.
    pub fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match node.sequence() {
            Some(items) => items,
            None => {
                if !node.is_null() {
                    self.wrong_type(node, &format!("{what} is a list"));
                }
                &[]
            }
        }
    }

    /// A list of texts. What is null in it has no text.
    pub fn texts<'n>(&mut self, node: &'n Node, what: &str) -> Vec<&'n Located> {
        let items = self.list(node, what).iter();
        items.filter_map(|item| self.text(item, &format!("an item of {what}"))).collect()
    }

    /// Names and texts: labels, annotations. The text of null is empty, and so is its node's.
    pub fn pairs<'n>(&mut self, node: &'n Node, what: &str) -> Vec<(&'n Node, &'n Located)> {
        let Some(entries) = node.mapping() else {
            if !node.is_null() {
                self.wrong_type(node, &format!("{what} are a mapping of names to texts"));
            }
            return Vec::new();
        };
        let mut pairs = Vec::with_capacity(entries.len());
        for entry in entries {
            match (entry.key.text(), entry.value.text()) {
                // Go leaves a key that is null out.
                (Some(_), Some(_)) if entry.key.is_null() => {}
                (Some(_), Some(value)) => pairs.push((&entry.key, value)),
                (None, _) => self.wrong_type(&entry.key, "a name is a text"),
                (_, None) => self.wrong_type(&entry.value, &format!("a value of {what} is a text")),
            }
        }
        pairs
    }

    /// A duration such as `1h30m`, in milliseconds; none for null and for what is none.
    pub fn duration(&mut self, node: &Node, what: &str) -> Option<i64> {
        let Some(text) = node.text().filter(|_| !node.is_null()) else {
            if !node.is_null() {
                self.wrong_type(node, &format!("{what} is a duration"));
            }
            return None;
        };
        match parse_duration(&text.value) {
            Ok(milliseconds) => Some(milliseconds),
            Err(error) => {
                let mut finding = Diagnostic::new(codes::FIELD_TYPE, text.span, error.message);
                finding.help = error.help;
                self.report(finding);
                None
            }
        }
    }

    /// A whole number. Go cuts off what stands behind a point.
    pub fn integer(&mut self, node: &Node, what: &str) -> Option<i64> {
        let found = node.scalar().map(|scalar| scalar.resolved());
        match found {
            Some(Resolved::Null) => return None,
            Some(Resolved::Int(value)) => return Some(value),
            Some(Resolved::Float(value)) if value < 9.3e18 => return Some(value as i64),
            _ => {}
        }
        self.wrong_type(node, &format!("{what} is a whole number"));
        None
    }

    /// True or false, in any of YAML's words for it.
    pub fn flag(&mut self, node: &Node, what: &str) -> Option<bool> {
        if let Some(scalar) = node.scalar() {
            match scalar.resolved() {
                Resolved::Null => return None,
                Resolved::Bool(value) => return Some(value),
                Resolved::Text => {
                    if let Some(value) = resolve::old_bool(&scalar.text.value) {
                        return Some(value);
                    }
                }
                _ => {}
            }
        }
        self.wrong_type(node, &format!("{what} is `true` or `false`"));
        None
    }

    /// `wanted` is a whole sentence, such as `a label is a text`.
    pub fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let finding =
            Diagnostic::new(codes::FIELD_TYPE, node.head(), format!("{wanted}, not {}", node.what()));
        self.report(if is_template(node) { finding.help(QUOTE_TEMPLATES) } else { finding });
    }
}

pub(super) const QUOTE_TEMPLATES: &str = "put a text that begins with `{{` in quotes";

/// `{{ x }}` without quotes is a mapping in a mapping.
fn is_template(node: &Node) -> bool {
    node.mapping().is_some_and(|entries| entries.iter().any(|entry| entry.key.mapping().is_some()))
}

/// `a`, `b` and `c`
fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
