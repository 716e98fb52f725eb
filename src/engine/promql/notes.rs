//! Warnings and hints that come with an answer, in Prometheus' words (util/annotations).

use crate::expr::BinaryOp;
use crate::text::Span;
use crate::text::go::{self, quote};
use std::fmt;
use std::sync::Arc;

/// As Prometheus' API gives it: `PromQL warning: …`, `PromQL info: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub level: Level,
    pub message: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Warning,
    Info,
}

/// The name of a metric in a note; empty when it has none.
pub type MetricName = Arc<str>;

/// What a note says. Texts are made once for each distinct note, however often it is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    InvalidQuantile(f64),
    InvalidRatio { given: f64, taken: f64 },
    BadBucketLabel { value: Arc<str>, name: MetricName },
    MixedFloatsAndHistograms(MetricName),
    MixedInAggregation,
    MixedClassicAndNative(MetricName),
    HistogramNotCounter(MetricName),
    HistogramNotGauge(MetricName),
    MixedSchemas(MetricName),
    IncompatibleCustomBuckets(MetricName),
    IncompatibleBucketsIn(BinaryOp),
    PossibleNonCounter(MetricName),
    PossibleNonCounterType { found: Arc<str>, name: MetricName },
    ForcedMonotonicity(MetricName),
    IncompatibleTypes { left: &'static str, op: BinaryOp, right: &'static str },
    HistogramIgnoredInAggregation(&'static str),
    HistogramsIgnoredInRange(MetricName),
    QuantileIsNan(MetricName),
    QuantileIsSkewed(MetricName),
    FractionWithoutNans(MetricName),
}

impl Words {
    pub fn level(&self) -> Level {
        match self {
            Words::InvalidQuantile(_)
            | Words::InvalidRatio { .. }
            | Words::BadBucketLabel { .. }
            | Words::MixedFloatsAndHistograms(_)
            | Words::MixedInAggregation
            | Words::MixedClassicAndNative(_)
            | Words::HistogramNotCounter(_)
            | Words::HistogramNotGauge(_)
            | Words::MixedSchemas(_)
            | Words::IncompatibleCustomBuckets(_)
            | Words::IncompatibleBucketsIn(_) => Level::Warning,
            Words::PossibleNonCounter(_)
            | Words::PossibleNonCounterType { .. }
            | Words::ForcedMonotonicity(_)
            | Words::IncompatibleTypes { .. }
            | Words::HistogramIgnoredInAggregation(_)
            | Words::HistogramsIgnoredInRange(_)
            | Words::QuantileIsNan(_)
            | Words::QuantileIsSkewed(_)
            | Words::FractionWithoutNans(_) => Level::Info,
        }
    }

