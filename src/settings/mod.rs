//! `larum.toml`: what a project says of itself, its servers and its findings.

mod servers;

pub use servers::{AlertmanagerFacts, MatcherMode, PrometheusFacts};

use crate::report::Levels;
use crate::target::Targets;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The whole file. Paths in it are seen from its folder.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    pub check: Check,
    pub levels: BTreeMap<String, String>,
    pub prometheus: PrometheusFacts,
    pub alertmanager: AlertmanagerFacts,
    pub catalogue: Dumps,
    pub policy: Policies,
    pub target: Targets,
}

/// `[check]`
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Check {
    /// Files and folders that `larum check` leaves out of the folders that it is given.
    pub exclude: Vec<PathBuf>,
    /// As `--baseline`.
    pub baseline: Option<PathBuf>,
    /// As `--pedantic` and `--notes`.
    pub pedantic: bool,
    pub notes: bool,
}

/// `[catalogue]`: what is known of the metrics of rule files.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dumps {
    /// What targets show at `/metrics`.
    pub exposition: Vec<PathBuf>,
    /// What Prometheus answers at `/api/v1/metadata`.
    pub metadata: Vec<PathBuf>,
    /// There are no other metrics.
    pub complete: bool,
}

/// `[policy]`: programs whose policies hold for rule files.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policies {
    pub paths: Vec<PathBuf>,
}

/// Why `larum.toml` cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Faulty {
    /// Counted from 1.
    pub line: usize,
    pub reason: String,
}

impl Settings {
    /// Reads the text of `larum.toml`.
    ///
    /// # Errors
    /// When it is no TOML, or says something that nobody knows.
    pub fn read(text: &str) -> Result<Settings, Faulty> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line =
                text.as_bytes()[..start.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
            Faulty { line, reason: in_our_words(error.message()) }
        })
    }
}

/// serde says ``unknown field `x`, expected one of `a`, `b` ``: we suggest the nearest of them.
fn in_our_words(message: &str) -> String {
    let Some(rest) = message.strip_prefix("unknown field `") else { return message.trim().to_string() };
    let mut names = rest.split('`').step_by(2);
    let unknown = names.next().unwrap_or_default();
    let known: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let hint = match crate::text::nearest(unknown, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    format!("there is no key `{unknown}` here: {hint}")
}

impl Settings {
    /// What `[levels]` says.
    ///
    /// # Errors
    /// What is wrong with a line of it.
    pub fn levels(&self) -> Result<Levels, String> {
        let mut levels = Levels::default();
        for (name, word) in &self.levels {
            levels.say(name, word)?;
        }
        Ok(levels)
    }
}

#[cfg(test)]
mod tests {
    use super::{Faulty, Settings};
    use crate::target::{Routes, Secret};

    #[test]
    fn an_empty_file_says_nothing() {
        assert_eq!(Settings::read(""), Ok(Settings::default()));
    }

    #[test]
    fn keys_and_secrets_are_read() {
        let text = "[target.operator]\nnamespace = \"shop\"\nalertmanager = \"none\"\n\
                    [target.operator.secrets]\n\"/etc/pd\" = \"paging/routing-key\"\n";
        let operator = Settings::read(text).expect("it is right").target.operator;
        assert_eq!(operator.namespace.as_deref(), Some("shop"));
        assert_eq!(operator.alertmanager, Routes::None);
        let secret = Secret { name: "paging".into(), key: "routing-key".into() };
        assert_eq!(secret.path(), "/etc/alertmanager/secrets/paging/routing-key");
        assert_eq!(Secret::at(&secret.path()).as_ref(), Some(&secret));
        assert_eq!(operator.secrets["/etc/pd"], secret);
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        let fault = |line, reason: &str| Err(Faulty { line, reason: reason.to_string() });
        assert_eq!(
            Settings::read("[target.operator]\nname = \"a\"\nnamespce = \"shop\"\n"),
            fault(3, "there is no key `namespce` here: did you mean `namespace`?")
        );
        assert_eq!(
            Settings::read("[targets]\n"),
            fault(1, "there is no key `targets` here: did you mean `target`?")
        );
        assert_eq!(
            Settings::read("[target.operator.secrets]\n\"/etc/pd\" = \"paging\"\n"),
            fault(2, "`paging` is not the name of a Secret and a key in it: `name/key`")
        );
        assert!(Settings::read("[target").is_err());
    }
}
