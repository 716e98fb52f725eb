//! What the declared version of Alertmanager does not know yet.

use crate::channel;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Channel, Model, Setting};
use crate::quantity::Version;
use crate::text::Span;

const ACTIVE_INTERVALS: Version = Version::new(0, 24);
const ZONES: Version = Version::new(0, 25);
const UTF8_MATCHERS: Version = Version::new(0, 27);

/// Nothing is said where no version is declared.
pub(super) fn check(model: &Model, findings: &mut Diagnostics) {
    let Some(declared) = model.versions.alertmanager else { return };
    let mut gate = Gate { declared, findings };
    for (index, channel) in model.channels.iter().enumerate() {
        gate.channel(channel, model.places.settings.get(index).map_or(&[], Vec::as_slice));
    }
    for ((name, value), span) in model.alertmanager.global.iter().zip(&model.places.global) {
        gate.needs(channel::since_of_global(name), *span, &format!("`{name}`"));
        gate.nested(value, *span);
    }
    for step in model.escalations.iter().flat_map(|escalation| &escalation.steps) {
        if step.notify.iter().any(|notify| notify.when.is_some_and(|when| !when.outside)) {
            gate.needs(Some(ACTIVE_INTERVALS), step.span, "`during`");
        }
    }
    let zones = model.places.window_zones.iter().chain(&model.places.maintenance_zones);
    for span in zones.flatten() {
        gate.needs(Some(ZONES), *span, "a zone of times");
    }
    for inhibition in &model.inhibitions {
        for matcher in inhibition.source.iter().chain(&inhibition.target) {
            if !is_classic(&matcher.label.value) {
                gate.needs(
                    Some(UTF8_MATCHERS),
                    matcher.label.span,
                    &format!("matching the label `{}`", matcher.label.value),
                );
            }
        }
    }
}

struct Gate<'f> {
    declared: Version,
    findings: &'f mut Diagnostics,
}

impl Gate<'_> {
    fn channel(&mut self, channel: &Channel, places: &[Span]) {
        let integration = channel::integration(&channel.kind);
        let since = integration.and_then(|known| known.since).and_then(Version::parse);
        if since.is_some_and(|since| since > self.declared) {
            return self.needs(since, channel.span, &format!("the integration `{}`", channel.kind));
        }
        for (index, (name, value)) in channel.settings.iter().enumerate() {
            let span = places.get(index).copied().unwrap_or(channel.span);
            self.needs(channel::since_of(&channel.kind, name), span, &format!("`{name}`"));
            if matches!(name.as_str(), "http_config" | "tls_config") {
                self.nested(value, span);
            }
        }
    }

    /// What stands in `http_config`; `tls_config` may stand in it.
    fn nested(&mut self, value: &Setting, span: Span) {
        let Setting::Map(entries) = value else { return };
        for (name, value) in entries {
            self.needs(channel::since_of_nested(name), span, &format!("`{name}`"));
            if name == "tls_config" {
                self.nested(value, span);
            }
        }
    }

    fn needs(&mut self, since: Option<Version>, span: Span, what: &str) {
        let Some(since) = since.filter(|since| *since > self.declared) else { return };
        let message =
            format!("{what} came with Alertmanager {since}, and the program is for {}", self.declared);
        self.findings.push(
            Diagnostic::new(codes::VERSION_ALERTMANAGER, span, message)
                .help(format!("run Alertmanager {since} or later and declare it, or do without")),
        );
    }
}

/// A name that matchers could hold before they learnt UTF-8.
fn is_classic(name: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.chars().all(word) && !name.starts_with(|c: char| c.is_ascii_digit())
}
