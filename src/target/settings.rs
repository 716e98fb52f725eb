//! `[target]` of `larum.toml`: what a target must know that no alert depends on.

use serde::Deserialize;
use std::collections::BTreeMap;

/// `[target.NAME]`
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Targets {
    pub operator: Operator,
    pub mimir: Mimir,
    pub thanos: Thanos,
    pub vmalert: Vmalert,
}

/// `[target.mimir]`
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mimir {
    /// The tenant's limits, as Mimir calls them; 0 switches one off.
    pub ruler_max_rules_per_rule_group: usize,
    pub ruler_max_rule_groups_per_tenant: usize,
    /// Files of secrets, and the variables that hold their texts.
    pub secrets: BTreeMap<String, String>,
}

impl Default for Mimir {
    /// Mimir's own limits. Source: `limits` in its "Configuration parameters".
    fn default() -> Mimir {
        Mimir {
            ruler_max_rules_per_rule_group: 20,
            ruler_max_rule_groups_per_tenant: 70,
            secrets: BTreeMap::new(),
        }
    }
}

/// `[target.thanos]`
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thanos {
    /// Of each group; Thanos' own default is `abort`.
    pub partial_response_strategy: Option<PartialResponse>,
    /// It keeps no results itself, but writes them to a remote storage.
    pub stateless: bool,
}

/// What a Thanos Ruler does when a part of the stores does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartialResponse {
    Abort,
    Warn,
}

impl PartialResponse {
    pub fn name(self) -> &'static str {
        match self {
            PartialResponse::Abort => "abort",
            PartialResponse::Warn => "warn",
        }
    }
}

/// `[target.vmalert]`
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vmalert {
    /// `-remoteWrite.url` and `-remoteRead.url` lead to what it reads.
    pub keeps_alerts: bool,
}

/// `[target.operator]`
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Operator {
    /// Of the objects; required.
    pub namespace: Option<String>,
    /// How the objects' names begin; the program's name when there is none.
    pub name: Option<String>,
    /// Labels of the objects: what `ruleSelector` asks for.
    pub labels: BTreeMap<String, String>,
    /// What the routes become.
    pub alertmanager: Routes,
    /// Which version of AlertmanagerConfig is written.
    pub api_version: ApiVersion,
    /// `alertmanagerConfigMatcherStrategy.type` of the Alertmanager object.
    pub matcher_strategy: Strategy,
    /// The namespace of the Alertmanager object, for the strategy that spares it.
    pub alertmanager_namespace: Option<String>,
    /// The name of the Secret with the configuration: `alertmanager-main`.
    pub config_secret: Option<String>,
    /// Files of secrets, and where in the cluster these are.
    pub secrets: BTreeMap<String, Secret>,
}

/// What the operator is given of the Alertmanager configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Routes {
    /// All of it in a Secret.
    #[default]
    Secret,
    /// What an AlertmanagerConfig can say, in one.
    Config,
    /// Nothing: rules alone.
    None,
}

/// Versions of AlertmanagerConfig.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApiVersion {
    #[default]
    V1alpha1,
    V1beta1,
}

impl ApiVersion {
    pub fn name(self) -> &'static str {
        match self {
            ApiVersion::V1alpha1 => "v1alpha1",
            ApiVersion::V1beta1 => "v1beta1",
        }
    }

    /// The field that holds time intervals.
    pub fn intervals(self) -> &'static str {
        match self {
            ApiVersion::V1alpha1 => "muteTimeIntervals",
            ApiVersion::V1beta1 => "timeIntervals",
        }
    }
}

/// Whose alerts the routes of an AlertmanagerConfig see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Strategy {
    /// Those that carry its namespace.
    #[default]
    OnNamespace,
    /// The same, unless it lies in the namespace of Alertmanager.
    OnNamespaceExceptForAlertmanagerNamespace,
    /// All.
    None,
}

/// One key of a Secret, written `name/key`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Secret {
    pub name: String,
    pub key: String,
}

/// Where the operator mounts the Secrets that an Alertmanager lists in `spec.secrets`.
/// Source: the operator's API reference, `AlertmanagerSpec.secrets`.
const MOUNTED: &str = "/etc/alertmanager/secrets/";

impl Secret {
    /// The path of the file that holds it in Alertmanager's container.
    pub fn path(&self) -> String {
        format!("{MOUNTED}{}/{}", self.name, self.key)
    }

    /// The Secret whose file `path` is, when it is where the operator mounts Secrets.
    pub fn at(path: &str) -> Option<Secret> {
        Secret::try_from(path.strip_prefix(MOUNTED)?.to_string()).ok()
    }
}

impl TryFrom<String> for Secret {
    type Error = String;

    fn try_from(text: String) -> Result<Secret, String> {
        match text.split_once('/') {
            Some((name, key)) if !name.is_empty() && !key.is_empty() && !key.contains('/') => {
                Ok(Secret { name: name.to_string(), key: key.to_string() })
            }
            _ => Err(format!("`{text}` is not the name of a Secret and a key in it: `name/key`")),
        }
    }
}
