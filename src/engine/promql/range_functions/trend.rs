//! `deriv`, `predict_linear`, `double_exponential_smoothing`: where a series is going.

use super::frame::{Frame, NOTHING, float};
use super::over_time::floats;
use crate::engine::promql::Failure;
use crate::engine::promql::select::Window;
use crate::engine::promql::sums::Sum;
use crate::model::Millis;
use crate::series::Reading;
use crate::text::go::{self, Form};

pub fn derivative(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    floats(frame);
    let window = frame.window;
    let [first, _, ..] = window.times else { return NOTHING };
    float(line(&window, *first).0)
}

pub fn predict(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    floats(frame);
    let window = frame.window;
    if window.values.len() < 2 {
        return NOTHING;
    }
    let (slope, intercept) = line(&window, frame.now);
    float(slope * frame.scalar(0) + intercept)
}

/// The slope of the line with the least squares, and its value at a time.
fn line(window: &Window, at: Millis) -> (f64, f64) {
    let first = window.values[0];
    let (mut x_sum, mut y_sum, mut xy_sum, mut xx_sum) =
        (Sum::default(), Sum::default(), Sum::default(), Sum::default());
    for (time, value) in window.times.iter().zip(window.values) {
        let x = (time - at) as f64 / 1e3;
        x_sum.add(x);
        y_sum.add(*value);
        xy_sum.add(x * value);
        xx_sum.add(x * x);
    }
    if window.values[1..].iter().all(|value| *value == first) {
        return if first.is_infinite() { (f64::NAN, f64::NAN) } else { (0.0, first) };
    }
    let whole = |sum: Sum| sum.total + sum.lost;
    let (x, y, xy, xx) = (whole(x_sum), whole(y_sum), whole(xy_sum), whole(xx_sum));
    let count = window.values.len() as f64;
    let slope = (xy - x * y / count) / (xx - x * x / count);
    (slope, y / count - slope * x / count)
}

pub fn smooth(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let (smoothing, trending) = (frame.scalar(0), frame.scalar(1));
    for (what, factor) in [("smoothing", smoothing), ("trend", trending)] {
        if factor <= 0.0 || factor >= 1.0 {
            let letter = &what[..1];
            let message = format!(
                "invalid {what} factor. Expected: 0 < {letter}f < 1, got: {}",
                go::float_in(factor, Form::Fixed, Some(6))
            );
            return Err(Failure::new(frame.span, message));
        }
    }
    let values = floats(frame).unwrap_or_default();
    let [first, second, ..] = values else { return NOTHING };
    let (mut before, mut smoothed) = (0.0, *first);
    let mut trend = second - first;
    for (index, value) in values.iter().enumerate().skip(1) {
        if index > 1 {
            trend = trending * (smoothed - before) + (1.0 - trending) * trend;
        }
        let next = smoothing * value + (1.0 - smoothing) * (smoothed + trend);
        (before, smoothed) = (smoothed, next);
    }
    float(smoothed)
}
