//! What findings claim of Prometheus, asked of the real one: a series, an expression, and what it gives.

use crate::support::http::HttpServer;
use crate::support::servers::Prometheus;
use crate::support::tools::promtool_test_rules;
use serde_json::json;
use std::fmt::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Series, one sample a minute from 0 on.
const SERIES: &[(&str, &str)] = &[
    (r#"seconds_sum{instance="busy"}"#, "0+1x20"),
    (r#"seconds_count{instance="busy"}"#, "0+10x20"),
    // Nothing happens here.
    (r#"seconds_sum{instance="idle"}"#, "5x20"),
    (r#"seconds_count{instance="idle"}"#, "50x20"),
    (r#"h_bucket{job="a", le="1"}"#, "0+10x20"),
    (r#"h_bucket{job="a", le="+Inf"}"#, "0+10x20"),
    (r#"h_count{job="a"}"#, "0+10x20"),
    // One of two processes restarts after ten minutes.
    (r#"requests_total{instance="a"}"#, "100000+60x20"),
    (r#"requests_total{instance="b"}"#, "100000+60x10 0+60x10"),
    (r#"memory{instance="a"}"#, "100 50 100 50 100 50 100 50 100 50 100"),
    ("once_total", "10x3 11x16"),
    (r#"largest{pod="a"}"#, "1 2 1 2 1"),
    (r#"largest{pod="b"}"#, "2 1 2 1 2"),
    (r#"version{pod="a"}"#, "1x4 2x4"),
    ("short", "1x10"),
];

/// An expression, when, and what it gives: series and their values.
type Claim = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CLAIMS: &[Claim] = &[
    // expr/nan-spreads: 0 / 0 of the idle one makes the mean NaN, and no comparison with it holds.
    (
        "count(avg(rate(seconds_sum[5m]) / rate(seconds_count[5m])) != avg(rate(seconds_sum[5m]) / rate(seconds_count[5m])))",
        "10m",
        &[("{}", "1")],
    ),
    ("avg(rate(seconds_sum[5m]) / rate(seconds_count[5m])) > 0.01", "10m", &[]),
    ("avg(rate(seconds_sum[5m]) / (rate(seconds_count[5m]) > 0)) > 0.01", "10m", &[("{}", "0.1")]),
    ("sum(rate(seconds_sum[5m])) / sum(rate(seconds_count[5m])) > 0.01", "10m", &[("{}", "0.1")]),
    // histogram/quantile-out-of-range
    ("histogram_quantile(95, rate(h_bucket[5m]))", "10m", &[(r#"{job="a"}"#, "+Inf")]),
    ("histogram_quantile(-1, rate(h_bucket[5m]))", "10m", &[(r#"{job="a"}"#, "-Inf")]),
    ("quantile(95, short)", "10m", &[("{}", "+Inf")]),
    ("quantile_over_time(50, short[5m])", "10m", &[("{}", "+Inf")]),
    ("histogram_quantile(0.5, rate(h_bucket[5m]))", "10m", &[(r#"{job="a"}"#, "0.5")]),
    // labels/impossible: buckets without `le`; histogram/no-buckets
    ("histogram_quantile(0.5, sum by (job) (rate(h_bucket[5m])))", "10m", &[]),
    ("histogram_quantile(0.5, rate(h_count[5m]))", "10m", &[]),
    // counter/rate-of-aggregate: the restart of one shows as a spike. Two requests a second are right.
    ("rate(sum(requests_total)[5m:1m]) > 100", "12m", &[("{}", "420.9166666666667")]),
    ("sum(rate(requests_total[5m])) > 100", "12m", &[]),
    // counter/gauge-function: the restart looks like a fall.
    (r#"delta(requests_total{instance="b"}[5m]) < 0"#, "12m", &[(r#"{instance="b"}"#, "-125525")]),
    // counter/rate-of-gauge: what goes up and down seems to grow.
    ("increase(memory[10m]) > 200", "10m", &[(r#"{instance="a"}"#, "500")]),
    // counter/exact-increase: one event, extrapolated.
    ("increase(once_total[5m]) == 1", "6m", &[]),
    ("increase(once_total[5m])", "6m", &[("{}", "1.25")]),
    // alert/changing-series: one minute the one, the next minute the other.
    ("topk(1, largest)", "1m", &[(r#"largest{pod="a"}"#, "2")]),
    ("topk(1, largest)", "2m", &[(r#"largest{pod="b"}"#, "2")]),
    // alert/value-label
    (r#"count_values("v", version)"#, "1m", &[(r#"{v="1"}"#, "1")]),
    (r#"count_values("v", version)"#, "6m", &[(r#"{v="2"}"#, "1")]),
    // alert/vanishing-sum
    ("sum(nothing) == 0", "1m", &[]),
    ("sum(nothing) == 0 or absent(nothing)", "1m", &[("{}", "1")]),
    // time/future: behind the last sample there is nothing, and a short way ahead it is the last one.
    ("short offset -6m", "10m", &[]),
    ("max_over_time(short[5m] offset -5m)", "10m", &[]),
    ("short offset -2m", "10m", &[("short", "1")]),
    // time/too-short: one sample is not enough.
    ("rate(requests_total[1m])", "5m", &[]),
    // expr/mixed-operators
    ("short == 1 or short == 1 and short == 2", "5m", &[("short", "1")]),
    ("(short == 1 or short == 1) and short == 2", "5m", &[]),
    // expr/long-number
    ("short * 1_000_000", "5m", &[("{}", "1000000")]),
];

#[test]
fn prometheus_does_what_the_findings_claim() {
    let mut tests = String::from("tests:\n- interval: 1m\n  input_series:\n");
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    for (series, values) in SERIES {
        let _ = writeln!(tests, "  - {{ series: {}, values: '{values}' }}", quoted(series));
    }
    tests += "  promql_expr_test:\n";
    for (expr, at, samples) in CLAIMS {
        let _ = writeln!(tests, "  - expr: {}\n    eval_time: {at}\n    exp_samples:", quoted(expr));
        for (labels, value) in *samples {
            let value = value.replace("Inf", ".inf");
            let _ = writeln!(tests, "    - {{ labels: {}, value: {value} }}", quoted(labels));
        }
    }
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("tests.yml");
    std::fs::write(&path, tests).expect("a file can be written");
    promtool_test_rules(&path).expect_ok(&path);
}

/// `histogram/unnormalised-bound`
#[test]
fn prometheus_writes_bounds_as_floating_point_numbers() {
    let target = HttpServer::start(|_| {
        let text = "# TYPE h histogram\nh_bucket{le=\"5\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n\
                    # TYPE s summary\ns{quantile=\"1\"} 1\ns_sum 1\ns_count 1\n# TYPE g gauge\ng{le=\"5\"} 1\n";
        (200, text.to_owned())
    });
    let prometheus = Prometheus::with(
        json!({ "scrape_configs": [{
            "job_name": "target",
            "scrape_interval": "200ms",
            "scrape_timeout": "200ms",
            "fallback_scrape_protocol": "PrometheusText0.0.4",
            "static_configs": [{ "targets": [format!("127.0.0.1:{}", target.port())] }],
        }] }),
        &[],
    )
    .expect("Prometheus starts");
    let count = |query: &str| {
        let answer = prometheus.0.json(&format!("/api/v1/query?query={query}"));
        answer["data"]["result"].as_array().map_or(0, Vec::len)
    };
    let end = Instant::now() + Duration::from_secs(60);
    while count("h_count") == 0 {
        assert!(Instant::now() < end, "nothing was scraped:\n{}", prometheus.0.log());
        sleep(Duration::from_millis(100));
    }
    let counts = [
        count("h_bucket%7Ble=%225%22%7D"),
        count("h_bucket%7Ble=%225.0%22%7D"),
        count("s%7Bquantile=%221%22%7D"),
        count("s%7Bquantile=%221.0%22%7D"),
        // Only histograms and summaries.
        count("g%7Ble=%225%22%7D"),
    ];
    assert_eq!(counts, [0, 1, 0, 1, 1]);
}
