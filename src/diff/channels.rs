//! Settings of channels and of `global`. Secrets stay secret: what is printed may end in a public
//! place.

use super::changes::Differences;
use crate::channel::{Block, Type, holds_secret};
use crate::model::Setting;
use std::collections::HashMap;

/// One value, with the path that leads to it: `http_config.proxy_url`.
struct Value {
    path: String,
    text: String,
    secret: bool,
}

/// Adds the settings that differ. `block` knows which of them are secret.
pub(super) fn settings(
    block: Option<&Block>,
    old: &[(String, Setting)],
    new: &[(String, Setting)],
    differences: &mut Differences,
) {
    let (before, after) = (flat(block, old), flat(block, new));
    let known = |values: &[Value]| -> HashMap<String, usize> {
        values.iter().enumerate().map(|(index, value)| (value.path.clone(), index)).collect()
    };
    let (earlier, later) = (known(&before), known(&after));
    let gone = before.iter().filter(|value| !later.contains_key(&value.path));
    for Value { path, .. } in after.iter().chain(gone) {
        let was = earlier.get(path).map(|index| &before[*index]);
        let is = later.get(path).map(|index| &after[*index]);
        if was.map(|value| &value.text) == is.map(|value| &value.text) {
            continue;
        }
        let shown = |value: Option<&Value>, hidden: &str| {
            value.map(|value| if value.secret { hidden.to_string() } else { value.text.clone() })
        };
        let another = if was.is_some() { "another secret" } else { "a secret" };
        differences.add(path, shown(was, "a secret"), shown(is, another));
    }
}

/// The settings in a few words: `channel "#ops", api_url_file "/etc/slack"`.
pub(super) fn summary(block: Option<&Block>, settings: &[(String, Setting)]) -> String {
    let shown = |value: Value| match value.secret {
        true => format!("{} (a secret)", value.path),
        false => format!("{} {:?}", value.path, value.text),
    };
    flat(block, settings).into_iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn flat(block: Option<&Block>, settings: &[(String, Setting)]) -> Vec<Value> {
    let mut found = Vec::new();
    for (name, setting) in settings {
        push(name, setting, block.and_then(|block| block.type_of(name)), &mut found);
    }
    found
}

fn push(path: &str, setting: &Setting, kind: Option<Type>, found: &mut Vec<Value>) {
    let text = match setting {
        Setting::Text(text) | Setting::Number(text) => text.clone(),
        Setting::Bool(value) => value.to_string(),
        Setting::List(list) => {
            let kind = inner(kind);
            for (index, item) in list.iter().enumerate() {
                push(&format!("{path}[{index}]"), item, kind, found);
            }
            return;
        }
        Setting::Map(map) => {
            for (name, item) in map {
                let kind = match kind {
                    Some(Type::Block(block) | Type::TemplateOr(block)) => block.type_of(name),
                    kind => inner(kind),
                };
                push(&format!("{path}.{name}"), item, kind, found);
            }
            return;
        }
    };
    let secret = matches!(kind, Some(Type::Secret | Type::SecretUrl)) || holds_secret(&text);
    found.push(Value { path: path.to_string(), text, secret });
}

/// The type of what is in a list or a map.
fn inner(kind: Option<Type>) -> Option<Type> {
    match kind {
        Some(Type::List(item) | Type::Map(item)) => Some(*item),
        kind => kind,
    }
}
