//! Labels through functions and operators, and what is said of those that cannot be there.

use super::{catalogue, parsed, told};
use larum::diag::Diagnostics;
use larum::expr::labels;

const EXPRESSIONS: &[&str] = &[
    "sum by (job) (a) / sum by (instance) (b)",
    "sum by (job) (a) / sum(b)",
    "sum(a) / sum(b)",
    "sum by (handler, foo) (rate(classic_bucket[5m]))",
    r#"rate(events_total{staus="500"}[5m])"#,
    "sum by (le) (rate(classic_bucket[5m]))",
    "sum by (le) (rate(classic_count[5m]))",
    "histogram_quantile(0.9, sum by (handler) (rate(classic_bucket[5m])))",
    "histogram_quantile(0.9, sum by (handler, le) (rate(classic_bucket[5m])))",
    "histogram_quantile(0.9, sum by (handler, le) (rate(classic_bucket[5m]))) > on (le) group_left () x",
    r#"absent(up{job="a", env=~"x|y", instance="b"})"#,
    r#"absent(up{job="a", job="b"})"#,
    "absent(sum(up))",
    r#"label_replace(sum by (a) (x), "b", "$1", "a", "(.*)")"#,
    r#"label_replace(sum by (a) (x), "b", "$1", "c", "(.*)")"#,
    r#"label_join(sum by (a) (x), "b", ",", "a", "d")"#,
    r#"count_values("version", build_info)"#,
    r#"count_values by (job) ("version", build_info)"#,
    "sum by (job) (a) * on (job) group_left (team) owner_info",
    "sum by (job) (a) * on (job) group_left (team) sum by (job) (owner_info)",
    "owner * on (job) group_right (team) sum by (job) (a)",
    "a * on (job) b",
    "sum without (instance) (gauge)",
    "sum by (instance) (sum without (instance) (gauge))",
    "topk(3, sum by (a) (x))",
    "sum by (a) (x) and on (b) y",
    "sum by (a) (x) unless sum by (b) (y)",
    "sum by (a) (x) or sum by (b) (y)",
    "sum by (a) (x) or vector(0)",
    "sum by (b) (sum by (a) (x) or sum by (c) (y))",
    "vector(1)",
    "time()",
    "hour()",
    "scalar(sum(x)) + sum by (a) (y)",
    "sum by (a, b) (x) / ignoring (b) group_left sum by (a) (y)",
    "sum by (a, b) (x) / ignoring (b) sum by (a) (y)",
    r#"sum by (a) (x{a=""})"#,
    "up == 0",
    r#"ALERTS{alertname="X"} and on (instance) up"#,
    r#"gauge{handler="a"} / events_total"#,
    "sum by (handler) (gauge) / sum by (handle) (gauge)",
    "sum by (job) (a) > 1 and sum(b) > 1",
    r#"x{a="1"} * on () group_left y"#,
    "sum(a) > scalar(sum(b))",
    "max by (job) (up) == 0 unless on (job) ALERTS",
    "rate(classic[5m])",
    "sum by (a) (x) + 1",
    "(sum by (job) (a))[5m:]",
    "avg without (cpu) (sum by (cpu, instance) (x))",
    "group by (a) (x) * 0 + on (a) group_left (v) group by (a, v) (y)",
    r#"summary{quantile="0.9"} / ignoring (quantile) gauge"#,
    "sum by (instance) (job:load:avg)",
    "up == 0 and sum by (job) (x) > 1",
];

#[test]
fn labels_are_followed_and_checked() {
    let catalogue = catalogue();
    let mut out = String::new();
    for text in EXPRESSIONS {
        let expr = parsed(text);
        let mut findings = Diagnostics::default();
        labels::check(&expr, None, &catalogue, &mut findings);
        let flow = labels::flow(&expr, &catalogue);
        let known =
            flow.known_labels().map_or("any".to_string(), |labels| format!("only ({})", labels.join(", ")));
        let guaranteed = flow.guaranteed().collect::<Vec<_>>().join(", ");
        out += &format!("{text}\n  {known}; always ({guaranteed})\n{}\n", told(text, findings));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_token_that_took_a_label_away_is_told() {
    let catalogue = catalogue();
    let text = "sum(rate(http_requests_total[5m])) * 2 > 1";
    let missing =
        labels::flow(&parsed(text), &catalogue).can_carry("handler").expect_err("it is summed away");
    assert_eq!(&text[missing.cause.start as usize..missing.cause.end as usize], "sum");
    assert_eq!(missing.reason, "`sum` here removes all labels");
}
