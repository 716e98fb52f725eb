//! The part of tests that is about rules, as a file of `promtool test rules`: what the engine saw at each time that a
//! test names, so that promtool says the same of the rules that were built.
//!
//! promtool's clock starts in 1970, its Prometheus is never restarted, and it evaluates all groups at one interval. A
//! test is run once more in this way: what is the same then, can be said to promtool.

mod file;
mod series;

use super::run::{Prepared, Ran};
use crate::engine::rules::State;
use crate::engine::world::{Instance, Record};
use crate::model::{Expectation, ExpectedTold, ExpectedWhen, Millis, Model, Server, Test};
use crate::quantity::duration_text;
use file::{Alert, AlertCheck, ExprCheck, File, Group, Sample};

/// Tests as promtool reads them.
pub struct Exported {
    /// None when there is no test that promtool could run.
    pub text: Option<String>,
    /// What it could not, and why: a line each.
    pub left_out: Vec<String>,
}

/// `ran` has each test with what came of it; `rule_files` are as the file of tests finds them, `groups` the names of
/// their groups in the order in which they are evaluated.
///
/// # Errors
/// When the YAML cannot be written.
pub fn export(
    prepared: &Prepared,
    ran: &[(&Test, Ran)],
    rule_files: Vec<String>,
    groups: Vec<String>,
) -> Result<Exported, serde_yaml::Error> {
    let model = prepared.model();
    let mut left_out = Vec::new();
    let mut tests = Vec::new();
    for (test, ran) in ran {
        let title = &test.title.value;
        match group(prepared, test, ran) {
            Err(why) => left_out.push(format!("the test `{title}` is left out: {why}")),
            Ok((group, missing)) => {
                tests.push(group);
                let missing = missing.iter().map(|why| format!("the test `{title}` is told in part: {why}"));
                left_out.extend(missing);
            }
        }
    }
    let all = ran.iter().flat_map(|(test, _)| &test.expectations);
    match all.filter(|one| matches!(one, Expectation::Told(_))).count() {
        0 => {}
        1 => left_out.push("1 expectation about messages is left out: promtool sends none".to_string()),
        told => {
            left_out.push(format!("{told} expectations about messages are left out: promtool sends none"))
        }
    }
    if tests.is_empty() {
        return Ok(Exported { text: None, left_out });
    }
    let evaluation_interval = duration_text(model.prometheus.evaluation_interval);
    let file = File { rule_files, evaluation_interval, group_eval_order: groups, tests };
    Ok(Exported { text: Some(serde_yaml::to_string(&file)?), left_out })
}

/// The test, and why some of its states are missing from it.
fn group(prepared: &Prepared, test: &Test, ran: &Ran) -> Result<(Group, Vec<String>), String> {
    let model = prepared.model();
    let step = test.series.iter().map(|series| series.every).fold(0, greatest_common_divisor);
    let step = if step == 0 { model.prometheus.evaluation_interval } else { step };
    let input_series =
        test.series.iter().map(|one| series::series(one, test.lasts, step)).collect::<Result<_, _>>()?;
    let plain = prepared.record_as_promtool(test)?;
    let (mut alert_rule_test, mut promql_expr_test) = (Vec::new(), Vec::new());
    let mut missing: Vec<String> = Vec::new();
    for (at, name) in checks(test, &ran.record) {
        let seen = seen(&ran.record, at, &name);
        if seen != self::seen(&plain, at, &name) {
            let why = why_it_differs(model, test, &name);
            if !missing.contains(&why) {
                missing.push(why);
            }
            continue;
        }
        let (exp_alerts, exp_samples) = seen;
        let eval_time = duration_text(at);
        let expr = format!("ALERTS{{alertname={}}}", crate::text::go::quote(&name));
        promql_expr_test.push(ExprCheck { expr, eval_time: eval_time.clone(), exp_samples });
        alert_rule_test.push(AlertCheck { eval_time, alertname: name, exp_alerts });
    }
    if alert_rule_test.is_empty() {
        let why = missing.into_iter().next();
        return Err(why.unwrap_or_else(|| "no alert of it is ever pending".to_string()));
    }
    let group = Group {
        name: test.title.value.clone(),
        interval: duration_text(step),
        external_labels: model.prometheus.external_labels.iter().cloned().collect(),
        input_series,
        alert_rule_test,
        promql_expr_test,
    };
    Ok((group, missing))
}

/// The times and alerts that a test looks at, each once: where it speaks of messages, the alerts that they tell of.
fn checks(test: &Test, record: &Record) -> Vec<(Millis, String)> {
    let mut found: Vec<(Millis, String)> = Vec::new();
    let mut add = |at: Millis, name: &str| {
        if !found.iter().any(|(time, known)| *time == at && known == name) {
            found.push((at, name.to_string()));
        }
    };
    let all = || record.instances.iter().map(|one| one.labels.get("alertname"));
    for expectation in &test.expectations {
        let (at, of) = match expectation {
            Expectation::State(state) => (state.at.value, Some(&state.of)),
            Expectation::Told(told) => (time_of(told, test), told.of.as_ref()),
        };
        match of.and_then(|of| of.name.as_ref()) {
            Some(name) => add(at, &name.value),
            None => all().for_each(|name| add(at, name)),
        }
    }
    found
}

fn time_of(told: &ExpectedTold, test: &Test) -> Millis {
    match told.when {
        ExpectedWhen::By(time) | ExpectedWhen::NotBefore(time) => time,
        ExpectedWhen::Ever | ExpectedWhen::Never => test.lasts,
    }
}

fn why_it_differs(model: &Model, test: &Test, name: &str) -> String {
    let alert = model.alerts.iter().find(|alert| alert.name == name);
    let common = model.prometheus.evaluation_interval;
    match alert.and_then(|alert| alert.interval).filter(|own| *own != common) {
        Some(own) => {
            let (own, common) = (duration_text(own), duration_text(common));
            format!("`{name}` is evaluated every {own}, and promtool evaluates all rules every {common}")
        }
        None if test.restarts.iter().any(|restart| restart.server == Server::Prometheus) => {
            format!("`{name}` depends on the restart, and promtool's Prometheus is not restarted")
        }
        None if test.start != 0 => {
            format!("`{name}` depends on the calendar, and promtool's clock starts in 1970")
        }
        None => {
            format!("`{name}` depends on rules with an interval of their own, which promtool does not have")
        }
    }
}

fn greatest_common_divisor(one: Millis, other: Millis) -> Millis {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// The alerts of a name that fire so long after the start, and the samples of all that are active.
fn seen(record: &Record, after: Millis, name: &str) -> (Vec<Alert>, Vec<Sample>) {
    let at = record.start + after;
    let of_name = || record.instances.iter().filter(|one| one.labels.get("alertname") == name);
    let mut alerts: Vec<Alert> = of_name().filter_map(|one| firing(one, at)).collect();
    let mut samples: Vec<Sample> = of_name().filter_map(|one| sample(one, at)).collect();
    alerts.sort();
    samples.sort();
    (alerts, samples)
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
