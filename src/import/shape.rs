//! The shape of `alertmanager.yml`: which keys stand where. What they mean is for the other files here.
//! Sources: the `yaml` tags of Alertmanager's packages `config` and `timeinterval`.

use super::fault::{Fault, Place};
use super::scalar::{Anything, Pairs, without_nulls};
use crate::model::Setting;
use serde::Deserialize;
use serde_yaml::Value;

/// A list of texts; an element that is `null` is an empty text.
pub(super) type Texts = Vec<Option<String>>;
/// `match: {label: value}`
pub(super) type Labels = Pairs<Option<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub global: Option<Settings>,
    pub templates: Option<Texts>,
    pub route: Option<Route>,
    pub inhibit_rules: Option<Vec<InhibitRule>>,
    pub receivers: Option<Vec<Pairs<Anything>>>,
    pub mute_time_intervals: Option<Vec<TimeInterval>>,
    pub time_intervals: Option<Vec<TimeInterval>>,
    /// How Alertmanager reports on itself.
    #[serde(rename = "tracing")]
    _tracing: Option<Anything>,
    #[serde(rename = "event_recorder")]
    _event_recorder: Option<Anything>,
}

#[derive(Default)]
pub(super) struct Settings(pub Vec<(String, Setting)>);

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Settings, D::Error> {
        Pairs::deserialize(from).map(|pairs| Settings(without_nulls(pairs)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Route {
    pub receiver: Option<String>,
    pub group_by: Option<Texts>,
    #[serde(rename = "match")]
    pub equal: Option<Labels>,
    pub match_re: Option<Labels>,
    pub matchers: Option<Texts>,
    pub mute_time_intervals: Option<Texts>,
    pub active_time_intervals: Option<Texts>,
    #[serde(rename = "continue")]
    pub continues: Option<String>,
    pub routes: Option<Vec<Route>>,
    pub group_wait: Option<String>,
    pub group_interval: Option<String>,
    pub repeat_interval: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InhibitRule {
    pub name: Option<String>,
    pub source_match: Option<Labels>,
    pub source_match_re: Option<Labels>,
    pub source_matchers: Option<Texts>,
    pub target_match: Option<Labels>,
    pub target_match_re: Option<Labels>,
    pub target_matchers: Option<Texts>,
    pub equal: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeInterval {
    pub name: Option<String>,
    pub time_intervals: Option<Vec<Interval>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Interval {
    pub times: Option<Vec<TimeRange>>,
    pub weekdays: Option<Texts>,
    pub days_of_month: Option<Texts>,
    pub months: Option<Texts>,
    pub years: Option<Texts>,
    pub location: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeRange {
    pub start_time: Option<String>,
    pub end_time: Option<String>,
}

/// Reads the first document of `text`, as Alertmanager does.
pub(super) fn read(text: &str) -> Result<Document, Fault> {
    let refused = |error: serde_yaml::Error| Place::root().fault(error.to_string());
    let Some(first) = serde_yaml::Deserializer::from_str(text).next() else {
        return Err(Place::root().fault("the file is empty"));
    };
    if !text.contains("<<") {
        return Document::deserialize(first).map_err(refused);
    }
    // `<<: *anchor` is resolved on whole values only, which forget how numbers were written.
    let mut value = Value::deserialize(first).map_err(refused)?;
    value.apply_merge().map_err(refused)?;
    Document::deserialize(texts(value)).map_err(refused)
}

/// All scalars as text, for the types here to read.
fn texts(value: Value) -> Value {
    match value {
        Value::Bool(value) => Value::String(value.to_string()),
        Value::Number(value) => Value::String(value.to_string()),
        Value::Sequence(list) => Value::Sequence(list.into_iter().map(texts).collect()),
        Value::Mapping(map) => {
            Value::Mapping(map.into_iter().map(|(key, value)| (texts(key), texts(value))).collect())
        }
        other => other,
    }
}
