//! Receivers: their names, and which integrations they hold.

use super::fault::{Fault, Place};
use super::owned::Receiver;
use super::scalar::{Anything, Pairs};
use crate::channel::{INTEGRATIONS, integration};
use crate::model::Setting;
use crate::text::nearest;
use std::collections::HashSet;

pub(super) fn all(receivers: Vec<Pairs<Anything>>, root: &Place) -> Result<Vec<Receiver>, Fault> {
    let list = root.key("receivers");
    let mut names = HashSet::new();
    let mut found = Vec::with_capacity(receivers.len());
    for (index, settings) in receivers.into_iter().enumerate() {
        let place = list.index(index);
        let receiver = read(settings, &place)?;
        if !names.insert(receiver.name.clone()) {
            return Err(place.key("name").fault(format!("a receiver is called `{}` already", receiver.name)));
        }
        found.push(receiver);
    }
    Ok(found)
}

fn read(settings: Pairs<Anything>, place: &Place) -> Result<Receiver, Fault> {
    let mut receiver = Receiver { name: String::new(), integrations: Vec::new() };
    for (key, Anything(value)) in settings.0 {
        match (key.as_str(), value) {
            ("name", Some(Setting::Text(name) | Setting::Number(name))) => receiver.name = name,
            ("name", Some(Setting::Bool(name))) => receiver.name = name.to_string(),
            ("labels", _) | ("name", None) => {}
            (_, value) => {
                let kind = key.strip_suffix("_configs").and_then(integration);
                let Some(kind) = kind.map(|integration| integration.kind) else {
                    return Err(unknown(&key, place));
                };
                receiver.integrations.push((kind, entries(value, &place.key(&key))?));
            }
        }
    }
    match receiver.name.is_empty() {
        true => Err(place.fault("the receiver has no `name`")),
        false => Ok(receiver),
    }
}

fn entries(value: Option<Setting>, place: &Place) -> Result<Vec<Vec<(String, Setting)>>, Fault> {
    let list = match value {
        Some(Setting::List(list)) => list,
        None => Vec::new(),
        Some(_) => return Err(place.fault("this must be a list")),
    };
    let entry = |(index, entry)| match entry {
        Setting::Map(settings) => Ok(settings),
        _ => Err(place.index(index).fault("this must be a mapping of settings")),
    };
    list.into_iter().enumerate().map(entry).collect()
}

fn unknown(key: &str, place: &Place) -> Fault {
    let known: Vec<String> =
        INTEGRATIONS.iter().map(|integration| format!("{}_configs", integration.kind)).collect();
    let hint = nearest(key, known.iter().map(String::as_str).chain(["name", "labels"]));
    let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    place.fault(format!("a receiver has no `{key}`{hint}"))
}
