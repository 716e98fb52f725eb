//! What each measure becomes, with both clauses, with `over` alone, and outside of a measure.

use super::{catalogue, parsed, told};
use larum::diag::Diagnostics;
use larum::expr::Duration;
use larum::expr::measure::{MeasureContext, expand};
use larum::expr::types::{self, Features};
use larum::syntax::parse_expression;
use larum::text::{FileId, Span, Spanned};

const MEASURES: &[&str] = &[
    // The window and the sum.
    "rate(x) / rate(y)",
    "rate(x[1m])",
    "max(rate(x))",
    "clamp_max(irate(x), 1)",
    "avg_over_time(x offset 1h)",
    "quantile_over_time(0.9, x)",
    "max_over_time(rate(x)[1h:])",
    "absent(rate(x))",
    "gauge",
    // Distributions.
    "p95(classic)",
    "p99.9(classic_bucket)",
    "p95(classic[10m])",
    "p95(native)",
    "p50(summary)",
    "p95(gauge)",
    "p95(events_total)",
    "p95(unknown)",
    "p95({job=\"a\"})",
    "p95(http_duration_seconds{a=\"b\"} offset 5m)",
    "p95(rate(classic_bucket))",
    "p95(rate(events_total))",
    "p95(classic, 1)",
    "quantile(0.9, classic)",
    "quantile(0.9, native)",
    "quantile by (a) (0.9, gauge)",
    "histogram_quantile(0.9, rate(classic_bucket))",
    "mean(classic) * 2",
    "mean(native)",
    "mean(summary)",
    "mean(gauge)",
    // Over time.
    "forecast(gauge, 4h)",
    "forecast(gauge / other, 4h)",
    "change(rate(x), 1d)",
    "change(gauge + other offset 1h, 1d) > 50%",
    "change(gauge, x)",
    "change(change(gauge, 1d), 1d)",
    "missing(up{job=\"a\"})",
    "missing(up[5m])",
    "stalled(events_total)",
];

#[test]
fn measures_become_promql() {
    insta::assert_snapshot!(MEASURES.iter().map(|text| in_all_places(text)).collect::<Vec<_>>().join("\n"));
}

fn in_all_places(text: &str) -> String {
    let catalogue = catalogue();
    let window = Duration::new(300_000, Span::new(FileId(1), 0, 0));
    let by = [Spanned::new("handler".to_string(), Span::new(FileId(1), 0, 0))];
    let inside = MeasureContext {
        catalogue: &catalogue,
        in_measure: true,
        window: Some(&window),
        by: &by,
        clauses_are_its_own: true,
    };
    let outside =
        MeasureContext { in_measure: false, window: None, by: &[], clauses_are_its_own: false, ..inside };
    let places = [("over, by", inside), ("over", MeasureContext { by: &[], ..inside }), ("outside", outside)];
    let mut out = format!("{text}\n");
    for (place, context) in places {
        let (expr, findings) = expand(parsed(text), &context);
        match findings.has_errors() {
            true => out += &format!("{place:>9}: (refused)\n"),
            false => out += &format!("{place:>9}: {}\n", expr.to_promql()),
        }
        out += &told(text, findings);
    }
    out
}

#[test]
fn what_a_measure_becomes_reads_back_as_it_was_made() {
    let catalogue = catalogue();
    let window = Duration::new(300_000, Span::new(FileId(1), 0, 0));
    let context = MeasureContext {
        catalogue: &catalogue,
        in_measure: true,
        window: Some(&window),
        by: &[],
        clauses_are_its_own: false,
    };
    let mut read = 0;
    for text in MEASURES {
        let (expr, findings) = expand(parsed(text), &context);
        if findings.has_errors() {
            continue;
        }
        let mut findings = Diagnostics::default();
        types::check(&expr, &Features::default(), &mut findings);
        assert!(findings.is_empty(), "{text}\n{}", told(text, findings));
        let promql = expr.to_promql();
        let (again, findings) = parse_expression(&promql, FileId(0), 0);
        assert!(!findings.has_errors(), "{text} became {promql}, which is no expression");
        assert_eq!(again.to_promql(), promql);
        promql_parser::parser::parse(&promql)
            .unwrap_or_else(|error| panic!("{text} became {promql}: {error}"));
        read += 1;
    }
    assert!(read > 25, "only {read} measures were read");
}
