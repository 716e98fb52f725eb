//! A file of `promtool test rules`, as it is written.

use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub struct File {
    pub rule_files: Vec<String>,
    pub evaluation_interval: String,
    pub group_eval_order: Vec<String>,
    pub tests: Vec<Group>,
}

#[derive(Serialize)]
pub struct Group {
    pub name: String,
    pub interval: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub external_labels: BTreeMap<String, String>,
    pub input_series: Vec<Series>,
    pub alert_rule_test: Vec<AlertCheck>,
    pub promql_expr_test: Vec<ExprCheck>,
}

#[derive(Serialize)]
pub struct Series {
    pub series: String,
    pub values: String,
}

#[derive(Serialize)]
pub struct AlertCheck {
    pub eval_time: String,
    pub alertname: String,
    pub exp_alerts: Vec<Alert>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alert {
    pub exp_labels: BTreeMap<String, String>,
    pub exp_annotations: BTreeMap<String, String>,
}

#[derive(Serialize)]
pub struct ExprCheck {
    pub expr: String,
    pub eval_time: String,
    pub exp_samples: Vec<Sample>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    pub labels: String,
    pub value: u8,
}