    /// A NaN parameter is equal to itself here.
    fn same(&self, other: &Words) -> bool {
        match (self, other) {
            (Words::InvalidQuantile(one), Words::InvalidQuantile(other)) => one.to_bits() == other.to_bits(),
            _ => self == other,
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self.level() {
            Level::Warning => out.write_str("PromQL warning: ")?,
            Level::Info => out.write_str("PromQL info: ")?,
        }
        match self {
            Words::InvalidQuantile(given) => {
                write!(out, "quantile value should be between 0 and 1, got {}", go::float(*given))
            }
            Words::InvalidRatio { given, taken } => write!(
                out,
                "ratio value should be between -1 and 1, got {}, capping to {}",
                go::float(*given),
                go::float(*taken)
            ),
            Words::BadBucketLabel { value, name } => {
                write!(out, "bucket label \"le\" is missing or has a malformed value of {}", quote(value))?;
                of_metric(out, name)
            }
            Words::MixedFloatsAndHistograms(name) => {
                write!(out, "encountered a mix of histograms and floats for metric name {}", quote(name))
            }
            Words::MixedInAggregation => {
                out.write_str("encountered a mix of histograms and floats for aggregation")
            }
            Words::MixedClassicAndNative(name) => {
                out.write_str("vector contains a mix of classic and native histograms")?;
                of_metric(out, name)
            }
            Words::HistogramNotCounter(name) => {
                write!(out, "this native histogram metric is not a counter: {}", quote(name))
            }
            Words::HistogramNotGauge(name) => {
                write!(out, "this native histogram metric is not a gauge: {}", quote(name))
            }
            Words::MixedSchemas(name) => write!(
                out,
                "vector contains a mix of histograms with exponential and custom buckets schemas for metric name {}",
                quote(name)
            ),
            Words::IncompatibleCustomBuckets(name) => write!(
                out,
                "vector contains histograms with incompatible custom buckets for metric name {}",
                quote(name)
            ),
            Words::IncompatibleBucketsIn(op) => {
                write!(out, "incompatible bucket layout encountered for binary operator {}", op.text())
            }
            Words::PossibleNonCounter(name) => write!(
                out,
                "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: {}",
                quote(name)
            ),
            Words::PossibleNonCounterType { found, name } => write!(
                out,
                "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got {}: {}",
                quote(found),
                quote(name)
            ),
            Words::ForcedMonotonicity(name) => {
                out.write_str(concat!(
                    "input to histogram_quantile needed to be fixed for monotonicity (see ",
                    "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                ))?;
                of_metric(out, name)
            }
            Words::IncompatibleTypes { left, op, right } => {
                let op = op.text();
                write!(
                    out,
                    "incompatible sample types encountered for binary operator \"{op}\": {left} {op} {right}"
                )
            }
            Words::HistogramIgnoredInAggregation(aggregation) => {
                write!(out, "ignored histogram in {aggregation} aggregation")
            }
            Words::HistogramsIgnoredInRange(name) => write!(
                out,
                "ignored histograms in a range containing both floats and histograms for metric name {}",
                quote(name)
            ),
            Words::QuantileIsNan(name) => {
                out.write_str("input to histogram_quantile has NaN observations, result is NaN")?;
                of_metric(out, name)
            }
            Words::QuantileIsSkewed(name) => {
                out.write_str("input to histogram_quantile has NaN observations, result is skewed higher")?;
                of_metric(out, name)
            }
            Words::FractionWithoutNans(name) => {
                out.write_str(
                    "input to histogram_fraction has NaN observations, which are excluded from all fractions",
                )?;
                of_metric(out, name)
            }
        }
    }
}

/// An empty name is told, too.
fn of_metric(out: &mut fmt::Formatter, name: &str) -> fmt::Result {
    write!(out, " for metric name {}", quote(name))
}

/// The notes of one evaluation: each of them once.
#[derive(Debug, Default)]
pub struct Notes {
    given: Vec<(Words, Span)>,
    /// Parameters of aggregations, of which Prometheus tells the greatest and the least of all steps.
    parameters: Vec<(Span, Parameters)>,
}

/// What a parameter was so far.
#[derive(Clone, Copy, Debug)]
struct Parameters {
    of: Parameter,
    least: f64,
    greatest: f64,
    nan: bool,
}

/// What a parameter of an aggregation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    Quantile,
    Ratio,
}

impl Parameters {
    fn words(self) -> Vec<Words> {
        let Parameters { of, least, greatest, nan } = self;
        let mut words = Vec::new();
        match of {
            Parameter::Quantile => {
                words.extend(nan.then_some(Words::InvalidQuantile(f64::NAN)));
                words.extend((greatest > 1.0).then_some(Words::InvalidQuantile(greatest)));
                words.extend((least < 0.0).then_some(Words::InvalidQuantile(least)));
            }
            Parameter::Ratio => {
                let beyond = |given, taken| Words::InvalidRatio { given, taken };
                words.extend((greatest > 1.0).then_some(beyond(greatest, 1.0)));
                words.extend((least < -1.0).then_some(beyond(least, -1.0)));
            }
        }
        words
    }
}

impl Notes {
    pub fn give(&mut self, span: Span, words: Words) {
        let known = self.given.iter().rev().any(|(known, place)| *place == span && known.same(&words));
        if !known {
            self.given.push((words, span));
        }
    }

    /// Remembers a parameter of an aggregation. With a NaN among them, only an infinite one is the greatest or the
    /// least, as of Go's `math.Max`.
    pub fn parameter(&mut self, span: Span, of: Parameter, value: f64) {
        let known = self.parameters.iter_mut().find(|(place, known)| *place == span && known.of == of);
        let Some((_, known)) = known else {
            let nan = value.is_nan();
            return self.parameters.push((span, Parameters { of, least: value, greatest: value, nan }));
        };
        known.nan |= value.is_nan();
        known.greatest = if known.nan && known.greatest.max(value) != f64::INFINITY {
            f64::NAN
        } else {
            known.greatest.max(value)
        };
        known.least = if known.nan && known.least.min(value) != f64::NEG_INFINITY {
            f64::NAN
        } else {
            known.least.min(value)
        };
    }

    pub fn finish(mut self) -> Vec<Note> {
        for (span, parameters) in std::mem::take(&mut self.parameters) {
            parameters.words().into_iter().for_each(|words| self.give(span, words));
        }
        let notes = self.given.into_iter();
        notes.map(|(words, span)| Note { level: words.level(), message: words.to_string(), span }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    #[test]
    fn a_note_is_given_once() {
        let mut notes = Notes::default();
        let span = Span::new(FileId(0), 0, 1);
        notes.give(span, Words::InvalidQuantile(f64::NAN));
        notes.give(span, Words::InvalidQuantile(f64::NAN));
        notes.give(span, Words::PossibleNonCounter("x".into()));
        let messages: Vec<String> = notes.finish().into_iter().map(|note| note.message).collect();
        assert_eq!(
            messages,
            [
                "PromQL warning: quantile value should be between 0 and 1, got NaN",
                "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"x\"",
            ]
        );
    }
}
