//! The routes as an AlertmanagerConfig, which the operator merges into an Alertmanager's configuration.
//! It says less than that configuration does: what it cannot say is refused.
//!
//! The operator puts `namespace/name/` before all names, `continue: true` on the top route and, by its
//! strategy, a matcher for the namespace. Source: its `pkg/alertmanager/amcfg.go`, version 0.93.

mod channels;
mod fields;
mod globals;
mod intervals;
mod namespace;
mod routes;

use super::super::names::Names;
use super::super::settings::Strategy;
use super::super::{File, Program};
use super::objects;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::emit::document;
use crate::model::Setting;
use channels::Channels;

/// What the CRD cannot say.
type Refusals = Diagnostics;

/// The remedy for whatever the CRD lacks.
const AS_SECRET: &str =
    "a Secret says all: `alertmanager = \"secret\"` under `[target.operator]` in larum.toml";

/// Whether `namespace` of the alerts decides if the routes see them.
fn matches_namespace(program: Program, namespace: &str) -> bool {
    let settings = &program.targets.operator;
    match settings.matcher_strategy {
        Strategy::OnNamespace => true,
        Strategy::OnNamespaceExceptForAlertmanagerNamespace => {
            settings.alertmanager_namespace.as_deref() != Some(namespace)
        }
        Strategy::None => false,
    }
}

pub(super) fn file(program: Program, namespace: &str, refusals: &mut Refusals) -> File {
    let Program { model, output, targets, .. } = program;
    let config = &output.alertmanager;
    if matches_namespace(program, namespace) {
        namespace::refuse_missed(model, namespace, refusals);
    }
    if let Some(span) = model.places.templates.filter(|_| !config.templates.is_empty()) {
        let message = "AlertmanagerConfig has nothing for `templates`";
        refusals.push(Diagnostic::new(codes::TARGET_OPERATOR_SETTING, span, message).help(AS_SECRET));
    }
    for ((name, _), span) in config.global.iter().zip(&model.places.global) {
        if globals::of_nobody(name) {
            let message = format!("AlertmanagerConfig has nothing for `{name}`");
            refusals.push(Diagnostic::new(codes::TARGET_OPERATOR_SETTING, *span, message).help(AS_SECRET));
        }
    }
    intervals::refuse_zones(model, &config.time_intervals, refusals);
    let operator = &targets.operator;
    let channels = Channels::new(model, &operator.secrets);
    let mut spec = vec![("route".to_string(), routes::route(&config.route, refusals))];
    let receivers = config.receivers.iter().map(|receiver| channels.receiver(receiver, refusals)).collect();
    spec.push(("receivers".to_string(), Setting::List(receivers)));
    if !config.inhibit_rules.is_empty() {
        let rules = config.inhibit_rules.iter().map(|rule| routes::inhibit_rule(rule, refusals)).collect();
        spec.push(("inhibitRules".to_string(), Setting::List(rules)));
    }
    if !config.time_intervals.is_empty() {
        let list = config.time_intervals.iter().map(intervals::interval).collect();
        spec.push((operator.api_version.intervals().to_string(), Setting::List(list)));
    }
    let name = Names::default().make(operator.name.as_ref().unwrap_or(&model.name));
    let version = format!("monitoring.coreos.com/{}", operator.api_version.name());
    let mut object =
        objects::head(&version, "AlertmanagerConfig", (namespace, &name), operator.labels.clone());
    object.push(("spec".to_string(), Setting::Map(spec)));
    File { name: "alertmanager.yml".to_string(), text: document(&object) }
}
