//! The whole configuration in a Secret, which an Alertmanager object takes as `spec.configSecret`:
//! nothing is lost on the way. Paths of secrets are those at which the operator mounts them.

use super::super::{File, NotBuilt, Program, configuration};
use super::objects;
use crate::emit::document;
use crate::model::Setting;
use std::collections::BTreeMap;

/// The key that the operator reads.
const KEY: &str = "alertmanager.yaml";

pub(super) fn file(program: Program, namespace: &str) -> Result<File, NotBuilt> {
    let settings = &program.targets.operator;
    let paths: BTreeMap<&str, String> =
        settings.secrets.iter().map(|(path, secret)| (path.as_str(), secret.path())).collect();
    let text = configuration::text(program, |_, settings| mounted(settings, &paths))?;
    let name = settings.config_secret.as_deref().unwrap_or("alertmanager-main");
    let mut object = objects::head("v1", "Secret", (namespace, name), settings.labels.clone());
    object.push(objects::text("type", "Opaque"));
    object.push(("stringData".to_string(), Setting::Map(vec![(KEY.to_string(), Setting::Text(text))])));
    Ok(File { name: "alertmanager.yml".to_string(), text: document(&object) })
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
