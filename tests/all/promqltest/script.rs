//! The language of Prometheus' conformance scripts, read to commands. Source: `promql/promqltest/test.go`.

use super::expectations::Expectations;
use larum::expr::Expr;
use larum::expr::types::{self, Features};
use larum::quantity::parse_duration;
use larum::series::notation::{self, SeriesLine};
use larum::syntax::parse_expression;
use larum::text::FileId;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A command and the number of its line.
pub struct Command {
    pub line: usize,
    pub what: What,
}

pub enum What {
    Clear,
    Load(Load),
    Eval(Box<Eval>),
}

/// `load 5m` and its series, which begin at the epoch.
pub struct Load {
    pub step: i64,
    pub series: Vec<SeriesLine>,
    /// Classic histograms are loaded once more, as native ones with custom buckets.
    pub custom_buckets: bool,
}

pub struct Eval {
    /// Or why it is refused before it is evaluated.
    pub expr: Result<Expr, String>,
    pub text: String,
    pub when: When,
    pub expected: Expectations,
}

#[derive(Clone, Copy)]
pub enum When {
    At(i64),
    Range { start: i64, end: i64, step: i64 },
}

static LOAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^load(_with_nhcb)?\s+(.+?)$"));
static INSTANT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?))?\s+(.+)$"));
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$")
});

pub fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this test is well formed")
}

/// The commands of a script, and of those that cannot be read the line and why.
pub fn read(text: &str) -> (Vec<Command>, Vec<(usize, String)>) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let blank = |line: &str| line.is_empty() || line.starts_with('#');
    let (mut commands, mut faults) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let (line, first) = (at + 1, lines[at]);
        at += 1;
        if blank(first) {
            continue;
        }
        let body = &lines[at..];
        let body = &body[..body.iter().position(|line| blank(line)).unwrap_or(body.len())];
        match command(first, body, line) {
            Ok((what, taken)) => {
                commands.push(Command { line, what });
                at += taken;
            }
            Err(fault) => {
                faults.push(fault);
                at += body.len();
            }
        }
    }
    (commands, faults)
}

/// One command, and how many of the lines below belong to it.
fn command(first: &str, body: &[&str], line: usize) -> Result<(What, usize), (usize, String)> {
    let word = first.split_whitespace().next().unwrap_or_default().to_lowercase();
    if word == "clear" {
        return Ok((What::Clear, 0));
    }
    if word.starts_with("load") {
        return Ok((What::Load(load(first, body, line)?), body.len()));
    }
    if word.starts_with("eval") {
        let (eval, taken) = eval(first, body, line)?;
        return Ok((What::Eval(Box::new(eval)), taken));
    }
    Err((line, format!("{first:?} is no command")))
}

fn load(first: &str, body: &[&str], line: usize) -> Result<Load, (usize, String)> {
    let parts = LOAD.captures(first).ok_or((line, format!("{first:?} loads nothing")))?;
    let step = duration(&parts[2], line)?;
    let mut all: Vec<SeriesLine> = Vec::new();
    for (text, line) in body.iter().zip(line + 1..) {
        let one = series(text, line)?;
        // Of two that are the same series the later counts.
        all.retain(|other| other.labels != one.labels);
        all.push(one);
    }
    Ok(Load { step, series: all, custom_buckets: parts.get(1).is_some() })
}

fn eval(first: &str, body: &[&str], line: usize) -> Result<(Eval, usize), (usize, String)> {
    let (parts, when, text) = match INSTANT.captures(first) {
        Some(parts) => {
            let at = parts.get(2).ok_or((line, "an instant is missing".to_string()))?;
            let at = duration(at.as_str(), line)?;
            let text = parts[3].to_string();
            (parts, When::At(at), text)
        }
        None => {
            let parts = RANGE.captures(first).ok_or((line, format!("{first:?} evaluates nothing")))?;
            let when = range(&parts, 2, line)?;
            let text = parts[5].to_string();
            (parts, when, text)
        }
    };
    let mut when = when;
    let kind = parts.get(1).map(|kind| kind.as_str());
    let (expected, taken) = Expectations::read(kind, body, line, &mut when)?;
    Ok((Eval { expr: expression(&text), text, when, expected }, taken))
}

/// With all features, as Prometheus runs its scripts.
fn expression(text: &str) -> Result<Expr, String> {
    let features = Features { experimental_functions: true, duration_expressions: true, version: None };
    let (expr, mut findings) = parse_expression(text, FileId(0), 0);
    if !findings.has_errors() {
        types::check(&expr, &features, &mut findings);
    }
    match findings.iter().next() {
        Some(finding) if findings.has_errors() => Err(finding.message.clone()),
        _ => Ok(expr),
    }
}

/// Start, end and step from group `first` on.
pub fn range(parts: &Captures, first: usize, line: usize) -> Result<When, (usize, String)> {
    let [start, end, step] = [0, 1, 2].map(|part| duration(&parts[first + part], line));
    let (start, end, step) = (start?, end?, step?);
    if end < start {
        return Err((line, "the end is before the start".to_string()));
    }
    Ok(When::Range { start, end, step })
}

fn duration(text: &str, line: usize) -> Result<i64, (usize, String)> {
    parse_duration(text).map_err(|error| (line, error.message))
}

pub fn series(text: &str, line: usize) -> Result<SeriesLine, (usize, String)> {
    notation::parse(text).map_err(|fault| (line, format!("{text}: {}", fault.message)))
}
