//! What Prometheus evaluates expressions to, asked of promtool in one run: each test of an expression expects
//! what cannot be, so that promtool tells what it got instead.

use crate::support::tools::promtool_test_rules;
use serde_json::json;
use std::fs;

#[derive(Debug, Clone, Copy)]
pub enum Sample {
    Float(f64),
    Histogram,
}

pub enum Answer {
    /// Labels without the name's place of their own, as promtool writes them, and values.
    Samples(Vec<(String, Sample)>),
    /// Series that cannot be matched, and the like.
    Refused,
}

/// The answers to each expression at each time, in this order.
pub fn answers(series: &[(String, String)], expressions: &[String], minutes: &[u32]) -> Vec<Answer> {
    let inputs: Vec<_> =
        series.iter().map(|(series, values)| json!({ "series": series, "values": values })).collect();
    let mut tests = Vec::new();
    for expression in expressions {
        for minute in minutes {
            tests.push(json!({
                "expr": expression, "eval_time": format!("{minute}m"),
                "exp_samples": [{ "labels": "impossible", "value": 12345 }],
            }));
        }
    }
    let test = json!({
        "evaluation_interval": "1m",
        "tests": [{ "interval": "1m", "input_series": inputs, "promql_expr_test": tests }],
    });
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("test.json");
    fs::write(&path, test.to_string()).expect("a file can be written");
    let output = promtool_test_rules(&path).output;
    let found: Vec<Answer> = output.split("\n    expr: ").skip(1).map(answer).collect();
    assert_eq!(
        found.len(),
        tests.len(),
        "promtool answered otherwise:\n{}",
        &output[..output.len().min(2000)]
    );
    found
}

fn answer(text: &str) -> Answer {
    let Some((_, got)) = text.split_once("\n        got: ") else { return Answer::Refused };
    let got = got.lines().next().unwrap_or_default();
    Answer::Samples(if got == "nil" { vec![] } else { samples(got) })
}

/// `{a="x"} 1E+00, {} {{count:3}}`
fn samples(text: &str) -> Vec<(String, Sample)> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = end_of_labels(rest);
        let labels = rest[..end].to_owned();
        rest = rest[end..].trim_start();
        let (value, after) = match rest.starts_with("{{") {
            true => rest.split_once("}}").map(|(_, after)| (None, after)).expect("a histogram ends"),
            false => rest.split_once(", ").map_or((Some(rest), ""), |(value, after)| (Some(value), after)),
        };
        let sample = match value {
            Some(value) => {
                Sample::Float(value.parse().unwrap_or_else(|_| panic!("a number: {value} of {text}")))
            }
            None => Sample::Histogram,
        };
        found.push((labels, sample));
        rest = after.trim_start_matches(", ");
    }
    found
}

fn end_of_labels(text: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'}' if !quoted => return at + 1,
            _ => {}
        }
    }
    panic!("no labels: {text}")
}
