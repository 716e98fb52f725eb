//! `prometheus { … }` and `alertmanager { … }`.

use super::fields;
use super::names::Table;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::types::Features;
use crate::model::{Alertmanager, ChannelId, Prometheus};
use crate::syntax::ast::Settings;

/// One minute: Prometheus' own default for both intervals.
const DEFAULT_INTERVAL: i64 = 60_000;

const PROMETHEUS: &[&str] =
    &["scrape_interval", "evaluation_interval", "external_labels", "version", "features", "retention"];

const ALERTMANAGER: &[&str] =
    &["fallback", "group_by", "group_wait", "group_interval", "repeat_interval", "global", "templates"];

/// The features that a program may declare, as Prometheus' `--enable-feature` names them.
const FEATURES: &[&str] = &["promql-experimental-functions"];

pub(super) fn prometheus(settings: Option<&Settings>, findings: &mut Diagnostics) -> (Prometheus, Features) {
    let mut prometheus = Prometheus {
        scrape_interval: DEFAULT_INTERVAL,
        evaluation_interval: DEFAULT_INTERVAL,
        external_labels: vec![],
    };
    let mut features = Features::default();
    let Some(settings) = settings.map(|block| block.entries.as_slice()) else {
        return (prometheus, features);
    };
    fields::check("`prometheus`", settings, PROMETHEUS, findings);
    let interval = |key, findings: &mut Diagnostics| {
        let time = fields::time(settings, key, findings)?;
        if time.value == 0 {
            findings.push(
                Diagnostic::new(codes::FIELD_TYPE, time.span, format!("`{key}` must be longer than zero"))
                    .help("Prometheus' default is `1m`"),
            );
            return None;
        }
        Some(time.value)
    };
    prometheus.scrape_interval = interval("scrape_interval", findings).unwrap_or(DEFAULT_INTERVAL);
    prometheus.evaluation_interval = interval("evaluation_interval", findings).unwrap_or(DEFAULT_INTERVAL);
    if let Some(block) = fields::block(settings, "external_labels", findings) {
        // Prometheus itself expands `${…}` of its environment here.
        prometheus.external_labels = fields::labels_as_given(block, findings);
    }
    fields::time(settings, "retention", findings);
    version(settings, findings);
    for feature in fields::list(settings, "features", findings).unwrap_or_default() {
        if FEATURES.contains(&feature.value.as_str()) {
            features.experimental_functions = true;
        } else {
            findings.push(super::names::unknown("feature", &feature, FEATURES.iter().copied()));
        }
    }
    (prometheus, features)
}

/// The output needs `keep_firing_for` (2.42) and UTF-8 names (3.0).
fn version(settings: &[crate::syntax::ast::Setting], findings: &mut Diagnostics) {
    let Some(version) = fields::text(settings, "version", findings) else { return };
    let major = version.value.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 3) {
        findings.push(
            Diagnostic::new(
                codes::FIELD_TYPE,
                version.span,
                format!("`{}` is not a version of Prometheus 3", version.value),
            )
            .help("Larum writes for Prometheus 3: `version \"3.5\"`"),
        );
    }
}

/// Whether a restart leaves alerts with templated labels their timers: since 3.11. A version that is
/// not declared may be older.
pub(super) fn restores_templated_labels(settings: Option<&Settings>) -> bool {
    let setting = settings.and_then(|settings| settings.get("version"));
    let text = setting.and_then(|setting| setting.values.first()).and_then(|value| value.text());
    let mut parts = text.unwrap_or_default().split('.').map(|part| part.parse::<u32>().ok());
    let (major, minor) = (parts.next().flatten(), parts.next().flatten());
    (major, minor) >= (Some(3), Some(11))
}

/// `fallback` is empty when the program names none.
pub(super) fn alertmanager(
    settings: Option<&Settings>,
    channels: &Table,
    external_labels: &[(String, String)],
    findings: &mut Diagnostics,
) -> Alertmanager {
    let settings = settings.map_or(&[][..], |block| block.entries.as_slice());
    fields::check("`alertmanager`", settings, ALERTMANAGER, findings);
    let fallback: Vec<ChannelId> = fields::list(settings, "fallback", findings)
        .unwrap_or_default()
        .iter()
        .filter_map(|name| channels.find(name, findings))
        .collect();
    let external = external_labels.iter().map(|(name, _)| name.clone());
    let default_group =
        ["alertname".to_string(), "service".to_string()].into_iter().chain(external).collect();
    let group_by = fields::list(settings, "group_by", findings)
        .map_or(default_group, |names| names.into_iter().map(|name| name.value).collect());
    let mut time = |key, default| match fields::time(settings, key, findings) {
        Some(time) if time.value == 0 && key != "group_wait" => {
            findings.push(
                Diagnostic::new(codes::FIELD_TYPE, time.span, format!("`{key}` must be longer than zero"))
                    .help("Alertmanager refuses zero here"),
            );
            default
        }
        Some(time) => time.value,
        None => default,
    };
    Alertmanager {
        fallback,
        group_by,
        group_wait: time("group_wait", 30_000),
        group_interval: time("group_interval", 300_000),
        repeat_interval: time("repeat_interval", 4 * 3_600_000),
        global: fields::block(settings, "global", findings)
            .map_or(vec![], |block| crate::channel::check_global(block, findings)),
        templates: fields::list(settings, "templates", findings)
            .unwrap_or_default()
            .into_iter()
            .map(|path| path.value)
            .collect(),
    }
}
