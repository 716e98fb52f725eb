//! A label or an annotation of an alert, read as a template.

use crate::ruleset::{Field, Group, Rule};
use crate::template::{self, Template, TemplateError};
use crate::text::Span;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Label,
    Annotation,
}

/// One text, and what Prometheus makes of it.
pub struct Text<'a> {
    pub place: Place,
    pub field: &'a Field,
    pub read: Result<Template, Vec<TemplateError>>,
}

impl<'a> Text<'a> {
    /// All texts of an alert that are expanded when it fires.
    pub fn all(group: &'a Group, rule: &'a Rule) -> Vec<Text<'a>> {
        let Some(alert) = rule.alert() else { return Vec::new() };
        let labels = group.labels_of(rule).map(|field| (Place::Label, field));
        let annotations = alert.annotations.iter().map(|field| (Place::Annotation, field));
        let texts = labels.chain(annotations);
        texts.map(|(place, field)| Text { place, field, read: template::parse(&field.value.value) }).collect()
    }

    /// The template, when Prometheus accepts it.
    pub fn template(&self) -> Option<&Template> {
        self.read.as_ref().ok()
    }

    /// The text as it is written.
    pub fn value(&self) -> &'a str {
        &self.field.value.value
    }

    /// Where a part of it stands in its file.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        self.field.value.span_of(part)
    }
}
