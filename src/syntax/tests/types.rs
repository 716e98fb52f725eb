//! What the type check says, where, and the remedy.

use crate::diag::Diagnostic;
use crate::expr::types::{Features, Type, check, check_rule};
use crate::syntax::parse_expression;
use crate::text::FileId;

/// `code: message [token]; help` of each finding.
fn told(text: &str) -> String {
    let (expr, mut findings) = parse_expression(text, FileId(0), 0);
    assert!(findings.is_empty(), "{text} is read");
    check_rule(&expr, &Features::default(), &mut findings);
    let line = |finding: &Diagnostic| {
        let span = finding.primary.span;
        let token = &text[span.start as usize..span.end as usize];
        let help = finding.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{}: {} [{token}]{help}", finding.code.name, finding.message)
    };
    findings.iter().map(line).collect::<Vec<_>>().join(" | ")
}

#[test]
fn each_mistake_is_told_at_its_token() {
    for (text, expected) in [
        (
            "rate(x)",
            "type/mismatch: `rate` needs a range vector here, not an instant vector [x]; add a range, such as `[5m]`",
        ),
        (
            "rate(sum(x))",
            "type/mismatch: `rate` needs a range vector here, not an instant vector [sum(x)]; \
             make it a subquery, such as `(…)[1h:1m]`",
        ),
        (
            "sum(x[5m])",
            "type/mismatch: `sum` needs an instant vector here, not a range vector [x[5m]]; \
             remove the range, or put a function such as `rate` around it",
        ),
        (
            "x[5m] > 1",
            "type/mismatch: `>` cannot work on a range vector [x[5m]]; \
             remove the range, or put a function such as `rate` around it",
        ),
        (
            "x[5m]",
            "type/mismatch: a rule cannot keep a range vector [x[5m]]; give the range to a function, such as `avg_over_time(…)`",
        ),
        (
            "1 == 2",
            "type/bool: two scalars are compared, and `==` then needs `bool` [==]; write `== bool`, or compare a metric",
        ),
        ("x + bool y", "type/bool: `bool` cannot follow `+`, it belongs to comparisons [+]; remove `bool`"),
        (
            "x and 1",
            "type/mismatch: `and` joins instant vectors, and this is a scalar [1]; make it a vector with `vector(…)`",
        ),
        ("x + on (a) 1", "expr/matching: labels can only be matched between two instant vectors [on (a)]"),
        (
            "x or on (a) group_left y",
            "expr/matching: `or` has no groups [group_left]; remove it: a set operator matches many series with many",
        ),
        (
            "x * on (a) group_left (a) y",
            "expr/matching: `a` stands in `on` already, the result has it anyway [a]; remove it from the group",
        ),
        (
            "round(x, 1, 2)",
            "type/arguments: `round` takes 1 or 2 arguments, not 3 [round(x, 1, 2)]; its arguments are an instant vector, a scalar",
        ),
        (
            "avrg_over_time(x[5m])",
            "expr/unknown-function: Prometheus 3.5 has no function `avrg_over_time` [avrg_over_time]; did you mean `avg_over_time`?",
        ),
        (
            "RATE(x[5m])",
            "expr/unknown-function: Prometheus 3.5 has no function `RATE` [RATE]; names of functions are in lower case: `rate`",
        ),
        (
            "holt_winters(x[5m], 0.5, 0.5)",
            "expr/unknown-function: Prometheus 3.5 has no function `holt_winters` [holt_winters]; \
             it is named `double_exponential_smoothing` since Prometheus 3",
        ),
        (
            "limitk(5, x)",
            "expr/experimental: `limitk` is experimental in Prometheus 3.5 and must be switched on [limitk]; \
             run Prometheus with `--enable-feature=promql-experimental-functions` and say so: \
             `features promql-experimental-functions` in `prometheus { … }`, or in `larum.toml`",
        ),
        (
            "rate(x[5m*2])",
            "expr/experimental: arithmetic of durations is experimental in Prometheus 3.5 and must be switched on [5m*2]; \
             write what it comes to, `10m`; or run Prometheus with `--enable-feature=promql-duration-expr` and say so: \
             `features promql-duration-expr` in `prometheus { … }`, or in `larum.toml`",
        ),
        (
            "{a=~\".*\"}",
            "expr/selects-everything: this selects every series there is [{a=~\".*\"}]; name a metric, or match a label that must not be empty",
        ),
        (
            "x{__name__=\"y\"}",
            "expr/named-twice: the metric is named twice, `x` and `y` [__name__]; keep one of them",
        ),
        (
            "x{a=~\"b(c\"}",
            "expr/regex: this `(` is never closed [(]; close it with `)`, or write `\\(` to match the character",
        ),
        (
            "sum(x)[5m]",
            "expr/range: only a selector can have a range [5m]; write a subquery, such as `[1h:1m]` or `[1h:]`",
        ),
        (
            "rate(x offset 1h [5m])",
            "expr/range: the range stands behind a modifier [5m]; write the range first: `metric[5m] offset 1h`",
        ),
        ("rate(x[0s])", "expr/range: a range must be longer than 0 [0s]; write a duration such as `5m`"),
        (
            "sum(x) offset 1h",
            "expr/modifier: `offset` can only follow a selector, a range or a subquery [sum(x)]; write `offset` inside, behind each selector",
        ),
        (
            "x offset 1h @ 5 offset 2h",
            "expr/modifier: `offset` is given twice [x offset 1h @ 5 offset 2h]; keep one of them",
        ),
        (
            "p95(x)",
            "type/mismatch: a percentile has no meaning here [p95]; measures stand in the expressions of alerts, objectives and records",
        ),
        (
            "mean(x)",
            "type/mismatch: the measure `mean` has no meaning here [mean]; measures stand in the expressions of alerts, objectives and records",
        ),
        ("sum by (\"\") (x)", "expr/label-name: the name of a label is empty [\"\"]"),
        (
            "unknown(rate(x))",
            "expr/unknown-function: Prometheus 3.5 has no function `unknown` [unknown] | \
          type/mismatch: `rate` needs a range vector here, not an instant vector [x]; add a range, such as `[5m]`",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn every_expression_has_its_type() {
    for (text, expected) in [
        ("x", Type::Vector),
        ("x[5m]", Type::Matrix),
        ("x[1h:]", Type::Matrix),
        ("5%", Type::Scalar),
        ("\"a\"", Type::String),
        ("x > 5", Type::Vector),
        ("1 > bool 5", Type::Scalar),
        ("-time()", Type::Scalar),
        ("(scalar(x))", Type::Scalar),
        ("sum(x) / 2", Type::Vector),
    ] {
        let (expr, mut findings) = parse_expression(text, FileId(0), 0);
        assert_eq!(check(&expr, &Features::default(), &mut findings), Some(expected), "{text}");
        assert!(findings.is_empty(), "{text}");
    }
}
