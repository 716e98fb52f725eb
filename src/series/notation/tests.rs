use super::*;
use crate::series::{Reading, is_stale};

/// The values as text: `_` for none.
fn values(text: &str) -> String {
    let line = parse(&format!("m {text}")).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let texts = line.values.iter().map(|reading| match reading {
        None => "_".to_string(),
        Some(Reading::Float(value)) if is_stale(value) => "stale".to_string(),
        Some(Reading::Float(value)) => value.to_string(),
        Some(Reading::Histogram(histogram)) => histogram.notation(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn values_are_expanded() {
    for (written, expanded) in [
        ("1 2 3", "1 2 3"),
        ("", ""),
        ("  1\t2\n3 ", "1 2 3"),
        ("_ 1 _x3 2 _x0", "_ 1 _ _ _ 2"),
        ("5x2", "5 5 5"),
        ("1+2x3 0-1x2", "1 3 5 7 0 -1 -2"),
        ("-1-1x3", "-1 -2 -3 -4"),
        ("-0x1", "-0 -0"),
        ("1 stale 2", "1 stale 2"),
        ("Inf -Inf +inf NaN", "inf -inf inf NaN"),
        ("NaN+0x1", "NaN NaN"),
        // A leading zero is octal; hexadecimal numbers there are none.
        ("010 08 0x2", "8 8 0 0 0"),
        ("1_000 .5 5. 1e3 1e-2x1", "1000 0.5 5 1000 0.01 0.01"),
        ("1x010", &["1"; 11].join(" ")),
        // Added step by step, with the rounding of each step.
        ("0+0.1x3", "0 0.1 0.2 0.30000000000000004"),
    ] {
        assert_eq!(values(written), expanded, "{written}");
    }
}

#[test]
fn labels_are_read() {
    for (written, labels) in [
        ("up", "up"),
        ("a:b", "a:b"),
        (":b{}", ":b"),
        ("sum{on=\"x\",}", "sum{on=\"x\"}"),
        (r#"m{a='it\'s', b=`\n`}"#, r#"m{a="it's", b="\\n"}"#),
        (r#"m{a=""}"#, "m"),
        (r#"{"x.y", a="b"}"#, r#"x.y{a="b"}"#),
        (r#"m{"a.b"="c"}"#, r#"m{a.b="c"}"#),
        // The name before the brace wins.
        (r#"m{__name__="x"}"#, "m"),
        ("{}", "{}"),
    ] {
        let line = parse(&format!("{written} 1")).unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
        assert_eq!(line.labels.to_string(), labels, "{written}");
        assert_eq!(parse_labels(&format!(" {written} ")), Ok(line.labels), "{written}");
    }
    assert_eq!(parse_labels("m {}"), parse_labels("m"));
    assert_eq!(parse_labels(""), Ok(Labels::default()));
}

#[test]
fn faults_stand_at_their_token() {
    for (text, token, message) in [
        ("1 2", "1", "a series begins with its name or `{`, not with `1`"),
        ("on 1", "on", "`on` is a word of PromQL, not a metric"),
        ("m {a=\"b\"} 1", "{", "a value stands here, not `{`"),
        ("m{a=\"b\" 1", "1", "`,` or `}` stands behind a label, not `1`"),
        ("m{,} 1", ",", "a label or `}` stands here, not `,`"),
        ("m{a=b} 1", "b", "the value of `a` stands in quotes"),
        ("m{a=~\"b\"} 1", "~", "the value of `a` stands in quotes"),
        ("m{a:b=\"c\"} 1", ":", "`=` stands behind a label's name, not `:`"),
        ("m{a=\"b\",a=\"c\"} 1", "a=\"c\"", "the label `a` is given twice"),
        ("m{a=\"b} 1", "\"", "this quote is never closed"),
        ("m{a=\"\\d\"} 1", "\\d", "`\\d` is not an escape"),
        ("m{}1", "1", "a blank stands before a value, not `1`"),
        ("m 1 2,3", ",", "a blank stands before a value, not `,`"),
        ("m 1 x3", "x3", "`x3` is not a value"),
        ("m stalex3", "stalex3", "`stalex3` is not a value"),
        ("m NaNx3", "NaNx3", "`NaNx3` is not a value"),
        ("m 1+2", "", "`x` and how often stand behind a step, not the end"),
        ("m 1+-2x3", "-", "a number stands behind a sign, not `-`"),
        ("m 1x-3", "-", "a whole number stands behind `x`, not `-`"),
        ("m 1x1e3", "1e3", "a whole number stands behind `x`, not `1e3`"),
        (
            "m 1x99999999999999999999",
            "99999999999999999999",
            "a whole number stands behind `x`, not `99999999999999999999`",
        ),
        ("m 2m", "2m", "`2m` is not a number"),
        ("m 1__0", "1__0", "`1__0` is not a number"),
        ("m 1 0+1x100000000", "0+1x100000000", "this series has more than 10000000 values"),
        ("m _x18446744073709551615", "_x18446744073709551615", "this series has more than 10000000 values"),
        ("m # 1", "#", "a value stands here, not `#`"),
    ] {
        let fault = parse(text).expect_err(text);
        assert_eq!((&text[fault.place.clone()], fault.message.as_str()), (token, message), "{text}");
    }
    let fault = parse_labels("m 1").expect_err("labels alone");
    assert_eq!((fault.place, fault.message.as_str()), (2..3, "nothing may stand behind the labels"));
}

#[test]
fn a_long_run_takes_no_room() {
    let line = parse("m 0+1x9999999").expect("a series");
    assert_eq!((line.values.len(), line.values.runs().len()), (MOST_VALUES, 1));
}

#[test]
fn histograms_are_read_as_prometheus_reads_them() {
    // As they are written, and the values that they give.
    for (written, shown) in [
        ("{{}}", "{{}}"),
        ("{{ }} {{ \t}}", "{{}} {{}}"),
        ("{{schema:1  sum:2 }}x1", "{{schema:1 sum:2}} {{schema:1 sum:2}}"),
        (
            "{{Schema:-53 CUSTOM_VALUES:[1 2] buckets:[1 2 3]}}",
            "{{schema:-53 custom_values:[1 2] buckets:[1 2 3]}}",
        ),
        ("{{buckets:[1  2 ]}}", "{{buckets:[1 2]}}"),
        ("{{buckets:[1 -2 inf Nan 1_000]}}", "{{buckets:[1 -2 +Inf NaN 1000]}}"),
        (
            "{{sum:-Inf count:NaN z_bucket:-1 z_bucket_w:1e-3}}",
            "{{count:NaN sum:-Inf z_bucket:-1 z_bucket_w:0.001}}",
        ),
        (
            "{{offset:-3 buckets:[1] n_buckets:[4 5] n_offset:2}}",
            "{{offset:-3 buckets:[1] n_offset:2 n_buckets:[4 5]}}",
        ),
        ("{{schema:99999999999999}}", "{{schema:276447231}}"),
        ("{{offset:3000000000 buckets:[1]}}", "{{offset:-1294967296 buckets:[1]}}"),
        ("{{counter_reset_hint:gauge}}", "{{counter_reset_hint:gauge}}"),
        ("{{counter_reset_hint:not_reset}}", "{{counter_reset_hint:not_reset}}"),
        ("{{counter_reset_hint:reset}} {{counter_reset_hint:unknown}}", "{{counter_reset_hint:reset}} {{}}"),
        ("{{count:1}} _ {{count:2}} 7 stale", "{{count:1}} _ {{count:2}} 7 stale"),
        (
            "{{}}+{{schema:1 count:1 buckets:[1 2 3]}}x2",
            "{{}} {{count:1 buckets:[1 5]}} {{count:2 buckets:[2 10]}}",
        ),
        ("{{buckets:[5 5 5]}}-{{buckets:[1 2 3]}}x1", "{{buckets:[5 5 5]}} {{buckets:[4 3 2]}}"),
        ("{{schema:1}}+{{schema:0}}x0", "{{schema:1}}"),
    ] {
        assert_eq!(values(written), shown, "{written}");
    }
}

#[test]
fn histograms_that_prometheus_refuses() {
    for (written, at, message) in [
        ("{{ count:1}}", "c", "no blank may stand behind `{{`"),
        ("{{schema: 1}}", " ", "a whole number stands here, not ` `"),
        ("{{schema :1}}", " ", "`:` stands behind `schema`, not ` `"),
        ("{{schema:1.5}}", "1.5", "`1.5` is not a whole number"),
        ("{{schema:+1}}", "+", "a whole number stands here, not `+`"),
        ("{{schema:1,sum:2}}", ",", "a blank or `}}` stands behind a part of a histogram, not `,`"),
        ("{{count:1 Sum:2 sum:3}}", "sum", "`sum` stands twice in this histogram"),
        ("{{foo:1}}", "foo", "`foo` is no part of a histogram"),
        ("{{sum}}", "}", "`:` stands behind `sum`, not `}`"),
        ("{{sum:}}", "}", "a number stands here, not `}`"),
        ("{{sum:+3}}", "+", "a number stands here, not `+`"),
        ("{{z_bucket_w:-1}}", "-", "a number stands here, not `-`"),
        ("{{count:1s}}", "1s", "`1s` is not a number"),
        ("{{buckets:1}}", "1", "`[` stands before a list, not `1`"),
        ("{{buckets:[]}}", "]", "a number stands here, not `]`"),
        ("{{buckets:[ 1]}}", " ", "a number stands here, not ` `"),
        ("{{buckets:[1,2]}}", ",", "a blank or `]` stands behind a number of a list, not `,`"),
        ("{{counter_reset_hint:foo}}", "foo", "`foo` is no hint"),
        ("{{count:1 ", "{{", "this `{{` is not closed"),
        ("{{count:1}}}", "}", "a blank stands before a value, not `}`"),
        ("{{}}{{}}", "{", "a blank stands before a value, not `{`"),
        ("{{}}+{{}}", "", "`x` and how often stand behind a step, not the end"),
        ("{{}}+{{}} x2", " ", "`x` and how often stand behind a step, not ` `"),
        ("{{}}+1x2", "1", "a histogram stands behind a histogram's `+`, not `1`"),
        ("1+{{}}x2", "{", "a number stands behind a sign, not `{`"),
        ("{{}}*2x2", "*", "a blank stands before a value, not `*`"),
        ("{{}}x-1", "-", "a whole number stands behind `x`, not `-`"),
        (
            "{{schema:1}}+{{}}x2",
            "{{schema:1}}+{{}}",
            "error combining histograms: cannot merge from schema 0 to 1",
        ),
        (
            "{{schema:-53 custom_values:[1]}}+{{}}x2",
            "{{schema:-53 custom_values:[1]}}+{{}}",
            "cannot apply this operation on histograms with a mix of exponential and custom bucket schemas",
        ),
        (
            "{{schema:-53 custom_values:[1]}}-{{schema:-53 custom_values:[2]}}x2",
            "{{schema:-53 custom_values:[1]}}-{{schema:-53 custom_values:[2]}}",
            "cannot apply this operation on custom buckets histograms with different custom bounds",
        ),
    ] {
        let text = format!("m {written}");
        let fault = parse(&text).expect_err(written);
        assert_eq!((&text[fault.place], fault.message.as_str()), (at, message), "{written}");
    }
}
