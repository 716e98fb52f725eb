//! The whole configuration in a Secret, which an Alertmanager object takes as `spec.configSecret`:
//! nothing is lost on the way. Paths of secrets are those at which the operator mounts them.

use super::super::{File, NotBuilt, Program};
use super::objects;
use crate::emit::{EmitError, check_alertmanager, document, write_alertmanager};
use crate::lower::AlertmanagerConfig;
use crate::model::Setting;
use std::collections::BTreeMap;

/// The key that the operator reads.
const KEY: &str = "alertmanager.yaml";

pub(super) fn file(program: Program, namespace: &str) -> Result<File, NotBuilt> {
    let settings = &program.settings.target.operator;
    let text = configuration(program)?;
    let name = settings.config_secret.as_deref().unwrap_or("alertmanager-main");
    let mut object = objects::head("v1", "Secret", (namespace, name), settings.labels.clone());
    object.push(objects::text("type", "Opaque"));
    object.push(("stringData".to_string(), Setting::Map(vec![(KEY.to_string(), Setting::Text(text))])));
    Ok(File { name: "alertmanager.yml".to_string(), text: document(&object) })
}

/// `alertmanager.yml` with the paths of the cluster.
fn configuration(program: Program) -> Result<String, NotBuilt> {
    let config = &program.output.alertmanager;
    let paths: BTreeMap<&str, String> = program
        .settings
        .target
        .operator
        .secrets
        .iter()
        .map(|(path, secret)| (path.as_str(), secret.path()))
        .collect();
    let global = mounted(config.global, &paths);
    let written = || config.receivers.iter().flat_map(|receiver| &receiver.integrations);
    let changed: Vec<Vec<(String, Setting)>> =
        written().flat_map(|of_kind| &of_kind.settings).map(|settings| mounted(settings, &paths)).collect();
    // In the order in which they were taken.
    let mut changed = changed.iter().map(Vec::as_slice);
    let mut receivers = config.receivers.clone();
    for of_kind in receivers.iter_mut().flat_map(|receiver| &mut receiver.integrations) {
        for settings in &mut of_kind.settings {
            *settings = changed.next().unwrap_or(settings);
        }
    }
    let config = AlertmanagerConfig { global: &global, receivers, ..config.clone() };
    let mut text = Vec::new();
    write_alertmanager(&config, program.sources, &mut text)
        .map_err(|error| NotBuilt::Emit(EmitError::Io(error)))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    check_alertmanager(&text).map_err(NotBuilt::ReadBack)?;
    Ok(text)
}

/// The settings with each path of a secret's file as Alertmanager will find it.
fn mounted(settings: &[(String, Setting)], paths: &BTreeMap<&str, String>) -> Vec<(String, Setting)> {
    settings.iter().map(|(key, value)| (key.clone(), mounted_value(value, paths))).collect()
}

fn mounted_value(value: &Setting, paths: &BTreeMap<&str, String>) -> Setting {
    match value {
        Setting::Text(text) => Setting::Text(paths.get(text.as_str()).unwrap_or(text).clone()),
        Setting::List(values) => {
            Setting::List(values.iter().map(|value| mounted_value(value, paths)).collect())
        }
        Setting::Map(entries) => Setting::Map(mounted(entries, paths)),
        word => word.clone(),
    }
}
