//! `…_over_time`: aggregations of the samples of one series.

use super::frame::{Frame, NOTHING, float};
use crate::engine::promql::Failure;
use crate::engine::promql::aggregate::approach;
use crate::engine::promql::notes::Words;
use crate::engine::promql::sums::{self, Mean, Sum};
use crate::series::histogram::Unlike;
use crate::series::{Histogram, Reading};
use std::sync::Arc;

pub fn average(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    if !frame.window.histograms.is_empty() {
        return of_histograms(frame, approach);
    }
    let [first, rest @ ..] = frame.window.values else { return NOTHING };
    let mut mean = Mean::new(*first);
    rest.iter().for_each(|value| mean.add(*value));
    float(mean.value())
}

pub fn sum(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    if !frame.window.histograms.is_empty() {
        return of_histograms(frame, |sum, next, _| sum.add(next));
    }
    let mut sum = Sum::default();
    frame.window.values.iter().for_each(|value| sum.add(*value));
    float(if sum.total.is_infinite() { sum.total } else { sum.total + sum.lost })
}

/// Folds histograms, if there are no floats; the step knows how many they are so far.
fn of_histograms(
    frame: &mut Frame,
    step: fn(&mut Histogram, &Histogram, f64) -> Result<(), Unlike>,
) -> Result<Option<Reading>, Failure> {
    if frame.window.is_mixed() {
        frame.note(Words::MixedFloatsAndHistograms);
        return NOTHING;
    }
    let [first, rest @ ..] = frame.window.histograms else { return NOTHING };
    let mut result = Histogram::clone(first);
    for (index, histogram) in rest.iter().enumerate() {
        if let Err(unlike) = step(&mut result, histogram, (index + 2) as f64) {
            frame.unlike(unlike);
            return NOTHING;
        }
    }
    Ok(Some(Reading::from(result)))
}

pub fn count(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    float(frame.window.len() as f64)
}

pub fn present(_: &mut Frame) -> Result<Option<Reading>, Failure> {
    float(1.0)
}

pub fn last(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let window = frame.window;
    if window.histogram_times.last() > window.times.last() {
        return Ok(window.histograms.last().map(|histogram| Reading::Histogram(Arc::clone(histogram))));
    }
    Ok(window.values.last().map(|value| Reading::Float(*value)))
}

pub fn time_of_last(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let last = frame.window.times.last().max(frame.window.histogram_times.last());
    Ok(last.map(|time| Reading::Float(*time as f64 / 1000.0)))
}

pub fn greatest(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    Ok(extreme(frame, |value, best| value > best).map(|(_, value)| Reading::Float(value)))
}

pub fn least(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    Ok(extreme(frame, |value, best| value < best).map(|(_, value)| Reading::Float(value)))
}

/// Of several greatest ones, the last.
pub fn time_of_greatest(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    Ok(extreme(frame, |value, best| value >= best).map(|(time, _)| Reading::Float(time)))
}

pub fn time_of_least(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    Ok(extreme(frame, |value, best| value <= best).map(|(time, _)| Reading::Float(time)))
}

/// The floats, if there are any; histograms beside them are left out with a note.
pub fn floats<'a>(frame: &mut Frame<'a>) -> Option<&'a [f64]> {
    if frame.window.values.is_empty() {
        return None;
    }
    if frame.window.is_mixed() {
        frame.note(Words::HistogramsIgnoredInRange);
    }
    Some(frame.window.values)
}

/// Its time in seconds and its value.
fn extreme(frame: &mut Frame, better: fn(f64, f64) -> bool) -> Option<(f64, f64)> {
    floats(frame)?;
    let window = frame.window;
    let mut best = (*window.times.first()?, *window.values.first()?);
    for (time, value) in window.times.iter().zip(window.values) {
        if better(*value, best.1) || best.1.is_nan() {
            best = (*time, *value);
        }
    }
    Some((best.0 as f64 / 1000.0, best.1))
}

pub fn quantile(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let wanted = frame.scalar(0);
    if !frame.window.values.is_empty() && !(0.0..=1.0).contains(&wanted) {
        frame.notes.give(frame.span, Words::InvalidQuantile(wanted));
    }
    let Some(values) = floats(frame) else { return NOTHING };
    float(sums::quantile(wanted, &mut values.to_vec()))
}

/// The median of the distances from the median.
pub fn median_deviation(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let Some(values) = floats(frame) else { return NOTHING };
    let mut values = values.to_vec();
    let median = sums::quantile(0.5, &mut values);
    for value in &mut values {
        *value = (*value - median).abs();
    }
    float(sums::quantile(0.5, &mut values))
}
