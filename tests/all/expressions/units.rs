//! Units through functions and operators, and what is said of those that do not go together.

use super::{catalogue, parsed, told};
use larum::diag::Diagnostics;
use larum::expr::dimensions;

const EXPRESSIONS: &[&str] = &[
    "http_request_duration_seconds > 512MiB",
    "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 512MiB",
    "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 500",
    "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 500ms",
    "node_memory_free_bytes / node_memory_size_bytes < 20%",
    "node_memory_free_bytes / node_memory_size_bytes * 100 < 20%",
    r#"100 * rate(e_total{a="b"}[5m]) / rate(e_total[5m]) > 5%"#,
    r#"100 * rate(e_total{a="b"}[5m]) / rate(e_total[5m]) > 5"#,
    r#"rate(e_total{a="b"}[5m]) / rate(e_total[5m]) > 5"#,
    r#"rate(e_total{a="b"}[5m]) / rate(e_total[5m]) > 5%"#,
    "rate(e_total[5m]) > 5%",
    "rate(e_total[5m]) > 5/s",
    "rate(e_total[5m]) > 5ms",
    "sum(rate(x_seconds_sum[5m])) / sum(rate(x_seconds_count[5m])) > 2s",
    "increase(x_seconds_sum[5m]) / increase(x_seconds_count[5m]) > 2s",
    "rate(x_bytes_total[5m]) > 10MB",
    "rate(x_bytes_total[5m]) * 8",
    "time() - backup_timestamp_seconds > 1d",
    "time() - backup_thing > 1d",
    "backup_timestamp_seconds > 1d",
    "probe_ssl_earliest_cert_expiry - time() < 14d",
    "probe_ssl_earliest_cert_expiry - time() < 86400 * 14",
    "(probe_ssl_earliest_cert_expiry - time()) / 86400 < 14",
    "(probe_ssl_earliest_cert_expiry - time()) / 86400 < 14d",
    "x_milliseconds > 250ms",
    "x_milliseconds / 1000 > 250ms",
    "x_percent > 90%",
    "x_percent / 100 > 90%",
    "x_celsius > 85°C",
    "x_celsius > 85%",
    "game_fps < 60fps",
    "game_fps < 60ms",
    r#"1 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) > 80%"#,
    "count(up) > 5%",
    "x_bytes + y_seconds",
    "x_bytes - y_seconds > 5",
    "x_bytes / 1MiB > 500",
    "x_bytes / 1024 / 1024 > 500",
    "x_bytes / 1024 / 1024 > 500MiB",
    "predict_linear(x_bytes[6h], 4 * 3600) < 0",
    "x_hit_ratio < 90",
    "x_hit_ratio < 0.9",
    "n_seconds > 86400",
    "avg_over_time(x_seconds[5m]) > 1500",
    "5 * 1m",
    "2 * 1h > x_seconds",
    "x_seconds > bool 5MiB",
    "-x_seconds > 5MiB",
    "x_bytes > 2 * y_bytes",
    "x_seconds * 2 > 3s",
    "rate(x_seconds_total[5m]) / count(y) > 3s",
    "x_bytes and y_seconds > 5s",
    "x_bytes or y_seconds",
    "scalar(x_bytes) > 3s",
    "quantile_over_time(0.9, x_seconds[5m]) > 3GiB",
];

#[test]
fn units_are_inferred_and_checked() {
    let catalogue = catalogue();
    let mut out = String::new();
    for text in EXPRESSIONS {
        let mut findings = Diagnostics::default();
        let value = dimensions::check(&parsed(text), None, &catalogue, &mut findings);
        let unit = value.unit().map_or("unknown", |unit| unit.name());
        out += &format!("{text}\n  {unit}\n{}\n", told(text, findings));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn a_condition_goes_on_from_its_measure() {
    let catalogue = catalogue();
    let mut findings = Diagnostics::default();
    let measure = dimensions::check(&parsed("avg(x_seconds)"), None, &catalogue, &mut findings);
    let mut condition = parsed("placeholder > 5MiB");
    if let larum::expr::ExprKind::Binary(binary) = &mut condition.kind {
        binary.left.kind = larum::expr::ExprKind::Measure;
    }
    dimensions::check(&condition, Some(&measure), &catalogue, &mut findings);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, ["unit/mismatch"]);
}
