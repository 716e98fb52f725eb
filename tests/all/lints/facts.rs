//! Lints that hang on what is known of the servers: nothing is said that depends on what was not told.

use crate::support::rules::{alert, group, rule};
use larum::expr::catalogue::{from_exposition, from_metadata};
use larum::lint::{Facts, check};
use larum::quantity::Version;
use larum::ruleset::{AlertFields, Clause, RuleKind, RuleSet};
use larum::text::{FileId, SourceMap, Span};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn told(rules: &RuleSet, sources: &SourceMap, facts: &Facts) -> String {
    let findings = check(rules, facts).sorted();
    let found = findings.iter().map(|found| {
        let level = format!("{:?}", found.level()).to_lowercase();
        format!("{level} {}: {}", found.code.name, sources.text(found.primary.span))
    });
    found.collect::<Vec<_>>().join("; ")
}

/// What is found in an alert of this expression.
#[track_caller]
fn found(expression: &str, facts: &Facts, expected: &str) {
    let (rules, sources) = alert(expression);
    assert_eq!(told(&rules, &sources, facts), expected, "{expression}");
}

#[test]
fn ranges_are_held_against_the_scrape_interval() {
    let facts = Facts { scrape_interval: Some(MINUTE), ..Facts::default() };
    found("rate(x_total[1m]) > 1", &facts, "warning time/too-short: 1m");
    found("rate(x_total[119s]) > 1", &facts, "warning time/too-short: 119s");
    found("rate(x_total[2m]) > 1", &facts, "pedantic time/too-short: 2m");
    found("rate(x_total[4m] offset 1m) > 1", &facts, "");
    found("max_over_time(x[1m]) > 1", &facts, "");
    // Recorded as often as its group is evaluated.
    found("delta(job:x:sum[1m]) > 1", &facts, "");
    let fast = Facts { scrape_interval: Some(5_000), ..Facts::default() };
    found("rate(x_total[20s]) > 1", &fast, "");
    found("rate(x_total[1m]) > 1", &Facts::default(), "");
}

#[test]
fn absence_waits_for_two_scrapes() {
    let absent = |pending: Option<i64>| {
        let mut sources = SourceMap::default();
        let text = "absent(up{job=\"a\"})";
        let file = sources.add("case", "case", text);
        let span = Span::new(file, 0, 6);
        let pending = pending.map(|value| Clause { key: span, value, span });
        let kind = RuleKind::Alert(Box::new(AlertFields { pending, ..AlertFields::default() }));
        (RuleSet { groups: vec![group("case", vec![rule("Case", kind, text, file)], file)] }, sources)
    };
    let known = Facts { scrape_interval: Some(MINUTE), ..Facts::default() };
    for (pending, facts, expected) in [
        (None, &known, "warning alert/absent-at-once: absent"),
        (Some(MINUTE), &known, "warning alert/absent-at-once: absent"),
        (Some(2 * MINUTE), &known, ""),
        (None, &Facts::default(), "pedantic alert/absent-at-once: absent"),
        (Some(MINUTE), &Facts::default(), ""),
    ] {
        let (rules, sources) = absent(pending);
        assert_eq!(told(&rules, &sources, facts), expected, "{pending:?}");
    }
}

#[test]
fn nothing_is_older_than_the_retention() {
    let facts = Facts { retention: Some(15 * DAY), ..Facts::default() };
    found("x > 2 * x offset 30d", &facts, "warning time/beyond-retention: 30d");
    found("x > 2 * x offset 15d", &facts, "");
    // Together they reach further than each by itself.
    found("max_over_time(x[1d] offset 14d) > 1", &facts, "");
    found("max_over_time(x[1d] offset 15d) > 1", &facts, "warning time/beyond-retention: 15d");
    found(
        "max_over_time(sum(x offset 2d)[1d:1h] offset 13d) > 1",
        &facts,
        "warning time/beyond-retention: 13d",
    );
    found("x > 2 * x offset 30d", &Facts::default(), "");
}

#[test]
fn bounds_are_those_of_version_3() {
    let mut facts = Facts::default();
    let expression = "rate(x_bucket{le=\"5\"}[5m]) < 1";
    found(expression, &facts, "warning histogram/unnormalised-bound: \"5\"");
    facts.features.version = Some(Version::new(2, 53));
    found(expression, &facts, "");
}

