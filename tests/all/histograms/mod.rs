//! Random expressions over random histograms, evaluated by Larum and by the real promtool.

mod answers;
pub mod generate;

use crate::support::dice::{Dice, number_of};
use crate::support::tools::promtool_test_rules;
use generate::Case;
use serde_json::json;
use std::fmt::Write;

#[test]
fn expressions_over_histograms_give_what_prometheus_gives() {
    let mut dice = Dice::new();
    let cases: Vec<Case> =
        (0..number_of("LARUM_HISTOGRAM_LOADS", 25)).map(|_| generate::case(&mut dice)).collect();
    let theirs = real_answers(&cases);
    let asked =
        cases.iter().flat_map(|case| case.expressions.iter().map(move |expression| (case, expression)));
    assert_eq!(theirs.len(), asked.clone().count(), "promtool answers each expression");
    let (mut wrong, mut empty) = (String::new(), 0);
    for ((case, expression), real) in asked.zip(&theirs) {
        let own = answers::own(case, expression);
        empty += usize::from(real == "nil");
        if !answers::alike(&own, real) {
            let series: Vec<String> =
                case.series.iter().map(|(name, values)| format!("    {name} {values}")).collect();
            let _ = writeln!(
                wrong,
                "{expression}\n  Larum:      {own}\n  Prometheus: {real}\n{}",
                series.join("\n")
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(empty * 3 < theirs.len(), "{empty} of {} expressions give nothing", theirs.len());
}

/// What promtool's report says that it got, expression by expression: each test expects what cannot be.
fn real_answers(cases: &[Case]) -> Vec<String> {
    let tests: Vec<_> = cases
        .iter()
        .map(|case| {
            let series = case.series.iter().map(|(name, values)| json!({"series": name, "values": values}));
            let never = json!([{"labels": "never", "value": 0}]);
            let expressions = case.expressions.iter().map(|expression| {
                json!({"expr": expression, "eval_time": format!("{}m", case.minute), "exp_samples": never})
            });
            json!({
                "interval": "1m",
                "input_series": series.collect::<Vec<_>>(),
                "promql_expr_test": expressions.collect::<Vec<_>>(),
            })
        })
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("histograms_test.yml");
    let text = json!({"rule_files": [], "evaluation_interval": "1m", "tests": tests}).to_string();
    std::fs::write(&path, text).expect("the folder is writable");
    answers::of_report(&promtool_test_rules(&path).output)
}
