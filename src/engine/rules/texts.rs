//! Labels and annotations of alerts: texts, most of them templates.

use super::alert::Value;
use super::evaluation::as_vector;
use super::options::Options;
use crate::engine::promql::{Query, Sample};
use crate::import::rules::query as read_query;
use crate::model::Millis;
use crate::series::{SetId, Store};
use crate::template::execute::{Data, Measured, Prepared, Querier, QuerySample};
use crate::text::{FileId, Located, Span};
use std::collections::HashMap;

/// A text of a rule. What never changes is never run.
#[derive(Debug)]
pub(super) enum Text {
    Constant(String),
    Template(Box<Template>),
}

#[derive(Debug)]
pub(super) struct Template {
    raw: String,
    /// None where Prometheus would not have loaded it.
    prepared: Option<Prepared>,
    pub needs: Needs,
}

/// What a template may look at besides labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Needs {
    /// The value, or something that changes like it.
    pub value: bool,
    pub queries: bool,
}

impl Text {
    pub fn new(text: &str) -> Text {
        if !text.contains("{{") {
            return Text::Constant(text.to_owned());
        }
        let needs =
            Needs { value: text.contains("alue") || shows_all(text), queries: text.contains("query") };
        Text::Template(Box::new(Template { raw: text.to_owned(), prepared: Prepared::new(text).ok(), needs }))
    }

    pub fn needs(&self) -> Needs {
        match self {
            Text::Constant(_) => Needs { value: false, queries: false },
            Text::Template(template) => template.needs,
        }
    }

    /// As it stands in the rule.
    pub fn raw(&self) -> &str {
        match self {
            Text::Constant(text) => text,
            Text::Template(template) => &template.raw,
        }
    }
}

/// Whether a point stands alone: all that is known is shown, or given away.
fn shows_all(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = |next: Option<&u8>| next.is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'_');
    let begins = |before: Option<&u8>| {
        before.is_none_or(|before| before.is_ascii_whitespace() || b"{(-|".contains(before))
    };
    let at = |index: usize| index.checked_sub(1).and_then(|before| bytes.get(before));
    (0..bytes.len()).any(|index| bytes[index] == b'.' && begins(at(index)) && ends(bytes.get(index + 1)))
}

/// The queries that templates have run: each is read once.
#[derive(Default)]
pub(super) struct Queries(HashMap<String, Result<Query, String>>);

/// What a text is expanded with.
pub(super) struct Expansion<'a> {
    pub options: &'a Options,
    pub queries: &'a mut Queries,
    pub store: &'a mut Store,
    /// When queries are asked.
    pub at: Millis,
}

impl Expansion<'_> {
    /// The text of the alert `name` for a result with these labels, sorted by name. What breaks is told in its place,
    /// as Prometheus does.
    pub fn expand(&mut self, text: &Text, name: &str, labels: &[(String, String)], value: &Value) -> String {
        let template = match text {
            Text::Constant(text) => return text.clone(),
            Text::Template(template) => template,
        };
        let Some(prepared) = &template.prepared else { return template.raw.clone() };
        let options = self.options;
        let data = Data {
            name,
            labels,
            external_labels: &options.external_labels,
            external_url: &options.external_url,
            server_url: options.server_url.as_deref(),
            value: match value {
                Value::Float(value) => Measured::Number(*value),
                Value::Histogram(text) => Measured::Text(text),
            },
        };
        prepared.expand(&data, self).unwrap_or_else(|error| error.in_place())
    }

    /// The labels of a result, as templates are given them.
    pub fn pairs(&self, labels: SetId) -> Vec<(String, String)> {
        let labels = self.store.sets.labels(labels).iter();
        labels.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

impl Querier for Expansion<'_> {
    fn query(&mut self, text: &str) -> Result<Vec<QuerySample>, String> {
        let Expansion { options, queries, store, at } = self;
        let query = queries.0.entry(text.to_owned()).or_insert_with(|| {
            let file = FileId(0);
            let located = Located::whole(text.to_owned(), Span::new(file, 0, 0));
            let expr = read_query(&located, &options.features).map_err(|findings| {
                findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>().join("; ")
            })?;
            Ok(Query::new(&expr, &options.promql))
        });
        let answer = query.as_mut().map_err(|error| error.clone())?.instant(store, *at);
        let value = answer.map_err(|failure| failure.message)?.value;
        let samples = as_vector(value, *at, store)?;
        let sample = |sample: &Sample| QuerySample {
            labels: self.pairs(sample.labels),
            // A histogram has no number.
            value: sample.reading.float().unwrap_or_default(),
        };
        Ok(samples.iter().map(sample).collect())
    }
}
