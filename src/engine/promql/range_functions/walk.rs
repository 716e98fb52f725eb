//! `changes`, `resets`: what happens from one sample of a range to the next.

use super::frame::{Frame, float};
use crate::engine::promql::Failure;
use crate::engine::promql::select::Window;
use crate::series::{Histogram, Reading};

pub fn changes(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let differ = |before: f64, now: f64| now != before && !(now.is_nan() && before.is_nan());
    count(frame, differ, |before, now| now != before)
}

pub fn resets(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    count(frame, |before, now| now < before, |before, now| now.is_reset_after(before))
}

/// A change of the kind of sample counts as well.
fn count(
    frame: &mut Frame,
    floats: fn(f64, f64) -> bool,
    histograms: fn(&Histogram, &Histogram) -> bool,
) -> Result<Option<Reading>, Failure> {
    let window = frame.window;
    let happens = |before: Either, now: Either| match (before, now) {
        (Either::Float(before), Either::Float(now)) => floats(before, now),
        (Either::Histogram(before), Either::Histogram(now)) => histograms(before, now),
        _ => true,
    };
    let all = in_order(&window);
    float(all.windows(2).filter(|pair| happens(pair[0], pair[1])).count() as f64)
}

#[derive(Clone, Copy)]
enum Either<'a> {
    Float(f64),
    Histogram(&'a Histogram),
}

fn in_order<'a>(window: &Window<'a>) -> Vec<Either<'a>> {
    let floats = window.times.iter().zip(window.values).map(|(time, value)| (*time, Either::Float(*value)));
    if window.histograms.is_empty() {
        return floats.map(|(_, sample)| sample).collect();
    }
    let histograms = window.histogram_times.iter().zip(window.histograms);
    let mut all: Vec<_> = floats.collect();
    all.extend(histograms.map(|(time, value)| (*time, Either::Histogram(value))));
    all.sort_by_key(|(time, _)| *time);
    all.into_iter().map(|(_, sample)| sample).collect()
}
