//! Whether expressions give what they should.

use super::file::{ExpectedSample, ExprTest, Test};
use super::run::Failure;
use super::words;
use crate::diag::{Diagnostic, codes};
use crate::engine::promql::Query;
use crate::engine::rules::{self, as_vector};
use crate::import::rules::query;
use crate::quantity::duration_text;
use crate::series::notation::{self, Fault};
use crate::series::{Labels, Reading, Store};
use crate::text::{Located, go};

/// A sample, as it is compared.
struct Comparable {
    labels: Labels,
    /// 0 of a histogram.
    value: f64,
    /// In the notation of tests.
    histogram: Option<String>,
}

/// Checks all expressions of a test, over what its rules have written.
pub(super) fn check(
    test: &Test,
    fuzzy: bool,
    store: &mut Store,
    server: &rules::Options,
    failures: &mut Vec<Failure>,
) {
    failures.extend(test.expr_tests.iter().filter_map(|test| check_one(test, fuzzy, store, server)));
}

fn check_one(test: &ExprTest, fuzzy: bool, store: &mut Store, server: &rules::Options) -> Option<Failure> {
    let at = duration_text(test.at);
    let what = format!("    expr: {}, time: {at},", go::quote(&test.expr.value));
    let mut got = match ask(test, store, server) {
        Ok(got) => got,
        Err(Unasked::Unreadable(finding)) => return Some(Failure::unreadable(*finding)),
        Err(Unasked::Failed(message)) => {
            let report = format!("{what} err: {message}");
            let message = format!("the expression cannot be evaluated: {message}");
            return Some(Failure { message, report, span: test.expr.span, finding: None });
        }
    };
    let mut expected = match test.expected.iter().map(read).collect::<Result<Vec<_>, _>>() {
        Ok(expected) => expected,
        Err(finding) => return Some(Failure::unreadable(*finding)),
    };
    let by_labels = |one: &Comparable, other: &Comparable| one.labels.iter().cmp(other.labels.iter());
    got.sort_by(by_labels);
    expected.sort_by(by_labels);
    let same = expected.len() == got.len()
        && expected.iter().zip(&got).all(|(expected, got)| expected.equals(got, fuzzy));
    if same {
        return None;
    }
    let report = format!("{what}\n        exp: {}\n        got: {}", list(&expected), list(&got));
    let message = format!("the expression gives other samples at {at} than expected");
    Some(Failure { message, report, span: test.expr.span, finding: None })
}

enum Unasked {
    Unreadable(Box<Diagnostic>),
    /// In Prometheus' words.
    Failed(String),
}

fn ask(test: &ExprTest, store: &mut Store, server: &rules::Options) -> Result<Vec<Comparable>, Unasked> {
    let nothing = || {
        Diagnostic::new(codes::SYNTAX_UNEXPECTED, test.expr.span, "no expression is given")
            .help("write what is to be asked behind `expr:`")
    };
    if test.expr.value.trim().is_empty() {
        return Err(Unasked::Unreadable(Box::new(nothing())));
    }
    let expr = query(&test.expr, &server.features).map_err(|findings| {
        Unasked::Unreadable(Box::new(findings.into_iter().next().unwrap_or_else(nothing)))
    })?;
    let answer = Query::new(&expr, &server.promql).instant(store, test.at);
    let value = answer.map_err(|failure| Unasked::Failed(failure.message))?.value;
    let samples = as_vector(value, test.at, store).map_err(Unasked::Failed)?;
    let comparable = |sample: &crate::engine::promql::Sample| {
        let labels = store.sets.labels(sample.labels).clone();
        Comparable::new(labels, &sample.reading)
    };
    Ok(samples.iter().map(comparable).collect())
}

fn read(sample: &ExpectedSample) -> Result<Comparable, Box<Diagnostic>> {
    let labels =
        notation::parse_labels(&sample.labels.value).map_err(|fault| finding(&sample.labels, 0, fault))?;
    let value = sample.value;
    if sample.histogram.value.is_empty() {
        return Ok(Comparable { labels, value, histogram: None });
    }
    const BEFORE: &str = "{} ";
    let line = notation::parse(&format!("{BEFORE}{}", sample.histogram.value))
        .map_err(|fault| finding(&sample.histogram, BEFORE.len(), fault))?;
    let mut values = line.values.iter();
    match (values.next().flatten(), values.next()) {
        (Some(reading @ Reading::Histogram(_)), None) => {
            Ok(Comparable { value, ..Comparable::new(labels, &reading) })
        }
        _ => {
            let span = sample.histogram.span;
            let finding = Diagnostic::new(codes::TEST_NOTATION, span, "this is not one histogram");
            Err(Box::new(finding.help("write one, such as `{{schema:0 sum:5 count:4 buckets:[1 2 1]}}`")))
        }
    }
}

/// `before` bytes were put in front of the text.
fn finding(text: &Located, before: usize, fault: Fault) -> Box<Diagnostic> {
    let place = |at: usize| at.saturating_sub(before).min(text.value.len());
    let span = text.span_of(place(fault.place.start)..place(fault.place.end));
    let mut finding = Diagnostic::new(codes::TEST_NOTATION, span, fault.message);
    finding.help = fault.help;
    Box::new(finding)
}

impl Comparable {
    fn new(labels: Labels, reading: &Reading) -> Comparable {
        match reading {
            Reading::Float(value) => Comparable { labels, value: *value, histogram: None },
            Reading::Histogram(histogram) => {
                Comparable { labels, value: 0.0, histogram: Some(histogram.notation()) }
            }
        }
    }

    /// Exactly, or up to the next float where that is asked for; NaN equals nothing.
    fn equals(&self, other: &Comparable, fuzzy: bool) -> bool {
        let (one, two) = (self.value, other.value);
        let same = one == two || fuzzy && (one.next_up() == two || one.next_down() == two);
        same && self.labels == other.labels && self.histogram == other.histogram
    }

    fn words(&self) -> String {
        let labels = words::labels(self.labels.iter());
        match &self.histogram {
            Some(histogram) => format!("{labels} {histogram}"),
            None => {
                let value = go::float_in(self.value, go::Form::Exponent, None).replace('e', "E");
                format!("{labels} {value}")
            }
        }
    }
}

fn list(samples: &[Comparable]) -> String {
    if samples.is_empty() {
        return "nil".to_owned();
    }
    samples.iter().map(Comparable::words).collect::<Vec<_>>().join(", ")
}
