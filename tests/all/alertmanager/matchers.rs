//! Entries of `matchers` in notations that nobody wrote on purpose: what amtool refuses is refused, and what
//! it reads is read alike, whichever of its two parsers it was.

use super::MODES;
use crate::support::dice::Dice;
use crate::support::tools::{amtool_accepts_in, amtool_shown_routes};
use larum::expr::MatchOp;
use larum::import::{Notation, Odd, parse_matchers};
use larum::lower::Matcher;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const PIECES: [&str; 44] = [
    "foo",
    "bar",
    "a:b",
    "_",
    "0",
    "été",
    "日本",
    "a.b",
    "x",
    "=",
    "=",
    "=",
    "!=",
    "=~",
    "!~",
    "!",
    "~",
    "==",
    ",",
    ", ",
    ",,",
    "{",
    "}",
    " ",
    "  ",
    "\"",
    "\"",
    "\"v\"",
    "\"\"",
    "\"a,b\"",
    "\"a}\"",
    "\"q\\\"r\"",
    "\"\\\\d\"",
    "\"\\d\"",
    "\"\\n\"",
    "\"\\xe9\"",
    "\"\\u00e9\"",
    "'",
    "`",
    "\\",
    ".*",
    "[0-9]{3}",
    "a|b",
    "(",
];

/// Entries whose reading is known to be odd.
const KNOWN: [&str; 40] = [
    "",
    " ",
    "{}",
    "{",
    "}",
    "foo=",
    "foo=bar",
    " foo = bar ",
    "foo=~[0-9]{3}",
    "foo=~\"[0-9]{3}\"",
    "foo=~\"\\d+\"",
    "foo=~\"\\\\d+\"",
    "foo=x y",
    "foo='x'",
    "foo==x",
    "foo=a,b",
    "foo=a,bar=b",
    "{foo=\"a\",bar=\"b\"}",
    "{foo=\"a\",bar=\"b\",}",
    "foo=\"a\",",
    ",foo=a",
    "{foo=a",
    "foo=a}",
    "foo=\"\\xf0\\x9f\\x99\\x82\"",
    "0foo=x",
    "\"foo bar\"=\"x\"",
    "foo.bar=x",
    "foo:bar=x",
    "foo=\"a\"b",
    "foo=a\"b",
    "foo=a\\",
    "foo=\"a\\\"",
    "foo=\"\\\"\"",
    "foo=~\"(\"",
    "foo=~a)|(b",
    "foo=~\"\\\\Qa\"",
    "foo!=~x",
    "foo=\u{a0}x",
    "foo=a,,bar=b",
    "\"\"=x",
];

fn entries() -> Vec<String> {
    let mut dice = Dice::new();
    let mut entries: Vec<String> = KNOWN.map(str::to_string).to_vec();
    for _ in 0..900 {
        // Something like a matcher, and pieces thrown in.
        let mut pieces = vec![
            *dice.one_of(&["foo", "été", "\"foo\"", "a.b"]),
            *dice.one_of(&["=", "!=", "=~", "!~"]),
            *dice.one_of(&["x", "\"x\"", "a|b", "\"a|b\"", ""]),
        ];
        for _ in 0..dice.number(0, 4) {
            let at = dice.number(0, pieces.len());
            pieces.insert(at, *dice.one_of(&PIECES));
        }
        entries.push(pieces.concat());
    }
    entries
}

