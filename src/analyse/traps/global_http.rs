//! A channel's `http_config` takes the whole place of the one in `global`.

use super::look::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::syntax::ast::{Setting, Settings, ValueKind};

/// Settings that are ways to say the same.
const ALIKE: [&[&str]; 2] = [
    &["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"],
    &["proxy_url", "proxy_from_environment", "no_proxy", "proxy_connect_header"],
];

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let global = look.alertmanager().and_then(|settings| inside(settings, "global"));
    let Some((_, common)) = global.and_then(|global| block(global, "http_config")) else { return };
    for id in 0..look.model.channels.len() {
        let Some(channel) = look.channel(id) else { continue };
        let Some((setting, own)) = block(&channel.settings, "http_config") else { continue };
        let lost: Vec<String> = common
            .entries
            .iter()
            .filter(|entry| !says(own, &entry.key.value))
            .map(|entry| format!("`{}`", entry.key.value))
            .collect();
        let Some(first) = common.entries.iter().find(|entry| !says(own, &entry.key.value)) else { continue };
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_HTTP_CONFIG,
                setting.key.span,
                format!("`{}` is called without the {} of `global`", channel.name.value, lost.join(" and ")),
            )
            .because(first.key.span, "this holds for channels without an `http_config` of their own")
            .help("repeat it here: Alertmanager does not join the two"),
        );
    }
}

fn says(own: &Settings, name: &str) -> bool {
    let alike = ALIKE.iter().find(|names| names.contains(&name)).copied().unwrap_or_default();
    own.get(name).is_some() || alike.iter().any(|name| own.get(name).is_some())
}

fn inside<'a>(settings: &'a Settings, name: &str) -> Option<&'a Settings> {
    block(settings, name).map(|(_, block)| block)
}

fn block<'a>(settings: &'a Settings, name: &str) -> Option<(&'a Setting, &'a Settings)> {
    let setting = settings.get(name)?;
    let block = setting.values.iter().find_map(|value| match &value.kind {
        ValueKind::Block(block) => Some(block),
        _ => None,
    });
    block.map(|block| (setting, block))
}
