//! Expressions: what is read, what PromQL it becomes, and what is said of mistakes.

use crate::syntax::parse_expression;
use crate::text::FileId;

fn promql(text: &str) -> String {
    let (expr, findings) = parse_expression(text, FileId(0), 0);
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages.is_empty(), "{text}: {messages:?}");
    expr.to_promql()
}

/// `message at token; help` of the only finding.
fn fault(text: &str) -> String {
    let (_, findings) = parse_expression(text, FileId(0), 0);
    let all: Vec<String> = findings
        .iter()
        .map(|finding| {
            let span = finding.primary.span;
            let token = &text[span.start as usize..span.end as usize];
            let help = finding.help.clone().unwrap_or_else(|| finding.primary.text.clone());
            format!("{} [{}@{}]; {help}", finding.message, token, span.start)
        })
        .collect();
    all.join(" | ")
}

#[test]
fn promql_comes_out_canonical() {
    for (text, printed) in [
        ("up", "up"),
        ("up==0", "up == 0"),
        ("a+b*c^d^e", "a + b * c ^ d ^ e"),
        ("(a+b)*c", "(a + b) * c"),
        ("-x^2", "-x ^ 2"),
        ("2^-3*4", "2 ^ -3 * 4"),
        ("SUM(x) BY (job)", "sum by (job) (x)"),
        ("sum without(a,b,)(x)", "sum without (a, b) (x)"),
        ("topk(5,x)", "topk(5, x)"),
        ("x{a = \"b\", c != \"d\", e =~ \"f\", g !~ \"h\"}", "x{a=\"b\", c!=\"d\", e=~\"f\", g!~\"h\"}"),
        ("rate(x{a='b',}[5m])", "rate(x{a=\"b\"}[5m])"),
        ("x{ a = 'b' , c != 'd' }", "x{a=\"b\", c!=\"d\"}"),
        ("x offset -90s", "x offset -1m30s"),
        ("x @ 1609746000", "x @ 1609746000.000"),
        ("x[1h:5m] @ start() offset 5m", "x[1h:5m] @ start() offset 5m"),
        ("x[1h:]", "x[1h:]"),
        ("x[300]", "x[5m]"),
        ("a / on(job,instance) group_left(x) b", "a / on (job, instance) group_left (x) b"),
        ("a / ignoring(job) group_right b", "a / ignoring (job) group_right () b"),
        ("a > bool 1", "a > bool 1"),
        ("a and b or c unless d", "a and b or c unless d"),
        ("a AND ON(x) b", "a and on (x) b"),
        ("{__name__=~\"a.*\"}", "{__name__=~\"a.*\"}"),
        ("{\"http.requests\", \"a.b\"=`c\"`}", "{\"http.requests\", \"a.b\"=\"c\\\"\"}"),
        ("{\"classic\"}", "classic"),
        ("{\"and\"} > 5", "{\"and\"} > 5"),
        ("x > 5%", "x > 0.05"),
        ("x % 2", "x % 2"),
        ("x%2", "x % 2"),
        ("10%2", "10 % 2"),
        ("x > 512MiB", "x > 536870912"),
        ("x > 250ms", "x > 0.25"),
        ("rate(x[5m]) > 100/s", "rate(x[5m]) > 100"),
        ("rate(x[5m]) > 90/min", "rate(x[5m]) > 1.5"),
        ("100/s{a=\"b\"}", "100 / s{a=\"b\"}"),
        ("100/h(x)", "100 / h(x)"),
        ("x > 4 * 3600", "x > 4 * 3600"),
        ("0x1F + 010", "31 + 8"),
        (
            "label_replace(x, \"a\", \"$1\", 'b', \"(.*)\")",
            "label_replace(x, \"a\", \"$1\", \"b\", \"(.*)\")",
        ),
        ("time()", "time()"),
        ("p95(x)", "p95(x)"),
        ("x # comment\n > 1", "x > 1"),
        ("count_values('v', x)", "count_values(\"v\", x)"),
        ("sum(x) or vector(0)", "sum(x) or vector(0)"),
        ("Inf", "Inf"),
        ("-Inf", "-Inf"),
        ("job:x:sum", "job:x:sum"),
        (":x", ":x"),
    ] {
        let once = promql(text);
        assert_eq!(once, printed, "{text}");
        assert_eq!(promql(&once), once, "printing is stable");
    }
}

