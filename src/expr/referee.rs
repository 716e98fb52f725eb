//! A second opinion on every expression that we emit: the independent parser `promql-parser`.
//!
//! It compiles regexes, which costs more than all its parsing; we check regexes ourselves, so
//! it is given `=~` as `=`. And many rules differ in names and thresholds alone, so an answer
//! is kept by the expression's *shape*.

use super::shape::shape;
use std::collections::HashSet;
use std::sync::{LazyLock, RwLock};

/// More shapes than this are not kept: a program of as many has few that repeat.
const MOST_SHAPES: usize = 1 << 16;

static ACCEPTED: LazyLock<RwLock<HashSet<Box<str>>>> = LazyLock::new(RwLock::default);

/// Whether the independent parser takes the expression; else its words.
pub fn accepts(promql: &str) -> Result<(), String> {
    // A comment may hold half a string, which the shape would take for a whole one.
    if promql.contains('#') {
        return judge(promql);
    }
    let shape = shape(promql);
    let known = ACCEPTED.read().is_ok_and(|accepted| accepted.contains(shape.as_str()));
    if known {
        return Ok(());
    }
    judge(promql)?;
    if let Ok(mut accepted) = ACCEPTED.write()
        && accepted.len() < MOST_SHAPES
    {
        accepted.insert(shape.into());
    }
    Ok(())
}

fn judge(promql: &str) -> Result<(), String> {
    promql_parser::parser::parse(&without_regexes(promql)).map(drop)
}

/// The expression with `=~` as `=` and `!~` as `!=`, outside strings.
fn without_regexes(promql: &str) -> String {
    let mut out = String::with_capacity(promql.len());
    let mut rest = promql;
    while let Some(at) = rest.find(['~', '"', '\'', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('~') {
            // An empty pattern matches everything, and so does a matcher of an empty value.
            if out.ends_with('!') {
                out.push('=');
            }
            rest = &rest[1..];
        } else {
            let end = string_end(rest);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

/// Where the string at the beginning of `text` ends, behind its quote.
pub(super) fn string_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let quote = bytes[0];
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            byte if byte == quote => return at + 1,
            b'\\' if quote != b'`' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regexes_become_plain_matchers() {
        assert_eq!(without_regexes(r#"x{a=~"=~\"(",b!~'!~'}"#), r#"x{a="=~\"(",b!='!~'}"#);
    }

    #[test]
    fn what_is_no_promql_is_refused_again_and_again() {
        for _ in 0..2 {
            assert_eq!(accepts("sum by (job) (rate(x{a=~\"b|c\"}[5m])) > 0.5"), Ok(()));
            assert!(accepts("sum by (job) (rate(x{a=~\"b|c\"}))").is_err());
            assert!(accepts("x{").is_err());
        }
    }
}
