//! Answers of both sides as promtool's reports show them.

use super::generate::Case;
use larum::engine::promql::{Options, Query, Value};
use larum::series::{Reading, Store, notation};
use larum::syntax::parse_expression;
use larum::text::FileId;

const MINUTE: i64 = 60_000;

/// What promtool got: each expression has a line, and the next but one its result, unless it failed.
pub fn of_report(report: &str) -> Vec<String> {
    let mut answers = Vec::new();
    for line in report.lines().map(str::trim) {
        if line.starts_with("expr: ") && line.contains(", err: ") {
            answers.push("failure".to_owned());
        } else if let Some(got) = line.strip_prefix("got: ") {
            answers.push(got.to_owned());
        }
    }
    answers
}

pub fn own(case: &Case, expression: &str) -> String {
    let mut store = Store::default();
    for (name, values) in &case.series {
        let line = notation::parse(&format!("{name} {values}")).expect("a series");
        let id = store.series_of(&line.labels);
        for (place, reading) in line.values.iter().enumerate() {
            if let Some(reading) = reading {
                store.append(id, place as i64 * MINUTE, &reading).expect("a sample that can be stored");
            }
        }
    }
    let (expr, findings) = parse_expression(expression, FileId(0), 0);
    assert!(findings.iter().next().is_none(), "{expression} is no PromQL");
    let Ok(answer) = Query::new(&expr, &Options::default()).instant(&mut store, case.minute as i64 * MINUTE)
    else {
        return "failure".to_owned();
    };
    let samples = match answer.value {
        Value::Vector(samples) => samples,
        other => panic!("{expression} gives no vector: {other:?}"),
    };
    let mut shown: Vec<String> = samples
        .iter()
        .map(|sample| {
            let labels = store.sets.labels(sample.labels);
            let pairs: Vec<String> = labels.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
            let reading = match &sample.reading {
                Reading::Float(value) => format!("{value:E}"),
                Reading::Histogram(histogram) => histogram.notation(),
            };
            format!("{{{}}} {reading}", pairs.join(", "))
        })
        .collect();
    shown.sort();
    if shown.is_empty() { "nil".to_owned() } else { shown.join(", ") }
}

/// Word by word; numbers may differ by rounding.
pub fn alike(own: &str, real: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| c.is_whitespace() || "{}[],:".contains(c));
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (own, real) = (words(own), words(real));
    own.len() == real.len() && own.iter().zip(&real).all(|(own, real)| same_word(own, real))
}

fn same_word(own: &str, real: &str) -> bool {
    let (Ok(one), Ok(other)) = (own.parse::<f64>(), real.parse::<f64>()) else { return own == real };
    one == other
        || (one.is_nan() && other.is_nan())
        || (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-3)
}