/// What a target shows.
const SHOWN: &str = "\
# TYPE tickets_total gauge
tickets_total{queue=\"a\"} 5
# TYPE mails counter
mails 5
# TYPE wait_seconds summary
wait_seconds{quantile=\"1\"} 5
wait_seconds_sum 5
wait_seconds_count 5
# TYPE size_total counter
size_total 5
# TYPE age gaugehistogram
age_bucket{le=\"+Inf\"} 5
age_gsum 5
age_gcount 5
# TYPE late histogram
late_bucket{le=\"+Inf\"} 5
late_sum 5
late_count 5
";

/// Facts with what a target shows, whose text is the second file.
fn shown(complete: bool) -> Facts {
    let mut facts = Facts::default();
    let dump = from_exposition(SHOWN, FileId(0)).expect("a dump");
    facts.catalogue.add_dump(&dump, complete);
    facts
}

#[test]
fn kinds_of_a_dump_count_more_than_names() {
    let facts = shown(false);
    found("tickets_total > 10", &facts, "");
    found("delta(tickets_total[5m]) > 10", &facts, "");
    found("rate(tickets_total[5m]) > 10", &facts, "warning counter/rate-of-gauge: rate");
    found("mails > 10", &facts, "warning counter/compared-raw: mails");
    found("size_total > 10", &facts, "warning counter/compared-raw: size_total");
    found("delta(mails[5m]) > 10", &facts, "warning counter/gauge-function: delta");
    found("rate(mails[5m]) > 10", &facts, "");
    found("wait_seconds_count > 10", &facts, "warning counter/compared-raw: wait_seconds_count");
    found("wait_seconds{quantile=\"1\"} > 10", &facts, "warning histogram/unnormalised-bound: \"1\"");
    found("histogram_quantile(0.9, rate(mails[5m])) > 1", &facts, "warning histogram/no-buckets: mails");
    found(
        "histogram_quantile(0.9, sum by (le) (late_bucket)) > 1",
        &facts,
        "warning histogram/raw-buckets: late_bucket",
    );
    found("histogram_quantile(0.9, sum by (le) (age_bucket)) > 1", &facts, "");
    // Labels that scraping adds are not in a dump.
    found("sum by (namespace) (rate(mails[5m])) > 10", &facts, "");
}

#[test]
fn metadata_tell_kinds() {
    let mut facts = Facts::default();
    let text = r#"{"status":"success","data":{"mails":[{"type":"counter"}],"load":[{"type":"gauge"}]}}"#;
    facts.catalogue.add_dump(&from_metadata(text, FileId(0)).expect("metadata"), false);
    found("mails > 10", &facts, "warning counter/compared-raw: mails");
    found("rate(load[5m]) > 10", &facts, "warning counter/rate-of-gauge: rate");
    found("load > 10 and rate(mails[5m]) > 1", &facts, "");
}

#[test]
fn a_complete_catalogue_tells_misspelt_metrics_and_labels() {
    let facts = shown(true);
    found("rate(mail[5m]) > 10", &facts, "warning metric/unknown: mail");
    found("rate(mails_total[5m]) > 10", &facts, "warning metric/unknown: mails_total");
    found("sum by (queu) (tickets_total) > 10", &facts, "error labels/impossible: queu");
    found("sum by (queue, job) (tickets_total) > 10", &facts, "");
    found("up == 0 or ALERTS > 0", &facts, "");
    // It may well be scraped as a native histogram.
    found("histogram_quantile(0.9, rate(late[5m])) > 1", &facts, "");
    found("rate(mail[5m]) > 10", &shown(false), "");
    // What is recorded is known.
    let mut sources = SourceMap::default();
    let rules = [
        ("job:mails:rate5m", RuleKind::Record, "sum by (job) (rate(mails[5m]))"),
        ("Case", RuleKind::Alert(Box::default()), "job:mails:rate5m > 10 or job:mail:rate5m > 10"),
    ];
    let groups = rules.map(|(name, kind, text)| {
        let file = sources.add(name, name, text);
        group(name, vec![rule(name, kind, text, file)], file)
    });
    let rules = RuleSet { groups: groups.into() };
    assert_eq!(
        told(&rules, &sources, &facts),
        "note record/lag: job:mails:rate5m; warning metric/unknown: job:mail:rate5m"
    );
}

#[test]
fn what_may_be_meant_is_for_those_who_ask() {
    let facts = Facts::default();
    found("http_requests_total > 10", &facts, "warning counter/compared-raw: http_requests_total");
    // That there was enough to judge by.
    let guard = "rate(x_total[5m]) > 1 and http_requests_total > 10";
    found(guard, &facts, "pedantic counter/compared-raw: http_requests_total");
    found("sum(x{quantile=\"0.9\"}) > 1", &facts, "warning histogram/aggregated-quantile: sum");
    found("sum by (job) (x{quantile=\"0.9\"}) > 1", &facts, "pedantic histogram/aggregated-quantile: sum");
    found("topk(3, x > 1)", &facts, "warning alert/changing-series: topk");
    found("topk by (job) (3, x > 1)", &facts, "pedantic alert/changing-series: topk");
    let quotients = "(rate(a_total[5m]) / rate(b_total[5m])) > 1";
    found(&format!("avg by (job) {quotients}"), &facts, "warning expr/nan-spreads: avg");
    found(&format!("sum {quotients}"), &facts, "warning expr/nan-spreads: sum");
    found(&format!("sum by (job) {quotients}"), &facts, "pedantic expr/nan-spreads: sum");
    found("http_request_seconds > 500", &facts, "warning unit/surprise: 500");
    found("backup_seconds > 500", &facts, "pedantic unit/surprise: 500");
}
