//! `stddev_over_time`, `stdvar_over_time`.

use super::frame::{Frame, NOTHING, float};
use super::over_time::floats;
use crate::engine::promql::Failure;
use crate::engine::promql::sums::add;
use crate::series::Reading;

pub fn variance(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let Some(values) = floats(frame) else { return NOTHING };
    float(of(values))
}

pub fn deviation(frame: &mut Frame) -> Result<Option<Reading>, Failure> {
    let Some(values) = floats(frame) else { return NOTHING };
    float(of(values).sqrt())
}

fn of(values: &[f64]) -> f64 {
    let (mut count, mut mean, mut mean_lost, mut squares, mut squares_lost) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for value in values {
        count += 1.0;
        let distance = value - (mean + mean_lost);
        (mean, mean_lost) = add(distance / count, mean, mean_lost);
        (squares, squares_lost) = add(distance * (value - (mean + mean_lost)), squares, squares_lost);
    }
    (squares + squares_lost) / count
}
