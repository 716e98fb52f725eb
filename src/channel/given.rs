//! What a block was given: the settings as written, and their checked values.

use crate::model::Setting;
use crate::syntax::ast::{Settings, ValueKind};
use crate::text::Span;

/// The view that rules have of a block.
pub struct Given<'a> {
    /// Where to say that something is missing.
    pub owner: Span,
    /// The owner's name in messages: "channel `oncall`", "`basic_auth`".
    pub called: &'a str,
    pub settings: &'a Settings,
    pub values: &'a [(String, Setting)],
    /// The checked settings of `global`.
    pub global: &'a [(String, Setting)],
}

impl Given<'_> {
    /// Whether a setting says something. One whose value was refused does: it has its finding.
    pub fn has(&self, name: &str) -> bool {
        match find(self.values, name) {
            Some(value) => says_something(value),
            None => self.settings.get(name).is_some(),
        }
    }

    /// The span of a setting's name.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.settings.get(name).map(|setting| setting.key.span)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        text(self.values, name)
    }

    /// The settings of a nested block, checked.
    pub fn inside(&self, name: &str) -> &[(String, Setting)] {
        inside(self.values, name)
    }

    /// The keys of a nested block, each with its span.
    pub fn keys_of(&self, name: &str) -> Vec<(&str, Span)> {
        let values = self.settings.get(name).map_or(&[][..], |setting| &setting.values);
        let blocks = values.iter().filter_map(|value| match &value.kind {
            ValueKind::Block(block) => Some(&block.entries),
            _ => None,
        });
        blocks.flatten().map(|entry| (entry.key.value.as_str(), entry.key.span)).collect()
    }
}

pub fn find<'a>(values: &'a [(String, Setting)], name: &str) -> Option<&'a Setting> {
    values.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

pub fn text<'a>(values: &'a [(String, Setting)], name: &str) -> Option<&'a str> {
    match find(values, name) {
        Some(Setting::Text(text)) => Some(text),
        _ => None,
    }
}

pub fn inside<'a>(values: &'a [(String, Setting)], name: &str) -> &'a [(String, Setting)] {
    match find(values, name) {
        Some(Setting::Map(entries)) => entries,
        _ => &[],
    }
}

/// Alertmanager takes an empty text, 0 and `false` for "not set".
pub fn says_something(value: &Setting) -> bool {
    match value {
        Setting::Text(text) => !text.is_empty(),
        Setting::Number(number) => number != "0",
        Setting::Bool(yes) => *yes,
        Setting::List(_) | Setting::Map(_) => true,
    }
}
