//! `irate`, `idelta`: the change between the last two samples of a range.

use super::frame::{Frame, NOTHING, float};
use crate::engine::promql::Failure;
use crate::engine::promql::notes::Words;
use crate::model::Millis;
use crate::series::{Histogram, Reading, ResetHint};

pub fn irate(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    between_last(frame, true)
}

pub fn idelta(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    between_last(frame, false)
}

fn between_last(frame: &mut Frame, rate: bool) -> Result<Option<Reading>, Failure> {
    let window = frame.window;
    let (times, histogram_times) = (window.times, window.histogram_times);
    if let ([.., before, last], [.., before_time, last_time]) = (window.values, times)
        && histogram_times.last() < Some(before_time)
    {
        let reset = rate && last < before;
        let change = if reset { *last } else { last - before };
        return float(if rate { change / seconds(*before_time, *last_time) } else { change });
    }
    if let ([.., before, last], [.., before_time, last_time]) = (window.histograms, histogram_times)
        && times.last() < Some(before_time)
    {
        return of_histograms(frame, (before, *before_time), (last, *last_time), rate);
    }
    if window.len() > 1 {
        frame.note(Words::MixedFloatsAndHistograms);
    }
    NOTHING
}

fn seconds(from: Millis, until: Millis) -> f64 {
    (until - from) as f64 / 1000.0
}

fn of_histograms(
    frame: &mut Frame,
    (before, before_time): (&Histogram, Millis),
    (last, last_time): (&Histogram, Millis),
    rate: bool,
) -> Result<Option<Reading>, Failure> {
    let gauges = [before, last].map(|histogram| histogram.hint == ResetHint::Gauge);
    if rate && gauges.contains(&true) {
        frame.note(Words::HistogramNotCounter);
    }
    if !rate && gauges.contains(&false) {
        frame.note(Words::HistogramNotGauge);
    }
    let mut change = last.clone();
    let reset = rate && last.is_reset_after(before);
    if !reset && let Err(unlike) = change.subtract(before) {
        frame.unlike(unlike);
        return NOTHING;
    }
    change.hint = ResetHint::Gauge;
    change.compact();
    if rate {
        change.divide(seconds(before_time, last_time));
    }
    Ok(Some(Reading::from(change)))
}
