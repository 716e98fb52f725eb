//! `irate`, `idelta`: the change between the last two samples of a range.

use super::frame::{Frame, NOTHING, float};
use crate::engine::promql::Failure;
use crate::series::Reading;

pub fn irate(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    between_last(frame, true)
}

pub fn idelta(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    between_last(frame, false)
}

fn between_last(frame: &mut Frame, rate: bool) -> Result<Option<Reading>, Failure> {
    let ([.., before, last], [.., before_time, last_time]) = (frame.window.values, frame.window.times) else {
        return NOTHING;
    };
    let passed = last_time - before_time;
    let reset = rate && last < before;
    let change = if reset { *last } else { last - before };
    float(if rate { change / (passed as f64 / 1000.0) } else { change })
}
