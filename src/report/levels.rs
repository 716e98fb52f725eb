//! How bad each kind of finding is in this project: `[levels]` of `larum.toml`.

use crate::diag::{Code, Diagnostic, Level, codes};
use std::collections::HashMap;

/// What a project says of codes and of groups of codes (`value/*`); the code's own word wins.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    said: HashMap<String, Wanted>,
}

/// What a project wants of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    At(Level),
    /// Never shown.
    Off,
}

impl Levels {
    /// Words of `larum.toml`, sorted.
    pub const WORDS: [&'static str; 5] = ["error", "note", "off", "pedantic", "warning"];

    /// Takes one line of `[levels]`.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence without full stop.
    pub fn say(&mut self, name: &str, word: &str) -> Result<(), String> {
        let wanted = match word {
            "error" => Wanted::At(Level::Error),
            "warning" => Wanted::At(Level::Warning),
            "note" => Wanted::At(Level::Note),
            "pedantic" => Wanted::At(Level::Pedantic),
            "off" => Wanted::Off,
            _ => return Err(format!("`{word}` is no level: {}", Levels::WORDS.join(", "))),
        };
        let known = match name.strip_suffix("/*") {
            Some(group) => codes::ALL.iter().any(|code| group_of(*code) == group),
            None => codes::named(name).is_some(),
        };
        if !known {
            let near = crate::text::nearest(name, codes::ALL.iter().map(|code| code.name));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(format!("there is no code `{name}`{hint}"));
        }
        self.said.insert(name.to_string(), wanted);
        Ok(())
    }

    fn wanted(&self, code: Code) -> Option<Wanted> {
        let whole_group = || self.said.get(&format!("{}/*", group_of(code)));
        self.said.get(code.name).or_else(whole_group).copied()
    }

    /// The finding at its level in this project; none when it is off. What cannot be loaded stays an error.
    pub fn judge(&self, finding: Diagnostic) -> Option<Diagnostic> {
        if self.said.is_empty() || finding.locked || super::allow::line(&finding).is_none() {
            return Some(finding);
        }
        match self.wanted(finding.code) {
            None => Some(finding),
            Some(Wanted::At(level)) => Some(finding.at_level(level)),
            Some(Wanted::Off) => None,
        }
    }
}

fn group_of(code: Code) -> &'static str {
    code.name.split('/').next().unwrap_or_default()
}
