//! The series of a test.

use super::Reader;
use crate::diag::{Diagnostic, codes};
use crate::expr::{Duration, MatchOp, Selector};
use crate::model::{Pair, TestSeries, TestValues};
use crate::series::notation;
use crate::syntax::ast::{SeriesLine, SeriesValues, ShapeKind};
use crate::text::{Spanned, nearest};

/// The words that shapes begin with.
const SHAPES: [&str; 6] = ["constant", "observing", "ramp", "rising", "step", "wave"];

impl Reader<'_> {
    pub(super) fn series(&mut self, every: &Duration, lines: &[SeriesLine], found: &mut Vec<TestSeries>) {
        let every = self.positive(every, "a step");
        for line in lines {
            let labels = self.labels(&line.series, line);
            let made = match &line.values {
                SeriesValues::Notation(text) => {
                    let values = self.notation(text).map(TestValues::Notation);
                    values
                        .map(|values| TestSeries { labels, every, values, span: line.span })
                        .into_iter()
                        .collect()
                }
                SeriesValues::Shape(shape) => match &shape.kind {
                    ShapeKind::Observing { phases, buckets } => {
                        self.observing((&labels, every, line.span), shape, phases, buckets)
                    }
                    _ => {
                        let values = TestValues::Shape(self.shape(shape));
                        vec![TestSeries { labels, every, values, span: line.span }]
                    }
                },
            };
            self.add(made, found);
        }
    }

    /// Adds the series of a line, unless there are some of them already: once is enough to say so.
    fn add(&mut self, made: Vec<TestSeries>, found: &mut Vec<TestSeries>) {
        let mut twice = None;
        for series in made {
            match found.iter().find(|known| known.labels == series.labels) {
                Some(first) => twice = Some((first.span, series.span)),
                None => found.push(series),
            }
        }
        if let Some((first, second)) = twice {
            self.findings.push(
                Diagnostic::new(codes::TEST_SERIES, second, "this series stands here twice")
                    .because(first, "first here")
                    .help("give it all its values in one line, or other labels"),
            );
        }
    }

    /// Sorted, with the name; what does not say exactly which series is meant is reported.
    fn labels(&mut self, series: &Selector, line: &SeriesLine) -> Vec<Pair> {
        let mut labels: Vec<Pair> = Vec::new();
        match &series.name {
            Some(name) => labels.push(("__name__".to_string(), name.value.clone())),
            None if !series.matchers.iter().any(|matcher| matcher.label.value == "__name__") => {
                self.findings.push(
                    Diagnostic::new(codes::TEST_SERIES, line.span, "this series has no name")
                        .help("write the metric's name before the labels"),
                );
            }
            None => {}
        }
        for matcher in &series.matchers {
            let label = &matcher.label;
            if matcher.op != MatchOp::Equal {
                self.findings.push(
                    Diagnostic::new(
                        codes::TEST_SERIES,
                        label.span.to(matcher.value.span),
                        "a series has labels, and selects none",
                    )
                    .help(format!("write `{}=\"…\"`", label.value)),
                );
            }
            if labels.iter().any(|(name, _)| *name == label.value) {
                let message = format!("the series has two labels `{}`", label.value);
                self.findings
                    .push(Diagnostic::new(codes::TEST_SERIES, label.span, message).help("keep one of them"));
            }
            labels.push((label.value.clone(), matcher.value.value.clone()));
        }
        labels.sort();
        labels
    }

    fn notation(&mut self, text: &Spanned<String>) -> Option<notation::Values> {
        let fault = match notation::parse_values(&text.value) {
            Ok(values) => return Some(values),
            Err(fault) => fault,
        };
        let span = text.span.part(fault.place.start, fault.place.end);
        let word = text.value.split_whitespace().next().unwrap_or_default();
        if let Some(shape) = nearest(word, SHAPES) {
            let message = format!("no value and no shape is written `{word}`");
            let span = text.span.part(0, word.len());
            self.findings.push(
                Diagnostic::new(codes::TEST_NOTATION, span, message).help(format!("did you mean `{shape}`?")),
            );
            return None;
        }
        let help = "write values as promtool reads them, such as `0+10x40`, or a shape such as `rising 10/s`";
        let finding = Diagnostic::new(codes::TEST_NOTATION, span, fault.message);
        self.findings.push(finding.help(fault.help.unwrap_or(help.to_string())));
        None
    }
}
