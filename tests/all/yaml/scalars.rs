//! Random YAML, most of it damaged: the same is refused as libyaml refuses, and the values are the same.

use super::{libyaml, stream};
use crate::support::dice::Dice;
use larum::text::Located;
use larum::yaml::{Kind, Node, Resolved};
use serde_yaml::Value;

/// No tags but one, and no `?`: Go's port takes these otherwise than libyaml itself.
const PIECES: [&str; 43] = [
    "a",
    "b",
    "1",
    "~",
    ":",
    " ",
    " ",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n\n",
    "- ",
    ": ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "'",
    "''",
    "\"",
    "#",
    " #",
    "|\n",
    ">\n",
    "|-\n",
    ">+\n  ",
    "|2\n",
    "&x ",
    "*x",
    "!!str ",
    "\\",
    "\\n",
    "\t",
    "---\n",
    "...\n",
    "%",
    "é",
    "\r\n",
    "\u{2028}",
    "key: ",
    "key: value\n",
];

#[test]
fn random_text_is_judged_as_libyaml_does() {
    let mut dice = Dice::new();
    let (mut read, mut refused) = (0, 0);
    for _ in 0..100_000 {
        let text: String = dice.several(1, 14, |dice, _| *dice.one_of(&PIECES)).concat();
        let ours = stream(&text);
        let words: Vec<&str> = ours.findings.iter().map(|finding| finding.message.as_str()).collect();
        // What it says of values is said behind the syntax.
        let theirs = match libyaml(&text) {
            Err(words) if words.contains("duplicate") || words.contains("invalid type") => continue,
            other => other,
        };
        let syntax = ours.findings.iter().any(|finding| finding.code.name.starts_with("yaml/"));
        assert_eq!(!syntax, theirs.is_ok(), "{text:?}: {words:?}, libyaml {theirs:?}");
        match theirs {
            Ok(documents) if ours.findings.is_empty() => {
                read += 1;
                // An empty file is one empty document for the one and none for the other.
                if !ours.documents.is_empty() {
                    let found: Vec<Value> = ours.documents.iter().map(value).collect();
                    assert_eq!(found, documents, "{text:?}");
                }
                ours.documents.iter().for_each(|document| places(document, &text));
            }
            Ok(_) => {}
            Err(_) => refused += 1,
        }
    }
    assert!(read > 10_000 && refused > 10_000, "{read} read, {refused} refused");
}

/// A tree as serde_yaml has it; scalars that are no text by what they mean.
fn value(node: &Node) -> Value {
    match &*node.kind {
        Kind::Scalar(scalar) => match scalar.resolved() {
            Resolved::Null => Value::Null,
            Resolved::Int(value) => Value::from(value),
            Resolved::Bool(value) => Value::Bool(value),
            Resolved::Unsigned(value) => Value::from(value),
            Resolved::Float(value) => Value::from(value),
            Resolved::Text => Value::String(scalar.text.value.clone()),
        },
        Kind::Sequence(items) => Value::Sequence(items.iter().map(value).collect()),
        Kind::Mapping(entries) => {
            Value::Mapping(entries.iter().map(|entry| (value(&entry.key), value(&entry.value))).collect())
        }
    }
}

/// Each character of each value points at bytes of the file that can have written it.
fn places(node: &Node, text: &str) {
    match &*node.kind {
        Kind::Scalar(scalar) => located(&scalar.text, text),
        Kind::Sequence(items) => items.iter().for_each(|item| places(item, text)),
        Kind::Mapping(entries) => entries.iter().for_each(|entry| {
            places(&entry.key, text);
            places(&entry.value, text);
        }),
    }
}

fn located(value: &Located, text: &str) {
    let mut before = 0;
    for (at, character) in value.value.char_indices() {
        let span = value.span_of(at..at + character.len_utf8());
        let written = &text[span.start as usize..span.end as usize];
        let right = written.chars().eq([character])
            || written.starts_with('\\')
            || written == "''"
            || [' ', '\n'].contains(&character) && ["\n", "\r\n"].contains(&written);
        assert!(right, "{text:?}: {character:?} is written {written:?}");
        assert!(span.start >= before, "{text:?}: places go back");
        before = span.end;
    }
}
