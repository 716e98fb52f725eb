//! Expressions over small loads, and what they give.

use super::{Options, Query, Value};
use crate::series::{Reading, Store, notation};
use crate::syntax::parse_expression;
use crate::text::{FileId, go};

/// A store of series of one value a minute.
fn load(lines: &[&str]) -> Store {
    let mut store = Store::default();
    for line in lines {
        let series = notation::parse(line).expect("a series");
        let id = store.series_of(&series.labels);
        for (place, reading) in series.values.iter().enumerate() {
            if let Some(reading) = reading {
                store.append(id, place as i64 * 60_000, &reading).expect("samples in order");
            }
        }
    }
    store
}

fn query(text: &str, options: &Options) -> Query {
    let (expr, findings) = parse_expression(text, FileId(0), 0);
    assert!(findings.iter().next().is_none(), "{text} is PromQL");
    Query::new(&expr, options)
}

fn number(reading: &Reading) -> String {
    match reading {
        Reading::Float(value) => go::float(*value),
        Reading::Histogram(histogram) => histogram.to_string(),
    }
}

/// The result at a minute, its notes, or why there is none.
fn answer(query: &mut Query, store: &mut Store, minute: i64) -> String {
    let answer = match query.instant(store, minute * 60_000) {
        Ok(answer) => answer,
        Err(failure) => return format!("error: {}", failure.message),
    };
    let value = match answer.value {
        Value::Scalar(value) => go::float(value),
        Value::Text(text) => text,
        Value::Vector(samples) => {
            let shown = samples
                .iter()
                .map(|sample| format!("{} {}", store.sets.labels(sample.labels), number(&sample.reading)));
            shown.collect::<Vec<_>>().join(", ")
        }
        Value::Matrix(rows) => {
            let shown = rows.iter().map(|row| {
                let samples =
                    row.samples.iter().map(|(at, reading)| format!("{}@{}", number(reading), at / 1000));
                format!("{} {}", store.sets.labels(row.labels), samples.collect::<Vec<_>>().join(" "))
            });
            shown.collect::<Vec<_>>().join(", ")
        }
    };
    let notes = answer.notes.iter().map(|note| format!("; {}", note.message));
    std::iter::once(value).chain(notes).collect()
}

#[test]
fn results() {
    let mut store = load(&[
        "requests_total{job=\"a\",instance=\"0\"} 0+60x10",
        "requests_total{job=\"a\",instance=\"1\"} 0+120x4 0+120x5",
        "requests_total{job=\"b\",instance=\"0\"} 5x10",
        "limit{job=\"a\"} 3x10",
        "gone{job=\"a\"} 1 1 stale",
    ]);
    let cases = [
        ("limit", 10, "limit{job=\"a\"} 3"),
        ("limit", 15, ""),
        ("gone", 1, "gone{job=\"a\"} 1"),
        ("gone", 2, ""),
        ("limit offset 5m", 14, "limit{job=\"a\"} 3"),
        ("limit @ 60", 1000, "limit{job=\"a\"} 3"),
        ("1 + 2 * 3 > bool 6", 0, "1"),
        (
            "rate(requests_total[5m])",
            5,
            "{instance=\"0\", job=\"a\"} 1, {instance=\"1\", job=\"a\"} 1.5, {instance=\"0\", job=\"b\"} 0",
        ),
        ("sum by (job) (rate(requests_total[5m]))", 4, "{job=\"a\"} 2.4000000000000004, {job=\"b\"} 0"),
        (
            "increase(limit[5m])",
            5,
            "{job=\"a\"} 0; PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"limit\"",
        ),
        ("gone[5m]", 3, "gone{job=\"a\"} 1@0 1@60"),
        ("sum_over_time(limit[5m:1m])", 6, "{job=\"a\"} 15"),
        ("sum by (job) (requests_total) > on (job) limit", 2, "{job=\"a\"} 360"),
        (
            "requests_total * on (job) group_left () limit",
            1,
            "{instance=\"0\", job=\"a\"} 180, {instance=\"1\", job=\"a\"} 360",
        ),
        (
            "requests_total - on (job) limit",
            1,
            "error: multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
        ),
        ("topk(1, requests_total)", 1, "requests_total{instance=\"1\", job=\"a\"} 120"),
        ("absent(missing{job=\"x\"})", 1, "{job=\"x\"} 1"),
        (
            "count_values(\"value\", requests_total)",
            1,
            "{value=\"60\"} 1, {value=\"120\"} 1, {value=\"5\"} 1",
        ),
        (
            "label_replace(limit, \"team\", \"$1-x\", \"job\", \"(.*)\")",
            1,
            "limit{job=\"a\", team=\"a-x\"} 3",
        ),
        ("limit and on (job) gone", 1, "limit{job=\"a\"} 3"),
        ("limit unless on (job) gone", 1, ""),
        ("-limit", 1, "{job=\"a\"} -3"),
        ("quantile(2, limit)", 1, "{} +Inf; PromQL warning: quantile value should be between 0 and 1, got 2"),
    ];
    for (text, minute, expected) in cases {
        let mut query = query(text, &Options::default());
        for _ in 0..2 {
            assert_eq!(answer(&mut query, &mut store, minute), expected, "{text} at minute {minute}");
        }
    }
}

/// The compiler gives one place to all that it makes of a clause.
#[test]
fn nodes_may_share_a_place() {
    let mut store = load(&["free 100-1x60"]);
    let (mut expr, _) = parse_expression("predict_linear(free[30m], 3600) < 0", FileId(0), 0);
    let place = expr.span;
    expr.for_each_span_mut(&mut |span| *span = place);
    let mut query = Query::new(&expr, &Options::default());
    assert_eq!(answer(&mut query, &mut store, 50), "{} -10");
}
