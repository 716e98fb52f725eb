//! Larum's regexes against the real Prometheus: the same ones refused, the same values matched.

use crate::support::refusals::{Case, refused};
use crate::support::tools::promtool_test_rules;
use larum::regexes::{check, compile};
use std::fmt::Write;
use std::fs;

/// Tricky patterns, one a line of the list; none holds a backtick.
const PATTERNS: &str = include_str!("regexes/patterns.txt");

#[test]
fn prometheus_and_larum_refuse_the_same_regexes() {
    let mut patterns: Vec<String> = PATTERNS.lines().map(str::to_owned).collect();
    patterns.extend([String::new(), "a\nb".to_owned(), "(".repeat(249) + &")".repeat(249)]);
    assert!(patterns.len() > 200, "the list is cut short: {}", patterns.len());
    let case = |pattern| Case { expr: format!("up{{a=~`{pattern}`}}"), annotation: String::new() };
    let refused = refused(&patterns.iter().map(case).collect::<Vec<_>>());
    let mut wrong = String::new();
    for (place, pattern) in patterns.iter().enumerate() {
        let ours = check(pattern);
        if ours.is_err() != refused.contains(&place) {
            let _ = writeln!(
                wrong,
                "{pattern}\n  Prometheus refuses: {}; Larum: {ours:?}",
                refused.contains(&place)
            );
        }
        if ours.is_ok() {
            let _ =
                compile(pattern).map_err(|error| writeln!(wrong, "{pattern}\n  does not compile: {error}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!((60..patterns.len() - 60).contains(&refused.len()), "{} refused", refused.len());
}

/// Values that tell the meanings of the accepted patterns apart.
const VALUES: [&str; 36] = [
    "a", "aa", "aaa", "b", "ab", "ba", "abc", "A", "Ab", "AB", "a b", "a\nb", "\n", "\u{b}", "\t", "1", "12",
    "a1", "\u{661}", "é", "É", "ß", "ſ", "\u{212a}", "k", "K", "S", "&", "-", "[", "]", "a]", "a{,5}", "{",
    "α", "x.y",
];

#[test]
fn prometheus_and_larum_match_the_same_values() {
    let patterns: Vec<&str> = PATTERNS.lines().filter(|pattern| check(pattern).is_ok()).collect();
    let mut tests = String::from("tests:\n- interval: 1m\n  input_series:\n");
    for value in VALUES {
        let _ = writeln!(tests, "  - {{ series: {}, values: '1' }}", yaml(&series(value)));
    }
    tests += "  promql_expr_test:\n";
    let mut pairs = [0, 0];
    for pattern in patterns {
        let regex = compile(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        let _ = writeln!(
            tests,
            "  - expr: {}\n    eval_time: 0m\n    exp_samples:",
            yaml(&format!("m{{a=~`{pattern}`}}"))
        );
        for value in VALUES {
            pairs[usize::from(regex.is_match(value))] += 1;
            if regex.is_match(value) {
                let _ = writeln!(tests, "    - {{ labels: {}, value: 1 }}", yaml(&series(value)));
            }
        }
    }
    assert!(pairs.iter().all(|count| *count > 500), "{pairs:?}");
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("tests.yml");
    fs::write(&path, tests).expect("a file can be written");
    promtool_test_rules(&path).expect_ok(&path);
}

fn series(value: &str) -> String {
    format!("m{{a=\"{}\"}}", value.replace('\n', "\\n").replace('\u{b}', "\\v").replace('\t', "\\t"))
}

/// A YAML string in single quotes.
fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
