//! `rate`, `increase`, `delta`: how much a series changed over a range, stretched to the whole of it.

use super::frame::{Frame, NOTHING, float};
use super::histogram_rate;
use crate::engine::promql::Failure;
use crate::engine::promql::notes::Words;
use crate::model::Millis;
use crate::series::Reading;

pub fn rate(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    extrapolated(frame, true, true)
}

pub fn increase(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    extrapolated(frame, true, false)
}

pub fn delta(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    extrapolated(frame, false, false)
}

fn extrapolated(frame: &mut Frame, counter: bool, per_second: bool) -> Result<Option<Reading>, Failure> {
    let window = frame.window;
    if window.is_mixed() {
        frame.note(Words::MixedFloatsAndHistograms);
        return NOTHING;
    }
    if window.times.is_empty() {
        return of_histograms(frame, counter, per_second);
    }
    let (values, times) = (window.values, window.times);
    let ([first, .., last], [first_time, .., last_time]) = (values, times) else { return NOTHING };
    let mut change = last - first;
    if counter && window.falls != Some(0) {
        for pair in values.windows(2) {
            if pair[1] < pair[0] {
                change += pair[0];
            }
        }
    }
    let stretch = Stretch { first_time: *first_time, last_time: *last_time, steps: values.len() - 1 };
    let zero = (counter && change > 0.0 && *first >= 0.0).then(|| first / change);
    float(change * stretch.factor(frame, zero, per_second))
}

/// Prometheus 3.5 does not ask when a histogram was zero.
fn of_histograms(frame: &mut Frame, counter: bool, per_second: bool) -> Result<Option<Reading>, Failure> {
    let (histograms, times) = (frame.window.histograms, frame.window.histogram_times);
    let [first_time, .., last_time] = times else { return NOTHING };
    let Some(mut change) = histogram_rate::change(frame, counter) else { return NOTHING };
    let stretch = Stretch { first_time: *first_time, last_time: *last_time, steps: histograms.len() - 1 };
    change.scale(stretch.factor(frame, None, per_second));
    Ok(Some(Reading::from(change)))
}

/// Where samples lie in their range.
pub struct Stretch {
    pub first_time: Millis,
    pub last_time: Millis,
    /// One less than there are samples.
    pub steps: usize,
}

impl Stretch {
    /// By what the change between the first and the last sample is multiplied. `zero` is how much of the time between
    /// them lies before the first sample until the counter was zero.
    pub fn factor(&self, frame: &Frame, zero: Option<f64>, per_second: bool) -> f64 {
        let seconds = |from: Millis, until: Millis| (until - from) as f64 / 1000.0;
        let mut to_start = seconds(frame.from, self.first_time);
        let mut to_end = seconds(self.last_time, frame.until);
        let sampled = seconds(self.first_time, self.last_time);
        let between = sampled / self.steps as f64;
        let threshold = between * 1.1;
        if to_start >= threshold {
            to_start = between / 2.0;
        }
        if let Some(zero) = zero {
            let to_zero = sampled * zero;
            if to_zero < to_start {
                to_start = to_zero;
            }
        }
        if to_end >= threshold {
            to_end = between / 2.0;
        }
        let factor = (sampled + to_start + to_end) / sampled;
        if per_second { factor / whole_and_rest(frame.range) } else { factor }
    }
}

/// Milliseconds as seconds, rounded like Go's durations.
fn whole_and_rest(range: Millis) -> f64 {
    (range / 1000) as f64 + (range % 1000 * 1_000_000) as f64 / 1e9
}
