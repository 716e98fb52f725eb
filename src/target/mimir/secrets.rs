//! Mimir reads no files for its tenants: what the program takes from a file becomes a place that
//! `envsubst` fills in. Source: `validateAlertmanagerConfig` in Mimir's `pkg/alertmanager/api.go`.

use super::super::Program;
use super::super::configuration::{Owner, Settings};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Setting;
use crate::text::Span;

/// Settings that Mimir refuses to its tenants.
const REFUSED: [&str; 9] =
    ["proxy_url", "proxy_from_environment", "ca", "ca_file", "cert", "cert_file", "key", "key_file", "files"];

/// Puts places for secrets where files were.
pub(super) struct Inlined<'a> {
    program: Program<'a>,
    findings: &'a mut Diagnostics,
}

impl<'a> Inlined<'a> {
    pub fn new(program: Program<'a>, findings: &'a mut Diagnostics) -> Inlined<'a> {
        Inlined { program, findings }
    }

    pub fn settings(&mut self, owner: Owner, settings: &Settings) -> Vec<(String, Setting)> {
        let model = self.program.model;
        let channel = match owner {
            Owner::Global => None,
            Owner::Channel(name) => model.channels.iter().position(|channel| channel.name == name),
        };
        let mut changed = Vec::new();
        for (index, (name, value)) in settings.iter().enumerate() {
            let span = match channel {
                Some(channel) => model.places.setting(channel, index).or(Some(model.channels[channel].span)),
                None => model.places.global.get(index).copied(),
            };
            changed.push(self.setting(name, value, span));
        }
        changed
    }

    fn setting(&mut self, name: &str, value: &Setting, span: Option<Span>) -> (String, Setting) {
        if let (true, Some(span)) = (REFUSED.contains(&name), span) {
            let message = format!("Mimir does not let its tenants set `{name}`");
            self.findings.push(
                Diagnostic::new(codes::TARGET_MIMIR_SETTING, span, message)
                    .help("reach the receiver without it"),
            );
        }
        match (name.strip_suffix("_file"), value) {
            (Some(inline), Setting::Text(path)) if !REFUSED.contains(&name) => {
                (inline.to_string(), self.place(path, span).unwrap_or_else(|| value.clone()))
            }
            (_, Setting::Map(entries)) => {
                let entries = entries.iter().map(|(name, value)| self.setting(name, value, span)).collect();
                (name.to_string(), Setting::Map(entries))
            }
            _ => (name.to_string(), value.clone()),
        }
    }

    /// `${VARIABLE}`, which is filled in before the configuration is sent.
    fn place(&mut self, path: &str, span: Option<Span>) -> Option<Setting> {
        if let Some(variable) = self.program.targets.mimir.secrets.get(path) {
            return Some(Setting::Text(format!("${{{variable}}}")));
        }
        let message =
            format!("Mimir reads no files, and nothing says which variable holds the text of `{path}`");
        self.findings.push(Diagnostic::new(codes::TARGET_MIMIR_SECRET, span?, message).help(format!(
            "write `\"{path}\" = \"PAGING_KEY\"` under `[target.mimir.secrets]` in larum.toml, and fill it in with envsubst"
        )));
        None
    }
}
