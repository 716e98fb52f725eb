use super::*;

/// The slices' texts, and the faults as `code at offset`.
fn cut(text: &str) -> (Vec<&str>, Vec<String>) {
    let mut findings = Diagnostics::default();
    let slices = split(text, FileId(0), &mut findings);
    let faults = findings.iter().map(|f| format!("{} at {}", f.code.name, f.primary.span.start)).collect();
    (slices.into_iter().map(|slice| &text[slice.range]).collect(), faults)
}

#[test]
fn a_statement_begins_on_a_line_of_its_own_or_after_a_block() {
    let (slices, faults) = cut("let x = 1\nrecord a = b{c=\"d\"}\n  unless e\nseverity a {} severity b {}");
    assert_eq!(slices, ["let x = 1", "record a = b{c=\"d\"}\n  unless e", "severity a {}", "severity b {}"]);
    assert!(faults.is_empty());
}

#[test]
fn strings_and_comments_hide_brackets() {
    let (slices, faults) = cut("use \"a { b\" # }\nuse 'x}'\nlet y = `\nlet {`");
    assert_eq!(slices, ["use \"a { b\"", "use 'x}'", "let y = `\nlet {`"]);
    assert!(faults.is_empty());
}

#[test]
fn an_unclosed_block_ends_at_the_next_statement_at_the_margin() {
    let (slices, faults) = cut("alert A {\n  summary \"x\"\n\nalert B { }\n");
    assert_eq!(slices, ["alert A {\n  summary \"x\"", "alert B { }"]);
    assert_eq!(faults, ["syntax/unclosed at 8"]);
}

/// Where a `}` stands further left than the line of its `{`, it was meant for another one.
#[test]
fn the_brace_that_is_missing_is_told_by_the_margins() {
    let (_, faults) = cut("test \"t\" {\n  series every 1m {\n    up{a=\"b\" 1\n    up{a=\"c\"} 1\n  }\n}\n");
    assert_eq!(faults, ["syntax/unclosed at 37"]);
    let (_, faults) = cut("test \"t\" {\n  series every 1m {\n    up 1\n  at 1m A is firing\n}\nalert A { }");
    assert_eq!(faults, ["syntax/unclosed at 29"]);
}

#[test]
fn a_stray_brace_is_reported_and_passed_over() {
    let (slices, faults) = cut("alert A { } }\nalert B { }");
    assert_eq!(slices, ["alert A { }", "alert B { }"]);
    assert_eq!(faults, ["syntax/unopened at 12"]);
}

#[test]
fn nesting_beyond_the_cap_is_refused() {
    let text = format!("let x = {}1{}\nuse \"y\"", "(".repeat(300), ")".repeat(300));
    let (slices, faults) = cut(&text);
    assert_eq!(slices, ["use \"y\""]);
    assert_eq!(faults, ["syntax/too-deep at 264"]);
}
