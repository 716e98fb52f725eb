//! What objects of Kubernetes have in common.

use crate::model::Setting;

/// `apiVersion`, `kind` and `metadata`, as every object begins.
pub(super) fn head(
    api_version: &str,
    kind: &str,
    (namespace, name): (&str, &str),
    labels: impl IntoIterator<Item = (String, String)>,
) -> Vec<(String, Setting)> {
    let mut metadata = vec![text("name", name), text("namespace", namespace)];
    let labels: Vec<_> = labels.into_iter().map(|(key, value)| (key, Setting::Text(value))).collect();
    if !labels.is_empty() {
        metadata.push(("labels".to_string(), Setting::Map(labels)));
    }
    vec![
        text("apiVersion", api_version),
        text("kind", kind),
        ("metadata".to_string(), Setting::Map(metadata)),
    ]
}

/// `key: value`
pub(super) fn text(key: &str, value: &str) -> (String, Setting) {
    (key.to_string(), Setting::Text(value.to_string()))
}
