//! The part of tests that is about rules, as a file of `promtool test rules`: what the engine saw at each time that a
//! test names, so that promtool says the same of the rules that were built.

use super::run::Ran;
use crate::engine::rules::State;
use crate::engine::world::{self, Instance};
use crate::model::{AlertsOf, Expectation, Millis, Model, Server, Test, TestSeries};
use crate::quantity::duration_text;
use crate::series::{Labels, Reading, is_stale};
use serde::Serialize;
use std::collections::BTreeMap;

/// Tests as promtool reads them.
pub struct Exported {
    /// None when there is no test that promtool could run.
    pub text: Option<String>,
    /// Titles of those that it could not, and why.
    pub left_out: Vec<(String, &'static str)>,
}

#[derive(Serialize)]
struct File {
    rule_files: Vec<String>,
    evaluation_interval: String,
    group_eval_order: Vec<String>,
    tests: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    interval: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    external_labels: BTreeMap<String, String>,
    input_series: Vec<Series>,
    alert_rule_test: Vec<AlertCheck>,
    promql_expr_test: Vec<ExprCheck>,
}

#[derive(Serialize)]
struct Series {
    series: String,
    values: String,
}

#[derive(Serialize)]
struct AlertCheck {
    eval_time: String,
    alertname: String,
    exp_alerts: Vec<Alert>,
}

#[derive(Serialize)]
struct Alert {
    exp_labels: BTreeMap<String, String>,
    exp_annotations: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct ExprCheck {
    expr: String,
    eval_time: String,
    exp_samples: Vec<Sample>,
}

#[derive(Serialize)]
struct Sample {
    labels: String,
    value: u8,
}

/// `ran` has each test with what came of it; `rule_files` are as the file of tests finds them, `groups` the names of
/// their groups in the order in which they are evaluated.
///
/// # Errors
/// When the YAML cannot be written.
pub fn export(
    model: &Model,
    ran: &[(&Test, Ran)],
    rule_files: Vec<String>,
    groups: Vec<String>,
) -> Result<Exported, serde_yaml::Error> {
    let mut left_out = Vec::new();
    let mut tests = Vec::new();
    for (test, ran) in ran {
        match group(model, test, ran) {
            Ok(group) => tests.push(group),
            Err(why) => left_out.push((test.title.value.clone(), why)),
        }
    }
    if tests.is_empty() {
        return Ok(Exported { text: None, left_out });
    }
    let evaluation_interval = duration_text(model.prometheus.evaluation_interval);
    let file = File { rule_files, evaluation_interval, group_eval_order: groups, tests };
    Ok(Exported { text: Some(serde_yaml::to_string(&file)?), left_out })
}

fn group(model: &Model, test: &Test, ran: &Ran) -> Result<Group, &'static str> {
    if test.start != 0 {
        return Err("promtool's clock starts in 1970");
    }
    if test.restarts.iter().any(|restart| restart.server == Server::Prometheus) {
        return Err("promtool's Prometheus is not restarted");
    }
    let checks = checks(model, test);
    if checks.is_empty() {
        return Err("it expects no state of an alert that promtool could look at");
    }
    let step = test.series.iter().map(|series| series.every).fold(0, greatest_common_divisor);
    let step = if step == 0 { model.prometheus.evaluation_interval } else { step };
    let input_series =
        test.series.iter().map(|one| series(one, test.lasts, step)).collect::<Result<_, _>>()?;
    let mut alert_rule_test = Vec::new();
    let mut promql_expr_test = Vec::new();
    for (at, name) in &checks {
        let of_name = || ran.record.instances.iter().filter(|one| one.labels.get("alertname") == name);
        let eval_time = duration_text(*at);
        alert_rule_test.push(AlertCheck {
            eval_time: eval_time.clone(),
            alertname: name.clone(),
            exp_alerts: of_name().filter_map(|one| firing(one, *at)).collect(),
        });
        promql_expr_test.push(ExprCheck {
            expr: format!("ALERTS{{alertname={}}}", crate::text::go::quote(name)),
            eval_time,
            exp_samples: of_name().filter_map(|one| sample(one, *at)).collect(),
        });
    }
    Ok(Group {
        name: test.title.value.clone(),
        interval: duration_text(step),
        external_labels: model.prometheus.external_labels.iter().cloned().collect(),
        input_series,
        alert_rule_test,
        promql_expr_test,
    })
}

/// The times and alerts that a test looks at, each once. promtool evaluates all groups at one interval: alerts that
/// have their own are left out, and so is what stands between two evaluations of all rules.
fn checks(model: &Model, test: &Test) -> Vec<(Millis, String)> {
    let mut found: Vec<(Millis, String)> = Vec::new();
    for expectation in &test.expectations {
        let Expectation::State(state) = expectation else { continue };
        let AlertsOf { name: Some(name), .. } = &state.of else { continue };
        let alert = model.alerts.iter().find(|alert| alert.name == name.value);
        let own = alert.and_then(|alert| alert.interval);
        if own.is_some_and(|own| own != model.prometheus.evaluation_interval) {
            continue;
        }
        let check = (state.at.value, name.value.clone());
        if !found.contains(&check) {
            found.push(check);
        }
    }
    found
}

fn greatest_common_divisor(one: Millis, other: Millis) -> Millis {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

fn firing(instance: &Instance, at: Millis) -> Option<Alert> {
    let look = instance.look_at(at).filter(|_| instance.state_at(at) == State::Firing)?;
    let labels = instance.labels.filter(|name| name != "alertname");
    let text = |(name, text): (&str, &str)| (name.to_string(), text.to_string());
    Some(Alert {
        exp_labels: labels.iter().map(text).collect(),
        exp_annotations: look.annotations.iter().cloned().collect(),
    })
}

fn sample(instance: &Instance, at: Millis) -> Option<Sample> {
    let state = instance.state_at(at);
    let labels = instance.labels.with("__name__", "ALERTS").with("alertstate", state.word());
    (state != State::Inactive).then(|| Sample { labels: labels.to_string(), value: 1 })
}

/// A series at `step`, which divides its own.
fn series(series: &TestSeries, lasts: Millis, step: Millis) -> Result<Series, &'static str> {
    let mut values: Vec<(String, u64)> = Vec::new();
    let mut next: Millis = 0;
    let mut strange = None;
    let mut push = |text: String, count: u64| match values.last_mut() {
        Some((last, times)) if *last == text => *times += count,
        _ => values.push((text, count)),
    };
    world::samples(series, lasts, |at, reading| {
        let gap = (at - next) / step;
        if gap > 0 {
            push("_".to_string(), gap as u64);
        }
        match reading {
            Reading::Float(value) if is_stale(*value) => push("stale".to_string(), 1),
            Reading::Float(value) => push(number(*value), 1),
            Reading::Histogram(_) => strange = Some("it has native histograms"),
        }
        next = at + step;
    });
    if let Some(why) = strange {
        return Err(why);
    }
    let words = values.into_iter().map(|(text, count)| match (text.as_str(), count) {
        ("_", count) => format!("_x{count}"),
        ("stale", count) => vec!["stale"; count as usize].join(" "),
        (_, 1) => text,
        (_, count) => format!("{text}x{}", count - 1),
    });
    let labels = Labels::new(series.labels.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Ok(Series { series: labels.to_string(), values: words.collect::<Vec<_>>().join(" ") })
}

/// As Go reads it back.
fn number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_string();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Inf" } else { "-Inf" }.to_string();
    }
    value.to_string()
}
