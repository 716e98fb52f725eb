//! `…_over_time`: aggregations of the samples of one series.

use super::frame::{Frame, NOTHING, float};
use crate::engine::promql::Failure;
use crate::engine::promql::notes::Words;
use crate::engine::promql::sums::{self, Mean, Sum};
use crate::series::Reading;

pub fn average(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let [first, rest @ ..] = frame.window.values else { return NOTHING };
    let mut mean = Mean::new(*first);
    rest.iter().for_each(|value| mean.add(*value));
    float(mean.value())
}

pub fn sum(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let mut sum = Sum::default();
    frame.window.values.iter().for_each(|value| sum.add(*value));
    float(if sum.total.is_infinite() { sum.total } else { sum.total + sum.lost })
}

pub fn count(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    float(frame.window.len() as f64)
}

pub fn present(_: &mut Frame) -> Result<Option<Reading>, Failure> {
    float(1.0)
}

pub fn last(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    Ok(frame.window.values.last().map(|value| Reading::Float(*value)))
}

pub fn time_of_last(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    Ok(frame.window.times.last().map(|time| Reading::Float(*time as f64 / 1000.0)))
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

/// Its time in seconds and its value.
fn extreme(frame: &mut Frame, better: fn(f64, f64) -> bool) -> Option<(f64, f64)> {
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
    if frame.window.values.is_empty() {
        return NOTHING;
    }
    let wanted = frame.scalar(0);
    if !(0.0..=1.0).contains(&wanted) {
        frame.notes.give(frame.span, Words::InvalidQuantile(wanted));
    }
    float(sums::quantile(wanted, &mut frame.window.values.to_vec()))
}

/// The median of the distances from the median.
pub fn median_deviation(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    if frame.window.values.is_empty() {
        return NOTHING;
    }
    let mut values = frame.window.values.to_vec();
    let median = sums::quantile(0.5, &mut values);
    for value in &mut values {
        *value = (*value - median).abs();
    }
    float(sums::quantile(0.5, &mut values))
}
