//! Facts about servers that rule files do not tell: `[prometheus]` and `[alertmanager]`.

use crate::expr::types::Features;
use crate::lint::Facts;
use crate::model::Millis;
use crate::quantity::{Version, parse_duration};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[prometheus]`, in the words of a program's `prometheus { … }`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PrometheusFacts {
    pub scrape_interval: Option<Time>,
    pub evaluation_interval: Option<Time>,
    pub retention: Option<Time>,
    pub external_labels: Option<BTreeMap<String, String>>,
    pub version: Option<Release>,
    pub features: Vec<String>,
}

/// `[alertmanager]`
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AlertmanagerFacts {
    /// How it reads matchers.
    pub matchers: MatcherMode,
    /// `--data.retention`
    pub retention: Option<Time>,
}

/// What `--enable-feature` makes of matchers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatcherMode {
    /// Neither feature is on: UTF-8 first, then the classic way.
    #[default]
    Fallback,
    /// `utf8-strict-mode`
    Utf8Strict,
    /// `classic-mode`
    Classic,
}

/// A time as Prometheus writes it, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Time(pub Millis);

impl TryFrom<String> for Time {
    type Error = String;

    fn try_from(text: String) -> Result<Time, String> {
        let millis = parse_duration(&text).ok().filter(|millis| *millis > 0);
        millis.map(Time).ok_or_else(|| format!("`{text}` is no time, such as `15s`"))
    }
}

/// A version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Release(pub Version);

impl TryFrom<String> for Release {
    type Error = String;

    fn try_from(text: String) -> Result<Release, String> {
        Version::parse(&text).map(Release).ok_or_else(|| format!("`{text}` is no version, such as `3.5`"))
    }
}

impl PrometheusFacts {
    /// What lints are told. The catalogue is read from files.
    pub fn facts(&self) -> Facts {
        let features = Features::named(self.features.iter().map(String::as_str));
        let labels = self.external_labels.as_ref();
        Facts {
            scrape_interval: self.scrape_interval.map(|time| time.0),
            evaluation_interval: self.evaluation_interval.map(|time| time.0),
            retention: self.retention.map(|time| time.0),
            external_labels: labels.map(|labels| labels.clone().into_iter().collect()),
            features: Features { version: self.version.map(|release| release.0), ..features },
            ..Facts::default()
        }
    }
}
