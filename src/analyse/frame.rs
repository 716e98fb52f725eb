//! `prometheus { … }` and `alertmanager { … }`.

use super::fields;
use super::names::Table;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::types::{FLAGS, Features};
use crate::model::{Alertmanager, ChannelId, Prometheus};
use crate::quantity::Version;
use crate::syntax::ast::{Setting, Settings};

/// One minute: Prometheus' own default for both intervals.
const DEFAULT_INTERVAL: i64 = 60_000;

/// The output needs `keep_firing_for` (2.42) and UTF-8 names (3.0).
const LEAST_PROMETHEUS: Version = Version::new(3, 0);

/// The output needs `matchers`.
const LEAST_ALERTMANAGER: Version = Version::new(0, 22);

const PROMETHEUS: &[&str] =
    &["scrape_interval", "evaluation_interval", "external_labels", "version", "features", "retention"];

const ALERTMANAGER: &[&str] = &[
    "fallback",
    "group_by",
    "group_wait",
    "group_interval",
    "repeat_interval",
    "global",
    "templates",
    "version",
];

pub(super) fn prometheus(settings: Option<&Settings>, findings: &mut Diagnostics) -> (Prometheus, Features) {
    let mut prometheus = Prometheus {
        scrape_interval: DEFAULT_INTERVAL,
        scrape_interval_is_said: false,
        evaluation_interval: DEFAULT_INTERVAL,
        external_labels: vec![],
        retention: None,
    };
    let mut features = Features { version: version_of(settings), ..Features::default() };
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
    let scrape_interval = interval("scrape_interval", findings);
    prometheus.scrape_interval_is_said = scrape_interval.is_some();
    prometheus.scrape_interval = scrape_interval.unwrap_or(DEFAULT_INTERVAL);
    prometheus.evaluation_interval = interval("evaluation_interval", findings).unwrap_or(DEFAULT_INTERVAL);
    if let Some(block) = fields::block(settings, "external_labels", findings) {
        // Prometheus itself expands `${…}` of its environment here.
        prometheus.external_labels = fields::labels_as_given(block, findings);
    }
    prometheus.retention = fields::time(settings, "retention", findings).map(|time| time.value);
    version(settings, LEAST_PROMETHEUS, "Prometheus", findings);
    for feature in fields::list(settings, "features", findings).unwrap_or_default() {
        if !features.switch_on(&feature.value) {
            findings.push(super::names::unknown("feature", &feature, FLAGS));
        }
    }
    (prometheus, features)
}

/// The version that a block declares, when it can be read.
pub(super) fn version_of(settings: Option<&Settings>) -> Option<Version> {
    let value = settings?.get("version")?.values.first()?;
    Version::parse(value.text()?)
}

/// Reports a version that cannot be read, or that is older than all that Larum writes for.
fn version(settings: &[Setting], least: Version, program: &str, findings: &mut Diagnostics) {
    let Some(version) = fields::text(settings, "version", findings) else { return };
    if Version::parse(&version.value).is_none_or(|declared| declared < least) {
        let message = format!("`{}` is not a version of {program} from {least} on", version.value);
        findings.push(
            Diagnostic::new(codes::FIELD_TYPE, version.span, message)
                .help(format!("Larum writes for {program} {least} and later: `version \"{least}\"`")),
        );
    }
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
    version(settings, LEAST_ALERTMANAGER, "Alertmanager", findings);
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
