//! Channels: one table of all integrations of Alertmanager 0.33, and the check of a channel's
//! settings against it. What `amtool check-config` refuses about a receiver is refused here, at
//! the token; so are secrets in plain text.

mod address;
mod chat;
mod duration;
mod given;
mod global;
mod http;
mod paging;
mod reporting;
mod resolves;
mod rules;
mod since;
mod special;
mod table;
mod template;
mod url;
mod value;
mod yaml;

pub use address::is_secret_url;
pub use resolves::{opens, sends_resolved};
pub use since::{since_of, since_of_global, since_of_nested};
pub use table::{Block, Integration, Opens, Rule, Type};
pub use url::holds_secret;
pub use yaml::{check_yaml, check_yaml_block};

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::model;
use crate::syntax::ast::{self, Settings};
use crate::text::Span;
use given::Given;
use std::collections::HashMap;

/// Every integration, sorted by kind.
pub static INTEGRATIONS: [&Integration; 18] = [
    &chat::DISCORD,
    &paging::EMAIL,
    &paging::INCIDENTIO,
    &paging::JIRA,
    &chat::MATTERMOST,
    &chat::MSTEAMS,
    &chat::MSTEAMSV2,
    &paging::OPSGENIE,
    &paging::PAGERDUTY,
    &paging::PUSHOVER,
    &chat::ROCKETCHAT,
    &chat::SLACK,
    &paging::SNS,
    &chat::TELEGRAM,
    &paging::VICTOROPS,
    &chat::WEBEX,
    &paging::WEBHOOK,
    &chat::WECHAT,
];

/// The settings of `global`.
pub static GLOBAL: &Block = &global::GLOBAL;

/// The settings of `tracing`.
pub static TRACING: &Block = &reporting::TRACING;

/// The settings of `event_recorder`.
pub static EVENT_RECORDER: &Block = &reporting::EVENT_RECORDER;

/// Allows secrets in plain text by name; not a setting of Alertmanager.
const ALLOW: &str = "allow_inline";

pub fn integration(kind: &str) -> Option<&'static Integration> {
    INTEGRATIONS.iter().copied().find(|integration| integration.kind == kind)
}

/// The settings of a channel as Alertmanager names them. `global` is what `check_global` gave.
pub fn check(
    channel: &ast::ChannelStatement,
    global: &[(String, model::Setting)],
    findings: &mut Diagnostics,
) -> Vec<(String, model::Setting)> {
    let kind = &channel.kind;
    let Some(integration) = integration(&kind.value) else {
        let kinds: Vec<&str> = INTEGRATIONS.iter().map(|integration| integration.kind).collect();
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_UNKNOWN_KIND,
                kind.span,
                format!("there is no integration `{}`", kind.value),
            )
            .help(format!("Alertmanager has {}", kinds.join(", ")))
            .did_you_mean(&kind.value, kinds.iter().copied()),
        );
        return Vec::new();
    };
    let reader = Reader { allowed: allowed(&channel.settings), global };
    let called = format!("channel `{}`", channel.name.value);
    reader.block(&integration.block, &channel.settings, channel.name.span, &called, findings)
}

/// The settings of `alertmanager { global { … } }`.
pub fn check_global(settings: &Settings, findings: &mut Diagnostics) -> Vec<(String, model::Setting)> {
    let reader = Reader { allowed: allowed(settings), global: &[] };
    reader.block(GLOBAL, settings, settings.span, "`global`", findings)
}

/// The length of a channel's `timeout`, in milliseconds, as `check` gave it.
pub fn timeout(text: &str) -> Option<model::Millis> {
    duration::read(text, false)
}

/// What holds for all settings of one channel.
struct Reader<'a> {
    /// Secrets that may stand in plain text.
    allowed: Vec<&'a str>,
    global: &'a [(String, model::Setting)],
}

fn allowed(settings: &Settings) -> Vec<&str> {
    let named = settings.entries.iter().filter(|setting| setting.key.value == ALLOW);
    named.flat_map(|setting| setting.values.iter().filter_map(ast::Value::text)).collect()
}

impl Reader<'_> {
    fn is_allowed(&self, name: &str) -> bool {
        self.allowed.contains(&name)
    }

    /// Checks a block; `owner` is where missing settings are reported.
    fn block(
        &self,
        block: &Block,
        settings: &Settings,
        owner: Span,
        called: &str,
        findings: &mut Diagnostics,
    ) -> Vec<(String, model::Setting)> {
        let mut values = Vec::new();
        for setting in once_each(settings, findings) {
            let name = &setting.key.value;
            if name == ALLOW {
                continue;
            }
            let Some(kind) = block.type_of(name) else {
                findings.push(
                    Diagnostic::new(
                        codes::CHANNEL_UNKNOWN_SETTING,
                        setting.key.span,
                        format!("{called} has no setting `{name}`"),
                    )
                    .did_you_mean(name, block.names()),
                );
                continue;
            };
            if let Some(value) = value::read(kind, setting, self, findings) {
                values.push((name.clone(), value));
            }
        }
        let given = Given { owner, called, written: settings, values: &values, global: self.global };
        rules::check(block.rules, &given, findings);
        values
    }
}

/// The settings without those that are set again or matched rather than set, which are reported.
fn once_each<'a>(settings: &'a Settings, findings: &mut Diagnostics) -> Vec<&'a ast::Setting> {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let mut kept = Vec::new();
    for setting in &settings.entries {
        let (name, span) = (setting.key.value.as_str(), setting.key.span);
        if setting.op.is_some_and(|op| op != MatchOp::Equal) {
            let message = format!("`{name}` is set with `=` or with a blank");
            findings.push(Diagnostic::new(codes::CHANNEL_WRONG_TYPE, span, message));
        } else if let Some(first) = seen.get(name) {
            findings.push(
                Diagnostic::new(codes::CHANNEL_REPEATED_SETTING, span, format!("`{name}` is set twice"))
                    .because(*first, "the first time")
                    .help("keep one of them"),
            );
        } else {
            seen.insert(name, span);
            kept.push(setting);
        }
    }
    kept
}
