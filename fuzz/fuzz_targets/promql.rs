//! Any text as PromQL: what passes the checks can be evaluated at an instant and over a range, on a small store.

#![no_main]

use larum::engine::promql::{Options, Query};
use larum::expr::types::{Features, check};
use larum::series::{Store, notation};
use larum::syntax::parse_expression;
use larum::text::FileId;
use libfuzzer_sys::fuzz_target;

const SERIES: [&str; 7] = [
    "a{x=\"1\"} 0+1x20",
    "a{x=\"2\"} 10-1x8 0 _x3 5 stale 7x4",
    "b{x=\"1\",y=\"z\"} NaN Inf -Inf 1e300x5 -0",
    "b{x=\"2\",y=\"z\"} 1x20",
    "c_bucket{le=\"1\"} 0+2x20",
    "c_bucket{le=\"+Inf\"} 0+5x20",
    "h {{schema:0 count:4 sum:5 buckets:[1 2 1]}}+{{count:4 sum:5 buckets:[1 2 1]}}x20",
];

fn store() -> Store {
    let mut store = Store::default();
    for line in SERIES {
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

fuzz_target!(|text: &str| {
    // Long texts find nothing that short ones do not, and take long.
    if text.len() > 200 {
        return;
    }
    let (expr, mut findings) = parse_expression(text, FileId(0), 0);
    let features = Features::named(["promql-experimental-functions", "promql-duration-expr"]);
    check(&expr, &features, &mut findings);
    if findings.has_errors() || expr.has_error() || expr.has_measure() {
        return;
    }
    let mut store = store();
    let options = Options { max_samples: 100_000, ..Options::default() };
    let mut query = Query::new(&expr, &options);
    for minute in [0, 5, 25] {
        let _ = query.instant(&mut store, minute * 60_000);
    }
    let _ = query.range(&mut store, 0, 20 * 60_000, 90_000);
});
