//! Regexes as Prometheus and Alertmanager have them: Go's RE2 dialect, fully anchored. `.` matches line breaks in
//! Prometheus, and not in Alertmanager.
//!
//! The `regex` crate speaks nearly the same language, yet accepts patterns that Go refuses (`a**`, `x{1001}`,
//! `(?x)`) and reads some differently (`[a&&b]`, `a{,5}`, `\Q..\E`, `\d`). So [`translate`] reads a pattern as
//! Go does, refuses what Go refuses, and writes every atom in words that mean the same to the crate.

mod class;
mod escape;
mod group;
pub mod language;
mod matcher;
mod repeat;
mod translate;
mod unicode;

pub use matcher::Matcher;

use std::ops::Range;

/// Why Prometheus would refuse a regex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegexError {
    /// The bytes of the pattern that are wrong.
    pub at: Range<usize>,
    /// One sentence without full stop.
    pub message: Box<str>,
    /// What to write instead.
    pub help: Option<String>,
    /// What Go says: ``missing closing ): `(a` ``.
    pub in_go: Box<str>,
}

impl RegexError {
    /// Go has a few words for what is wrong, and shows the part of the pattern that is.
    fn new(at: Range<usize>, go: &str, part: &str, message: impl Into<Box<str>>) -> RegexError {
        RegexError { at, message: message.into(), help: None, in_go: format!("{go}: `{part}`").into() }
    }

    fn help(mut self, help: impl Into<String>) -> RegexError {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for RegexError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RegexError {}

/// Most memory that one compiled regex may take, in bytes.
const SIZE_LIMIT: usize = 10 << 20;

/// Nesting that the crate allows. Our own cap on groups is lower; each adds at most four levels of syntax tree.
const CRATE_NEST_LIMIT: u32 = 2_000;

/// Would Prometheus accept this pattern? Compiles nothing: linear in the pattern's length.
pub fn check(pattern: &str) -> Result<(), RegexError> {
    if is_literal(pattern) { Ok(()) } else { translate::translate(pattern, true).map(drop) }
}

/// A regex for whole strings, as `label_replace` uses the pattern in Prometheus; to ask only whether a string
/// matches, a [`Matcher`] is made faster.
///
/// Beyond the errors of [`check`], a pattern whose program would take over 10 MiB is refused.
pub fn compile(pattern: &str) -> Result<regex::Regex, RegexError> {
    build(pattern, &anchored_for_prometheus(pattern)?)
}

fn anchored_for_prometheus(pattern: &str) -> Result<String, RegexError> {
    if is_literal(pattern) {
        return Ok(format!(r"\A{pattern}\z"));
    }
    Ok(format!(r"\A(?:{})\z", translate::translate(pattern, true)?))
}

/// A matcher for parts of strings, as Go's `regexp` itself uses the pattern: `.` matches no line break.
///
/// Beyond the errors of [`check`], a pattern whose program would take over 10 MiB is refused.
pub fn compile_part(pattern: &str) -> Result<regex::Regex, RegexError> {
    build(pattern, &translate::translate(pattern, false)?)
}

/// Would Alertmanager accept this pattern? It puts the text itself between `^(?:` and `)$`, so that a `\Q` at its
/// end has no end, and `a)|(b` is a regex.
pub fn check_for_alertmanager(pattern: &str) -> Result<(), RegexError> {
    if is_literal(pattern) { Ok(()) } else { between_anchors(pattern).map(drop) }
}

/// A matcher as Alertmanager makes it of the pattern: `.` matches no line break there.
///
/// Beyond the errors of [`check_for_alertmanager`], a pattern whose program would take over 10 MiB is refused.
pub fn compile_for_alertmanager(pattern: &str) -> Result<regex::Regex, RegexError> {
    build(pattern, &between_anchors(pattern)?)
}

fn between_anchors(pattern: &str) -> Result<String, RegexError> {
    let (before, after) = ("^(?:", ")$");
    translate::translate(&format!("{before}{pattern}{after}"), false).map_err(|error| {
        let inside = |at: usize| at.saturating_sub(before.len()).min(pattern.len());
        RegexError { at: inside(error.at.start)..inside(error.at.end), ..error }
    })
}

fn build(pattern: &str, anchored: &str) -> Result<regex::Regex, RegexError> {
    regex::RegexBuilder::new(anchored)
        .size_limit(SIZE_LIMIT)
        .nest_limit(CRATE_NEST_LIMIT)
        .build()
        .map_err(|error| refusal(pattern, matches!(error, regex::Error::CompiledTooBig(_)), &error))
}

/// Why a pattern that Go accepts is no regex here.
fn refusal(pattern: &str, too_big: bool, error: &dyn std::error::Error) -> RegexError {
    let why = if too_big {
        "this regex needs over 10 MiB".to_owned()
    } else {
        format!("this regex cannot be compiled: {error}")
    };
    RegexError::new(0..pattern.len(), "expression too large", pattern, why)
        .help("use smaller repeat counts or fewer character classes")
}

/// Has the pattern only characters that mean themselves, in Go and in the crate?
fn is_literal(pattern: &str) -> bool {
    !pattern.bytes().any(|byte| {
        matches!(
            byte,
            b'\\' | b'.' | b'+' | b'*' | b'?' | b'(' | b')' | b'|' | b'[' | b']' | b'{' | b'}' | b'^' | b'$'
        )
    })
}

#[cfg(test)]
mod tests;
