//! The settings of a mapping, one by one: each reader here reports what is of another type, and goes on.
//! What is `null` is as good as not there.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Millis;
use crate::quantity::parse_duration;
use crate::text::{Located, Span, Spanned, nearest};
use crate::yaml::{Entry, Node, Resolved};

/// The entries of a mapping whose keys are all known.
pub(super) struct Fields<'n> {
    entries: Vec<(&'n str, &'n Entry)>,
    /// Known keys that unknown ones were probably meant to be.
    misspelt: Vec<String>,
}

/// None where it is no mapping, which is reported. `called` is its name in messages: "a route".
pub(super) fn fields<'n>(
    node: &'n Node,
    called: &str,
    known: &[&str],
    findings: &mut Diagnostics,
) -> Option<Fields<'n>> {
    if node.is_null() {
        return Some(Fields { entries: Vec::new(), misspelt: Vec::new() });
    }
    let Some(written) = node.mapping() else {
        findings.push(wrong(node, called, "a mapping"));
        return None;
    };
    let mut entries = Vec::with_capacity(written.len());
    let mut misspelt = Vec::new();
    for entry in written {
        let name = entry.key.text().map_or("", |key| &key.value);
        if known.contains(&name) {
            entries.push((name, entry));
        } else {
            let message = match entry.key.text() {
                Some(_) => format!("{called} has no `{name}`"),
                None => format!("a key of {called} is no text"),
            };
            let finding = Diagnostic::new(codes::FIELD_UNKNOWN, entry.key.span, message);
            misspelt.extend(nearest(name, known.iter().copied()).map(str::to_owned));
            findings.push(finding.did_you_mean(name, known.iter().copied()));
        }
    }
    Some(Fields { entries, misspelt })
}

/// `what` takes `wanted`, and `node` is something else.
pub(super) fn wrong(node: &Node, what: &str, wanted: &str) -> Diagnostic {
    let span = if node.text().is_some() { node.span } else { head(node) };
    Diagnostic::new(codes::FIELD_TYPE, span, format!("{what} must be {wanted}"))
        .here(format!("this is {}", node.what()))
}

/// The first token of a value: a place to point at that is no whole paragraph.
pub(super) fn head(node: &Node) -> Span {
    if node.is_alias {
        return node.span;
    }
    match (node.mapping(), node.sequence()) {
        (Some([first, ..]), _) if first.merged.is_none() => first.key.span,
        (_, Some([first, ..])) if !first.is_null() => head(first),
        _ => node.span,
    }
}

impl<'n> Fields<'n> {
    fn entry(&self, name: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|(known, _)| *known == name).map(|(_, entry)| *entry)
    }

    /// Whether a key is not there, and no other stands for it that has its finding.
    pub fn lacks(&self, name: &str) -> bool {
        self.get(name).is_none() && !self.misspelt.iter().any(|known| known == name)
    }

    /// The place of a key, whatever its value.
    pub fn key(&self, name: &str) -> Option<Span> {
        self.entry(name).map(|entry| entry.key.span)
    }

    pub fn get(&self, name: &str) -> Option<&'n Node> {
        self.entry(name).map(|entry| &entry.value).filter(|value| !value.is_null())
    }

    pub fn text(&self, name: &str, findings: &mut Diagnostics) -> Option<&'n Located> {
        let node = self.get(name)?;
        if node.text().is_none() {
            findings.push(wrong(node, &format!("`{name}`"), "a text"));
        }
        node.text()
    }

    /// A name that says something.
    pub fn name(&self, name: &str, findings: &mut Diagnostics) -> Option<Spanned<String>> {
        let text = self.text(name, findings)?;
        (!text.value.is_empty()).then(|| Spanned::new(text.value.clone(), text.span))
    }

    pub fn list(&self, name: &str, findings: &mut Diagnostics) -> Option<&'n [Node]> {
        let node = self.get(name)?;
        if node.sequence().is_none() {
            let help = format!("write `{name}: [{}]`", node.text().map_or("…", |text| &text.value));
            findings.push(wrong(node, &format!("`{name}`"), "a list").help(help));
        }
        node.sequence()
    }

    /// A list of texts, of which `null` is an empty one.
    pub fn texts(&self, name: &str, findings: &mut Diagnostics) -> Option<Vec<&'n Node>> {
        let list = self.list(name, findings)?;
        let (texts, others): (Vec<&Node>, Vec<&Node>) = list.iter().partition(|node| node.text().is_some());
        for node in others {
            findings.push(wrong(node, &format!("an entry of `{name}`"), "a text"));
        }
        Some(texts)
    }

    /// The same as values with their places.
    pub fn names(&self, name: &str, findings: &mut Diagnostics) -> Option<Vec<Spanned<String>>> {
        let texts = self.texts(name, findings)?;
        Some(texts.into_iter().map(|node| Spanned::new(value(node).to_owned(), node.span)).collect())
    }

    /// `name: {key: text}`; a value that is `null` is none.
    pub fn pairs(
        &self,
        name: &str,
        findings: &mut Diagnostics,
    ) -> Vec<(&'n Node, Option<&'n Located>, Span)> {
        let Some(node) = self.get(name) else { return Vec::new() };
        let Some(entries) = node.mapping() else {
            findings.push(wrong(node, &format!("`{name}`"), "a mapping of names to texts"));
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for Entry { key, value, .. } in entries {
            if key.text().is_none() || value.text().is_none() {
                let part = if key.text().is_none() { key } else { value };
                findings.push(wrong(part, &format!("an entry of `{name}`"), "a name and a text"));
                continue;
            }
            let whole = if value.is_null() { key.span } else { key.span.to(value.span) };
            pairs.push((key, value.text().filter(|_| !value.is_null()), whole));
        }
        pairs
    }

    /// With the place of key and value.
    pub fn flag(&self, name: &str, findings: &mut Diagnostics) -> Option<Spanned<bool>> {
        let node = self.get(name)?;
        if let Some(Resolved::Bool(value)) = node.scalar().map(|scalar| scalar.resolved()) {
            let key = self.key(name).unwrap_or(node.span);
            return Some(Spanned::new(value, key.to(node.span)));
        }
        let finding = wrong(node, &format!("`{name}`"), "`true` or `false`");
        let quoted = ["true", "false"].into_iter().find(|word| node.is_text(word));
        findings.push(match quoted {
            Some(word) => finding.help(format!("write `{name}: {word}`, without quotes")),
            None => finding,
        });
        None
    }

    pub fn duration(&self, name: &str, findings: &mut Diagnostics) -> Option<Spanned<Millis>> {
        let text = self.text(name, findings)?;
        match parse_duration(&text.value) {
            Ok(length) => Some(Spanned::new(length, text.span)),
            Err(error) => {
                let message = format!("`{name}` takes a duration: {}", error.message);
                let help =
                    error.help.unwrap_or_else(|| "write for example `30s`, `5m` or `1h30m`".to_owned());
                findings.push(Diagnostic::new(codes::FIELD_TYPE, text.span, message).help(help));
                None
            }
        }
    }
}

/// The text of a scalar; `null` says nothing.
pub(super) fn value(node: &Node) -> &str {
    node.text().filter(|_| !node.is_null()).map_or("", |text| &text.value)
}