#[test]
fn mistakes_are_told_at_their_token() {
    for (text, told) in [
        ("sum(rate(x[5m])", "this `(` is never closed [(@3]; close it with `)`"),
        ("x[5m)", "`)` cannot close `[` [)@4]; write `]`"),
        ("x = 5", "`=` does not compare [=@2]; a comparison is written `==`"),
        ("x && y", "`&&` is no operator [&&@2]; write `and`"),
        ("x || y", "`||` is no operator [||@2]; write `or`"),
        (
            "x =~ \"a\"",
            "`=~` matches labels, not values [=~@2]; put the matcher between braces: `metric{label=~\"…\"}`",
        ),
        (
            "x{a==\"b\"}",
            "`==` compares values, not labels [==@3]; a label is matched with `=`, `!=`, `=~` or `!~`",
        ),
        ("x +", "`+` has nothing on its right [@3]; write the operand, or remove the operator"),
        (
            "(x + )",
            "`+` has nothing on its right, `)` cannot stand here [)@5]; write the operand, or remove the operator",
        ),
        ("x{a=\"b}", "this string is never closed [\"b}@4]; end it with `\"` on the same line"),
        (
            "x{a=\"\\d\"}",
            "`\\d` is not an escape [\\d@5]; for a backslash write `\\\\`, or put the string between backquotes, where nothing is escaped",
        ),
        ("rate(x[30s1m])", "`30s1m` does not go from long units to short ones [30s1m@7]; write `1m30s`"),
        (
            "x[1.5h]",
            "`1.5h` has a decimal point, durations have none [1.5h@2]; use a smaller unit: `1h30m` for one and a half hours, `500ms` for half a second",
        ),
        (
            "a / on(x) group_lef(y) b",
            "`group_lef` cannot stand here [group_lef@10]; did you mean `group_left`?",
        ),
        ("sum(x) bye (a)", "`bye` cannot stand here [bye@7]; did you mean `by`?"),
        (
            "x{foo}",
            "the label `foo` has no value to match [foo@2]; write `foo=\"…\"`, or `\"foo\"` for a metric of that name",
        ),
        ("abs(x,)", "arguments cannot end with a comma [,@5]; remove the comma"),
        ("topk(x)", "`topk` takes 2 arguments, not 1 [topk(x)@0]; "),
        ("x )", "`)` cannot stand here [)@2]; expected an operator or `{`"),
    ] {
        assert_eq!(fault(text), told, "{text}");
    }
}

#[test]
fn depth_is_refused_not_survived_by_luck() {
    let nested = |n: usize| format!("{}x{}", "(".repeat(n), ")".repeat(n));
    promql(&nested(250));
    for text in [
        nested(257),
        nested(100_000),
        format!("{}x", "-".repeat(10_000)),
        format!("x{}", " + x".repeat(10_000)),
        format!("x{}", " ^ x".repeat(10_000)),
        format!("x{}", " offset 1m".repeat(10_000)),
        "(".repeat(100_000),
        "sum(".repeat(100_000),
    ] {
        let (_, findings) = parse_expression(&text, FileId(0), 0);
        assert!(findings.iter().any(|finding| finding.code.name == "syntax/too-deep"), "{}", &text[..20]);
    }
}

#[test]
fn brackets_of_every_kind_are_read_once() {
    // A bracket that two alternatives try is read twice at each level: 2^64 steps.
    for (open, close) in
        [("(", ")"), ("sum(", ")"), ("rate(", ")"), ("p95(", ")"), ("sum by (a) (", ")"), ("-(", ")")]
    {
        promql(&format!("{}x{}", open.repeat(64), close.repeat(64)));
    }
    promql(&format!("x{}", "[1h:5m]".repeat(64)));
    for broken in ["sum(", "(", "x[", "x{", "a(b, "] {
        assert_ne!(fault(&broken.repeat(64)), "");
    }
}