#[test]
fn entries_are_read_as_amtool_reads_them() {
    let folder = TempDir::new().expect("a scratch folder");
    let entries = entries();
    let files: Vec<PathBuf> =
        (0..entries.len()).map(|index| folder.path().join(format!("{index}.yml"))).collect();
    for (file, entry) in files.iter().zip(&entries) {
        fs::write(file, config(&[entry])).expect("the scratch folder takes a file");
    }
    let mut good: Vec<(&str, Vec<Matcher>)> = Vec::new();
    for (feature, notation) in MODES {
        let accepted = amtool_accepts_in(feature, &files);
        for (entry, accepted) in entries.iter().zip(accepted) {
            let ours = parse_matchers(entry, notation);
            assert_eq!(ours.is_ok(), accepted, "{entry:?} in {notation:?}: {ours:?}");
            match ours {
                Ok(ours) => {
                    for part in &ours.parts {
                        assert!(entry.get(part.at.clone()).is_some_and(|text| !text.is_empty()), "{ours:?}");
                    }
                    if notation == Notation::Fallback {
                        let matchers = ours.parts.into_iter().map(|part| part.matcher).collect();
                        good.push((entry, matchers));
                    }
                }
                Err(fault) => assert!(entry.get(fault.at.clone()).is_some(), "{entry:?}: {fault:?}"),
            }
        }
    }
    assert!(
        good.len() > 200 && entries.len() - good.len() > 200,
        "{} of {} are good",
        good.len(),
        entries.len()
    );

    let file = folder.path().join("good.yml");
    let texts: Vec<&str> = good.iter().map(|(entry, _)| *entry).collect();
    fs::write(&file, config(&texts)).expect("the scratch folder takes a file");
    let shown = amtool_shown_routes(&file);
    assert_eq!(shown.len(), good.len());
    for ((entry, matchers), shown) in good.into_iter().zip(shown) {
        assert_eq!(drawn(matchers), shown, "{entry:?}");
    }
}

/// What Alertmanager's log warns of is a finding of ours, and nothing else is.
#[test]
fn odd_entries_are_those_of_one_parser_alone() {
    for entry in entries() {
        let read = |notation| parse_matchers(&entry, notation).ok().map(|entry| entry.parts);
        let same = |one: &[larum::import::Part], other: &[larum::import::Part]| {
            one.iter().map(|part| &part.matcher).eq(other.iter().map(|part| &part.matcher))
        };
        let odd = parse_matchers(&entry, Notation::Fallback).ok().and_then(|entry| entry.odd);
        match (read(Notation::Utf8Strict), read(Notation::Classic)) {
            (None, Some(_)) => assert!(matches!(odd, Some(Odd::ClassicOnly(_))), "{entry:?}"),
            (Some(newer), Some(classic)) if !same(&newer, &classic) => {
                assert!(matches!(odd, Some(Odd::Ambiguous(_))), "{entry:?}")
            }
            _ => assert!(odd.is_none(), "{entry:?}"),
        }
    }
}

/// A route for each entry.
fn config(entries: &[&str]) -> String {
    let routes: Vec<_> = entries.iter().map(|entry| json!({ "matchers": [entry] })).collect();
    json!({ "route": { "receiver": "r", "routes": routes }, "receivers": [{ "name": "r" }] }).to_string()
}

/// A node as amtool draws it.
fn drawn(mut matchers: Vec<Matcher>) -> String {
    let rank = |op: MatchOp| {
        [MatchOp::Equal, MatchOp::NotEqual, MatchOp::Regex, MatchOp::NotRegex]
            .iter()
            .position(|one| *one == op)
    };
    matchers.sort_by(|a, b| (&a.label, &a.value, rank(a.op)).cmp(&(&b.label, &b.value, rank(b.op))));
    let quoted =
        |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
    let one = |matcher: &Matcher| {
        let reserved = |c: char| c.is_whitespace() || "{}!=~,\\\"'`".contains(c);
        let label =
            if matcher.label.contains(reserved) { quoted(&matcher.label) } else { matcher.label.to_string() };
        let op = match matcher.op {
            MatchOp::Equal => "=",
            MatchOp::NotEqual => "!=",
            MatchOp::Regex => "=~",
            MatchOp::NotRegex => "!~",
        };
        format!("{label}{op}{}", quoted(&matcher.value))
    };
    match matchers.is_empty() {
        true => "default-route  receiver: r".to_string(),
        false => format!("{{{}}}  receiver: r", matchers.iter().map(one).collect::<Vec<_>>().join(",")),
    }
}
