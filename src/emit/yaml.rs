//! Writing YAML block by block: mappings, sequences, comments. Only what has a shape of its own is
//! written here; what the keys are is known to `rules` and `alertmanager`.

use super::scalar::{is_printable, push_quoted, push_scalar, push_spaces, push_text};
use crate::model::{Millis, Setting};
use crate::quantity::write_duration;
use crate::text::{SourceMap, Span};
use std::borrow::Cow;
use std::fmt::Write;

/// Lines are kept within this many columns where text can be broken off from its key.
const WIDEST: usize = 110;

/// A growing document. Nothing in it is ever changed again.
pub(super) struct Yaml<'s> {
    pub text: String,
    sources: &'s SourceMap,
    /// Spaces before the next line.
    indent: usize,
    /// The next line begins an element of a sequence.
    element: bool,
}

impl<'s> Yaml<'s> {
    pub fn new(sources: &'s SourceMap) -> Yaml<'s> {
        Yaml::indented(sources, 0)
    }

    /// A part of a document whose lines begin after `indent` spaces.
    pub fn indented(sources: &'s SourceMap, indent: usize) -> Yaml<'s> {
        Yaml { text: String::new(), sources, indent, element: false }
    }

    /// `# file.larum:12`: where the next thing comes from.
    pub fn source_comment(&mut self, span: Span) {
        self.start_line();
        let file = self.sources.file(span.file);
        self.text.push_str("# ");
        for c in file.name.chars() {
            // Even a line's end in a file's name must not end the comment.
            self.text.push(if is_printable(c) { c } else { '?' });
        }
        let line = file.line(span.start);
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, ":{line}");
    }

    /// `# text`; a line of its own.
    pub fn comment(&mut self, text: &str) {
        self.start_line();
        self.text.push_str("# ");
        self.text.push_str(text);
        self.text.push('\n');
    }

    pub fn blank_line(&mut self) {
        self.text.push('\n');
    }

    /// `key:` and what `body` writes below it.
    pub fn block<T>(&mut self, key: &str, body: impl FnOnce(&mut Self) -> T) -> T {
        self.key(key);
        self.text.push('\n');
        self.indent += 2;
        let result = body(self);
        self.indent -= 2;
        result
    }

    /// An element of a sequence: the mapping that `body` writes, after a dash.
    pub fn element(&mut self, body: impl FnOnce(&mut Self)) {
        self.indent += 2;
        self.element = true;
        body(self);
        self.indent -= 2;
    }

    /// `- {}`
    pub fn empty_element(&mut self) {
        self.dash();
        self.text.push_str("{}\n");
    }

    /// `key: text`, in lines of its own when it is long.
    pub fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text.push(' ');
        push_text(&mut self.text, text, self.indent + 2, WIDEST);
        self.text.push('\n');
    }

    /// `key: 1h30m`
    pub fn duration(&mut self, key: &str, milliseconds: Millis) {
        self.key(key);
        self.text.push(' ');
        write_duration(&mut self.text, milliseconds);
        self.text.push('\n');
    }

    /// `key: true`: a word that is meant to be read as more than text.
    pub fn word(&mut self, key: &str, word: &str) {
        self.key(key);
        self.text.push(' ');
        self.text.push_str(word);
        self.text.push('\n');
    }

    /// `key: [a, b]`
    pub fn list(&mut self, key: &str, texts: &[impl AsRef<str>]) {
        self.key(key);
        self.text.push_str(" [");
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            push_scalar(&mut self.text, text.as_ref());
        }
        self.text.push_str("]\n");
    }

    /// `- 'text'`, quoted even where it need not be.
    pub fn quoted_element(&mut self, text: &str) {
        self.dash();
        push_quoted(&mut self.text, text);
        self.text.push('\n');
    }

    /// `key:` and texts below it; nothing when there are none.
    pub fn texts(&mut self, key: &str, pairs: &[(&str, Cow<str>)]) {
        if !pairs.is_empty() {
            self.block(key, |yaml| pairs.iter().for_each(|(name, text)| yaml.text(name, text)));
        }
    }

    /// A mapping of settings, as the source has them.
    pub fn settings(&mut self, settings: &[(String, Setting)]) {
        for (key, value) in settings {
            match value {
                Setting::Text(text) => self.text(key, text),
                Setting::List(values) if !values.is_empty() => {
                    self.block(key, |yaml| values.iter().for_each(|value| yaml.setting_element(value)));
                }
                Setting::Map(entries) if !entries.is_empty() => {
                    self.block(key, |yaml| yaml.settings(entries));
                }
                word => self.word(key, setting_word(word)),
            }
        }
    }

    /// `- key: value`
    pub fn settings_element(&mut self, settings: &[(String, Setting)]) {
        if settings.is_empty() {
            return self.empty_element();
        }
        self.element(|yaml| yaml.settings(settings));
    }

    fn setting_element(&mut self, value: &Setting) {
        match value {
            Setting::Map(entries) => self.settings_element(entries),
            Setting::List(values) if !values.is_empty() => {
                self.start_line();
                self.text.push_str("-\n");
                self.indent += 2;
                values.iter().for_each(|value| self.setting_element(value));
                self.indent -= 2;
            }
            Setting::Text(text) => {
                self.dash();
                push_scalar(&mut self.text, text);
                self.text.push('\n');
            }
            word => {
                self.dash();
                self.text.push_str(setting_word(word));
                self.text.push('\n');
            }
        }
    }

    fn dash(&mut self) {
        self.start_line();
        self.text.push_str("- ");
    }

    fn key(&mut self, key: &str) {
        self.start_line();
        push_scalar(&mut self.text, key);
        self.text.push(':');
    }

    fn start_line(&mut self) {
        if std::mem::take(&mut self.element) {
            push_spaces(&mut self.text, self.indent - 2);
            self.text.push_str("- ");
        } else {
            push_spaces(&mut self.text, self.indent);
        }
    }
}

/// A setting that is no text and holds nothing.
fn setting_word(setting: &Setting) -> &str {
    match setting {
        Setting::Number(text) | Setting::Text(text) => text,
        Setting::Bool(true) => "true",
        Setting::Bool(false) => "false",
        Setting::List(_) => "[]",
        Setting::Map(_) => "{}",
    }
}
