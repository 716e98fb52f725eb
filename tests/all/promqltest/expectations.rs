//! What a script expects of a query: series or a scalar, a failure, warnings, hints, an order.

use super::script::{When, range, regex, series};
use larum::series::notation::SeriesLine;
use larum::text::unquote;
use regex::Regex;
use std::sync::LazyLock;

#[derive(Default)]
pub struct Expectations {
    /// In the order in which they are written.
    pub series: Vec<SeriesLine>,
    pub scalar: Option<f64>,
    pub string: Option<String>,
    pub ordered: bool,
    pub fail: Vec<Pattern>,
    pub warnings: Notes,
    pub infos: Notes,
    /// An instant query that gives ranges.
    pub gives_ranges: bool,
}

/// What is expected of the notes of one level.
#[derive(Default)]
pub struct Notes {
    /// Each matches one at least, and each note is matched.
    pub some: Vec<Pattern>,
    pub none: bool,
}

pub enum Pattern {
    Any,
    Message(String),
    Regex(Regex),
}

impl Pattern {
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Any => true,
            Pattern::Message(message) => message == text,
            Pattern::Regex(regex) => regex.is_match(text),
        }
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Pattern::Any => out.write_str("any message"),
            Pattern::Message(message) => write!(out, "{message:?}"),
            Pattern::Regex(regex) => write!(out, "a match of {regex}"),
        }
    }
}

static EXPECT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$"));
static EXPECT_RANGE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$"));

impl Expectations {
    /// From the word behind `eval_` and the lines below; also how many of these were read. `when` becomes a
    /// range where an instant query gives ranges.
    pub fn read(
        kind: Option<&str>,
        body: &[&str],
        line: usize,
        when: &mut When,
    ) -> Result<(Expectations, usize), (usize, String)> {
        let mut expected = Expectations::default();
        if let Some(kind) = kind {
            expected.expect(kind, Pattern::Any);
        }
        for (index, text) in body.iter().enumerate() {
            let here = line + 1 + index;
            let old = [("expected_fail_message", "msg"), ("expected_fail_regexp", "regex")];
            if kind == Some("fail")
                && let Some((word, form)) = old.iter().find(|(word, _)| text.starts_with(word))
            {
                expected.fail = vec![pattern(form, &text[word.len()..], here)?];
                return Ok((expected, index + 1));
            }
            if text.starts_with("expect range vector") {
                let parts = EXPECT_RANGE.captures(text).ok_or((here, format!("{text:?} is no range")))?;
                *when = range(&parts, 1, here)?;
                expected.gives_ranges = true;
            } else if let Some(string) = text.strip_prefix("expect string ") {
                let string = unquote(string.trim()).map_err(|fault| (here, fault.message))?;
                expected.string = Some(string);
            } else if text.split(' ').next() == Some("expect") {
                let parts = EXPECT.captures(text).ok_or((here, format!("{text:?} expects nothing")))?;
                let pattern = match parts.get(2) {
                    Some(form) => pattern(form.as_str(), &parts[3], here)?,
                    None => Pattern::Any,
                };
                expected.expect(&parts[1], pattern);
            } else if let Ok(number) = text.parse::<f64>() {
                expected.scalar = Some(number);
                return Ok((expected, index + 1));
            } else {
                expected.series.push(series(text, here)?);
            }
        }
        let notes = [&expected.warnings, &expected.infos];
        if notes.iter().any(|notes| notes.none && !notes.some.is_empty()) || expected.fail.len() > 1 {
            return Err((line, "these expectations contradict each other".to_string()));
        }
        let many = expected.series.iter().any(|series| series.values.len() > 1);
        if many && matches!(when, When::At(_)) {
            return Err((line, "an instant query gives one value a series".to_string()));
        }
        Ok((expected, body.len()))
    }

    fn expect(&mut self, kind: &str, pattern: Pattern) {
        match kind {
            "ordered" => self.ordered = true,
            "fail" => self.fail.push(pattern),
            "warn" => self.warnings.some.push(pattern),
            "no_warn" => self.warnings.none = true,
            "info" => self.infos.some.push(pattern),
            _ => self.infos.none = true,
        }
    }
}

fn pattern(form: &str, text: &str, line: usize) -> Result<Pattern, (usize, String)> {
    let text = text.trim();
    match form {
        "msg" => Ok(Pattern::Message(text.to_string())),
        _ => Regex::new(text).map(Pattern::Regex).map_err(|error| (line, error.to_string())),
    }
}
