//! `changes`, `resets`: what happens from one sample of a range to the next.

use super::frame::{Frame, NOTHING, float};
use crate::engine::promql::Failure;
use crate::series::Reading;

pub fn changes(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    count(frame, |before, now| now != before && !(now.is_nan() && before.is_nan()))
}

pub fn resets(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    count(frame, |before, now| now < before)
}

fn count(frame: &mut Frame, happens: fn(f64, f64) -> bool) -> Result<Option<Reading>, Failure> {
    let values = frame.window.values;
    if values.is_empty() {
        return NOTHING;
    }
    float(values.windows(2).filter(|pair| happens(pair[0], pair[1])).count() as f64)
}
