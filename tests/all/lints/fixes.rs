//! Fixes of findings on expressions: what they write is PromQL again, and has nothing more to fix.

use crate::support::rules::alert;
use larum::lint::{Facts, check};
use larum::report::fixes::apply;

/// Each expression, and what carrying out its fixes makes of it.
const FIXED: &[(&str, &str)] = &[
    ("sort_desc(x > 1)", "(x > 1)"),
    ("sort_by_label(x, \"a\", \"b\") > 1", "(x) > 1"),
    ("a == 1 or b == 1 and c == 1", "a == 1 or (b == 1 and c == 1)"),
    ("a == 1 unless d == 1 or b == 1 and c == 1", "(a == 1 unless d == 1) or (b == 1 and c == 1)"),
    ("x > 300000000", "x > 300_000_000"),
    ("quantile(95, x) > 1", "quantile(0.95, x) > 1"),
    ("delta(requests_total[5m]) > 1", "increase(requests_total[5m]) > 1"),
    ("irate(requests_total[5m]) > 1", "rate(requests_total[5m]) > 1"),
    ("rate(x_bucket{le=\"5\"}[5m]) < 1", "rate(x_bucket{le=\"5.0\"}[5m]) < 1"),
];

#[test]
fn fixes_leave_sound_expressions() {
    for (before, after) in FIXED {
        let mut facts = Facts::default();
        facts.features.experimental_functions = true;
        let (rules, sources) = alert(before);
        let findings = check(&rules, &facts).sorted();
        let (texts, count) = apply(findings.iter(), &sources, true);
        let texts: Vec<&str> = texts.values().map(String::as_str).collect();
        assert_eq!(texts, [*after], "{before}: {count} fixes of {findings:#?}");
        let (rules, _) = alert(after);
        let again = check(&rules, &facts).sorted();
        assert!(again.iter().all(|finding| finding.fix.is_none()), "{after}: {again:#?}");
    }
}
