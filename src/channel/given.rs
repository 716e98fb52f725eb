//! What a block was given: the settings as written, and their checked values.

use crate::model::Setting;
use crate::syntax::ast::{Settings, ValueKind};
use crate::text::Span;

/// A block as somebody wrote it: which keys stand where.
pub trait Written {
    /// The span of a setting's name.
    fn span(&self, name: &str) -> Option<Span>;
    /// The keys of the block that a setting holds, each with its span.
    fn keys_of(&self, name: &str) -> Vec<(&str, Span)>;
    /// How the setting at the end of a path is written: `name "value"`.
    fn setting(&self, path: &[&str], value: &str) -> String;
    /// The same of a setting of `global`.
    fn global_setting(&self, name: &str) -> String;
    /// Whether Alertmanager reads it as it stands: then what it takes is no error.
    fn is_yaml(&self) -> bool;
}

impl Written for Settings {
    fn span(&self, name: &str) -> Option<Span> {
        self.get(name).map(|setting| setting.key.span)
    }

    fn keys_of(&self, name: &str) -> Vec<(&str, Span)> {
        let values = self.get(name).map_or(&[][..], |setting| &setting.values);
        let blocks = values.iter().filter_map(|value| match &value.kind {
            ValueKind::Block(block) => Some(&block.entries),
            _ => None,
        });
        blocks.flatten().map(|entry| (entry.key.value.as_str(), entry.key.span)).collect()
    }

    fn setting(&self, path: &[&str], value: &str) -> String {
        let (open, name) = path.split_at(path.len().saturating_sub(1));
        let open: String = open.iter().map(|block| format!("{block} {{ ")).collect();
        let close = " }".repeat(path.len().saturating_sub(1));
        format!("{open}{} \"{value}\"{close}", name.concat())
    }

    fn global_setting(&self, name: &str) -> String {
        self.setting(&["alertmanager", "global", name], "…")
    }

    fn is_yaml(&self) -> bool {
        false
    }
}

/// The view that rules have of a block.
pub struct Given<'a> {
    /// Where to say that something is missing.
    pub owner: Span,
    /// The owner's name in messages: "channel `oncall`", "`basic_auth`".
    pub called: &'a str,
    pub written: &'a dyn Written,
    pub values: &'a [(String, Setting)],
    /// The checked settings of `global`.
    pub global: &'a [(String, Setting)],
}

impl Given<'_> {
    /// Whether a setting says something. One whose value was refused does: it has its finding.
    pub fn has(&self, name: &str) -> bool {
        match find(self.values, name) {
            Some(value) => says_something(value),
            None => self.written.span(name).is_some(),
        }
    }

    /// The span of a setting's name.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.written.span(name)
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
        self.written.keys_of(name)
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
